import { createHash } from 'node:crypto';
import type { KnownBlock } from '@slack/types';
import type { Ledger } from '../../ledger/connect.ts';
import type { PersonRef } from '../../linkedin/person.ts';
import { noSuchAccount } from '../../services/account-name.ts';
import { answeredBefore } from '../../services/answered-before.ts';
import type { Call } from '../../services/call.ts';
import { type Check, checkPeople } from '../../services/check-people.ts';
import { logInvites } from '../../services/log-invites.ts';
import { readLogForm } from '../../services/read-log-form.ts';
import type { Answered, OpenForm, Reply } from '../request.ts';
import { previewView } from '../views/check.ts';
import { compose } from '../views/compose.ts';
import { logView } from '../views/log.ts';
import { resultModal } from '../views/result.ts';
import type { Form, FormRun, PressRun } from './form.ts';
import { decodeKept, type Entered, type Kept, mannerOf, nothingEntered, readEntered } from './log-draft.ts';
import { readPeople, writePeople } from './log-people.ts';
import { callbackId, logModal, pressed } from './log-view.ts';
import { dayOf, readWhen, workingDays } from './log-when.ts';
import { chosenAccount } from './which-account.ts';

/** What the form begins with: as much as a command, a button or a message has told already. */
export type LogPrefill = Partial<Omit<Entered, 'people' | 'rest'>> & {
  /** Any number: those that the field does not take stand in the form for later. */
  readonly people?: readonly PersonRef[];
  /** The name of the account. */
  readonly account?: string;
  /** A sentence for its top. */
  readonly notice?: string;
  readonly source?: Kept['source'];
};

/**
 * Opens the form that logs invitations.
 *
 * @throws InputError when there is no account of the name.
 */
export async function openLogForm(ledger: Ledger, call: Call, prefill: LogPrefill = {}): Promise<Answered> {
  const { people = [], account = '', notice = null, source = 'form', ...rest } = prefill;
  const [first, ...later] = writePeople(people);
  const entered: Entered = { ...nothingEntered, ...rest, people: first, rest: later };
  const { because, via, marks, note } = entered;
  const more = account !== '' || because !== null || via !== null || marks.length > 0 || note !== null;
  const facts = await readLogForm(ledger, withoutAccount(call));
  const day = dayOf(call);
  const days = workingDays(day, facts.calendar);
  const kept: Kept = { day, days, source, more, checked: false, seen: null, notice };
  if (facts.quotas.every(({ accountName }) => accountName !== account))
    throw noSuchAccount({ ...call, as: account });
  return { kind: 'open', view: logModal({ facts, account, kept, entered, preview: [] }) };
}

export const logForm: Form = {
  callbackId,
  async submit({ ledger, call, form }) {
    const kept = decodeKept(form);
    const entered = readEntered(form.state);
    const input = inputOf(form, entered, kept, call);
    if ('errors' in input) return { kind: 'errors', errors: input.errors };
    const as = chosenAccount(form.state);
    const seen = lookedAt(form, entered);
    if (kept.seen !== seen) {
      const checked = await checkPeople(ledger, { ...call, as }, input);
      if (needsALook(checked)) {
        // A repeated delivery finds what the first one recorded: that is no reason to look again.
        const before = await answeredBefore(ledger, call);
        if (before?.kind === 'log') return result(logView(before), entered);
        return ask({ ledger, call, form }, { ...kept, checked: true, seen }, checked);
      }
    }
    const answer = await logInvites(ledger, { ...call, as, source: kept.source }, input);
    return result(logView(answer), entered);
  },
  presses: {
    [pressed.check]: (run) => redraw(run, { checked: true }),
    [pressed.more]: (run) => redraw(run, { more: true }),
    when: (run) => redraw(run, { checked: true }),
    date: (run) => redraw(run, { checked: true }),
    account: (run) => redraw(run, { checked: true }),
  },
};

