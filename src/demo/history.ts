import type { Ledger } from '../ledger/connect.ts';
import { calendarWindow, hoursToMs } from '../limits/windows.ts';
import type { PersonRef } from '../linkedin/person.ts';
import type { Call } from '../services/call.ts';
import { logInvites } from '../services/log-invites.ts';
import { recordOutcome } from '../services/record-outcome.ts';
import { welcome } from '../services/welcome.ts';
import { createDice, type Dice } from './dice.ts';
import { inventPeople } from './people.ts';
import { demoWorkspaceId, type Teammate } from './workspace.ts';

const historyDays = 61;
const dayMs = hoursToMs(24);

/** Of the invitations that will be accepted, the share accepted within so many hours (linkedin.md, "Acceptance"). */
const acceptedWithin = [
  [1, 0.21],
  [24, 0.66],
  [48, 0.79],
  [72, 0.83],
  [168, 0.9],
  [336, 0.94],
  [720, 0.97],
  [1_440, 1],
] as const;

type Event =
  | { readonly at: number; readonly kind: 'sent'; readonly people: readonly PersonRef[] }
  | { readonly at: number; readonly kind: 'accepted' | 'withdrawn'; readonly people: readonly PersonRef[] };

/**
 * Writes a teammate's last two months into the ledger, each event through the service that would have recorded it at its
 * own time. The same teammate and the same `now` give the same history.
 */
export async function writeHistory(ledger: Ledger, teammate: Teammate, now: number): Promise<void> {
  let count = 0;
  const call = (at: number): Call => ({
    workspaceId: demoWorkspaceId,
    userId: teammate.id,
    owner: teammate.id,
    isAdmin: false,
    requestKey: `demo.${teammate.id}.${count++}`,
    now: at,
    withinMs: 30_000,
    zone: teammate.zone,
  });
  await welcome(ledger, call(now - (historyDays + 1) * dayMs), { type: teammate.accountType });
  for (const event of inventEvents(teammate, now)) {
    const people = event.people;
    if (event.kind === 'sent') await logInvites(ledger, call(event.at), { people });
    else await recordOutcome(ledger, call(event.at), { outcome: event.kind, people });
  }
}

/** Of a hundred invitations that nobody accepted, how many are withdrawn after two to three weeks. */
const withdrawnOf100 = 92;

/** One batch of sends a working day, and what came of each, noticed at the end of its day; by time. */
function inventEvents(teammate: Teammate, now: number): Event[] {
  const dice = createDice(teammate.id);
  const people = inventPeople(dice);
  const sends: Event[] = [];
  const outcomes = new Map<string, Event & { readonly people: PersonRef[] }>();
  const note = (kind: 'accepted' | 'withdrawn', person: PersonRef, at: number) => {
    const noticedAt = calendarWindow(teammate.zone, 'day', at).end - 1;
    if (noticedAt >= now) return;
    const key = `${kind} ${noticedAt}`;
    const event = outcomes.get(key) ?? { at: noticedAt, kind, people: [] };
    outcomes.set(key, event);
    event.people.push(person);
  };
  for (let day = historyDays; day >= 0; day -= 1) {
    const { start, firstDate } = calendarWindow(teammate.zone, 'day', now - day * dayMs);
    const at = start + hoursToMs(9) + dice.upTo(hoursToMs(8));
    if (isWeekend(firstDate) || at >= now) continue;
    const batch = Array.from(
      { length: Math.max(1, Math.round(teammate.sendsADay * dice.between(0.6, 1.4))) },
      people,
    );
    sends.push({ at, kind: 'sent', people: batch });
    for (const person of batch) {
      if (dice.between(0, 100) < teammate.acceptedOf100) note('accepted', person, at + acceptanceDelay(dice));
      else if (dice.between(0, 100) < withdrawnOf100)
        note('withdrawn', person, at + hoursToMs(24 * (14 + dice.upTo(7))));
    }
  }
  return [...sends, ...outcomes.values()].sort((a, b) => a.at - b.at);
}

function acceptanceDelay(dice: Dice): number {
  const share = dice.between(0, 1);
  const [hours] = acceptedWithin.find(([, within]) => share <= within) ?? [1];
  return dice.upTo(hoursToMs(hours));
}

function isWeekend(date: string): boolean {
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}
