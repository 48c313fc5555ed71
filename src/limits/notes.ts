import type { NotesUsedUp, NoteTooLong, Question } from './reason.ts';
import { calendarWindow } from './windows.ts';

/** LinkedIn cuts or refuses a longer note. */
export function noteTooLong({ policy, snapshot, request }: Question): NoteTooLong | null {
  const length = request.note?.length ?? 0;
  const max = policy.noteChars.value[snapshot.account.type];
  return length <= max ? null : { code: 'note_too_long', verdict: 'warn', length, max };
}

/** The month's notes are used up once this one is sent. Of a month that is over nobody needs to hear it. */
export function notesUsedUp({ policy, snapshot, request, now }: Question): NotesUsedUp | null {
  const { type, zone } = snapshot.account;
  const cap = policy.notesPerMonth.value[type];
  if (request.note === null || cap === null) return null;
  const month = calendarWindow(zone, 'month', request.at);
  if (month.end <= now) return null;
  let used = request.quantity;
  for (const { date, notes } of snapshot.days[request.resource]) {
    if (month.firstDate <= date && date <= month.lastDate) used += notes;
  }
  return used < cap ? null : { code: 'notes_used_up', verdict: 'warn', used, cap, resetsAt: month.end };
}