/** What a preview depends on, short enough to be kept: who shall be logged, when, and for which account. */
function lookedAt({ state }: OpenForm, { people, when, date }: Entered): string {
  const read = readPeople(people);
  const keys = read.ok ? read.people.map(({ key }) => key) : [people.trim()];
  const all = JSON.stringify([keys, when, date, chosenAccount(state)]);
  return createHash('sha256').update(all).digest('base64url').slice(0, 22);
}

/** What is worth a second look before it is logged; how near a limit is, the form says anyway. */
function needsALook({ items }: Check): boolean {
  return items.some(({ refused, reasons }) => refused || reasons.some(({ code }) => !saidAnyway.has(code)));
}
const saidAnyway: ReadonlySet<string> = new Set(['nearing', 'critical', 'exposure', 'pending_soft']);

/** The form once more, with what is to be looked at on top; nothing is recorded. */
async function ask({ ledger, call, form }: FormRun, kept: Kept, checked: Check): Promise<Answered> {
  const facts = await readLogForm(ledger, withoutAccount(call));
  const entered = readEntered(form.state);
  const preview = previewView(checked).blocks;
  const view = logModal({ facts, account: chosenAccount(form.state), kept, entered, preview, isAsked: true });
  return { kind: 'update', view };
}

/**
 * The form as it was entered, with what a press changes of it. People do not tell at once: under a field that does, Slack
 * says to press Enter, which makes a line here.
 */
async function redraw({ ledger, call, form }: PressRun, change: Partial<Kept>): Promise<Answered> {
  const entered = readEntered(form.state);
  const before = { ...decodeKept(form), ...change };
  const account = chosenAccount(form.state);
  const isChecked = before.checked && entered.people.trim() !== '';
  const kept = { ...before, seen: isChecked ? lookedAt(form, entered) : null };
  const [facts, preview] = await Promise.all([
    readLogForm(ledger, withoutAccount(call)),
    isChecked ? previewOf({ ledger, call, form }, entered, kept) : [],
  ]);
  return { kind: 'update', view: logModal({ facts, account, kept, entered, preview }) };
}

/** What would become of the people; or what is wrong with what was entered. */
async function previewOf(
  { ledger, call, form }: FormRun,
  entered: Entered,
  kept: Kept,
): Promise<readonly KnownBlock[]> {
  const input = inputOf(form, entered, kept, call);
  if ('errors' in input) {
    // A day that is only now asked for is no mistake yet.
    const { when: _, ...wrong } = input.errors;
    const lines = Object.values(wrong);
    if (lines.length === 0) return [];
    return compose(call.zone, (say) => [
      { kind: 'lines', lines: lines.map((line) => `${say.warning} ${line}`) },
    ]).blocks;
  }
  return previewView(await checkPeople(ledger, { ...call, as: chosenAccount(form.state) }, input)).blocks;
}

/** What is to be logged, or what is wrong at which field: all of it at once. */
function inputOf({ state }: OpenForm, entered: Entered, kept: Kept, call: Call) {
  const read = readPeople(entered.people);
  const when = readWhen(entered, kept, call);
  if (read.ok && typeof when !== 'string') return { people: read.people, manner: mannerOf(entered), ...when };
  const errors: Record<string, string> = read.ok ? {} : { people: read.problem };
  // The day's own field comes a moment after it was asked for.
  if (typeof when === 'string') errors['date' in state ? 'date' : 'when'] = when;
  return { errors };
}

/** Instead of the form; on top of it while a list for later still stands there. */
function result(reply: Reply, { rest }: Entered): Answered {
  if (rest.length === 0) return reply;
  const hint = compose('UTC', () => [
    {
      kind: 'context',
      line: 'Your list for later is not logged yet. Close this, and copy it into People.',
    },
  ]);
  const view = resultModal({ ...reply, blocks: [...hint.blocks, ...reply.blocks] });
  return { kind: 'open', view: { ...view, clear_on_close: false } };
}

/** The form shows every account of the owner's. */
function withoutAccount({ as: _, ...call }: Call): Call {
  return call;
}
