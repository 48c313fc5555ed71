import type { KnownBlock } from '@slack/types';
import type { Ledger } from '../../ledger/connect.ts';
import type { PersonRef } from '../../linkedin/person.ts';
import { noSuchAccount } from '../../services/account-name.ts';
import type { Call } from '../../services/call.ts';
import { checkPeople } from '../../services/check-people.ts';
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
import { dayOf, readWhen } from './log-when.ts';
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
  const kept: Kept = { day: dayOf(call), source, more, checked: false, notice };
  const facts = await readLogForm(ledger, withoutAccount(call));
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

/**
 * The form as it was entered, with what a press changes of it. People do not tell at once: under a field that does, Slack
 * says to press Enter, which makes a line here.
 */
async function redraw({ ledger, call, form }: PressRun, change: Partial<Kept>): Promise<Answered> {
  const kept = { ...decodeKept(form), ...change };
  const entered = readEntered(form.state);
  const account = chosenAccount(form.state);
  const isChecked = kept.checked && entered.people.trim() !== '';
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
function inputOf({ state }: OpenForm, entered: Entered, { day }: Kept, call: Call) {
  const read = readPeople(entered.people);
  const when = readWhen(entered, day, call);
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
