import { InputError } from '../../src/errors.ts';
import type { Ledger } from '../../src/ledger/connect.ts';
import { allowContact } from '../../src/services/allow-contact.ts';
import type { LoggedItem, OutcomeItem, Standing } from '../../src/services/answers.ts';
import type { Call } from '../../src/services/call.ts';
import { changeAccountType } from '../../src/services/change-account-type.ts';
import { liftRestriction } from '../../src/services/lift-restriction.ts';
import { logAnyway } from '../../src/services/log-anyway.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { logPages } from '../../src/services/log-pages.ts';
import { objectToContact } from '../../src/services/object-to-contact.ts';
import { recordOutcome } from '../../src/services/record-outcome.ts';
import { restrictAccount } from '../../src/services/restrict-account.ts';
import { setCounter } from '../../src/services/set-counter.ts';
import { undoRequest } from '../../src/services/undo-request.ts';
import { reasonInWords } from '../limits/book-answers.ts';
import type { Fact, Told } from '../limits/facts.ts';
import type { NaiveAnswer } from '../limits/naive-answers.ts';
import { callOf, person } from './call.ts';

/** What a service answered in the words of the naive log, with where it says that the account stands. */
export type Answered = {
  readonly answer: Omit<NaiveAnswer, 'meters'>;
  /** Null where the answer says none. */
  readonly standing: Standing | null;
};

/** Who owns an account: the naive log calls teammates by the number of theirs. */
export const ownerOf = (account: number): string => String(account);

/** Tells the services what the naive log is told, as the commands of Slack members do. */
export class NaiveDriver {
  readonly ledger: Ledger;
  readonly workspaceId: string;
  /** Where each owner is. */
  readonly zones: string[];
  /** The requests that recorded what can be taken back and still stands, as the buttons below the replies have them. */
  #standing: { readonly account: number; readonly id: number }[] = [];

  constructor(ledger: Ledger, workspaceId: string, zones: readonly string[]) {
    this.ledger = ledger;
    this.workspaceId = workspaceId;
    this.zones = [...zones];
  }

  call(account: number, now: number): Call {
    const { workspaceId } = this;
    const zone = this.zones[account] ?? 'UTC';
    return callOf({ workspaceId, userId: ownerOf(account), isAdmin: true, now, zone });
  }

  async tell(told: Told): Promise<Answered> {
    const call = this.call(told.account, told.now);
    switch (told.verb) {
      case 'undo':
        return this.#undo(call, told);
      case 'log':
        return this.#log(call, told);
      case 'page':
        return this.#page(call, told);
      case 'accepted':
      case 'declined':
      case 'ignored':
      case 'withdrawn':
        return this.#outcome(call, told);
      case 'counter': {
        const { requestId, result, standing } = await setCounter(this.ledger, call, told);
        const recorded = result.kind === 'set';
        this.#keep(told, requestId, recorded);
        return { answer: { recorded }, standing };
      }
      case 'restricted': {
        const { requestId, recorded, standing } = await restrictAccount(this.ledger, call, told);
        this.#keep(told, requestId, recorded);
        return { answer: { recorded: true }, standing };
      }
      case 'lifted': {
        const { requestId, lifted, standing } = await liftRestriction(this.ledger, call);
        this.#keep(told, requestId, lifted !== null);
        return { answer: { recorded: true }, standing };
      }
      case 'type': {
        const { requestId, from, standing } = await changeAccountType(this.ledger, call, told);
        this.#keep(told, requestId, from !== told.type);
        return { answer: { recorded: true }, standing };
      }
      case 'do_not_contact':
        await objectToContact(this.ledger, call, { people: [personOf(told.person)] });
        return { answer: { recorded: true }, standing: null };
      case 'allow_contact':
        await allowContact(this.ledger, call, { people: [personOf(told.person)] });
        return { answer: { recorded: true }, standing: null };
      case 'zone':
      case 'job':
        throw new Error('nobody types this');
    }
  }

  async #log(call: Call, fact: Extract<Fact, { verb: 'log' }>): Promise<Answered> {
    const { person: whom, quantity, note, exempt, now, at } = fact;
    const first = await logInvites(this.ledger, call, {
      people: whom === null ? [] : [personOf(whom)],
      unnamed: whom === null ? quantity : 0,
      ...(at < now && { sentAt: at }),
      manner: { marks: exempt ? ['new_connection'] : [], note: note === null ? null : 'x'.repeat(note) },
    });
    if (!fact.override || first.items[0]?.refused !== true)
      return this.#sent(fact, first.requestId, first.items, first.standing);
    return this.#anyway(fact, first);
  }

  async #page(call: Call, fact: Extract<Fact, { verb: 'page' }>): Promise<Answered> {
    const { quantity } = fact;
    const page = quantity > 2 ? 'Acme' : null;
    const first = await logPages(this.ledger, call, { quantity, page });
    if (!fact.override || !first.items[0].refused)
      return this.#sent(fact, first.requestId, first.items, first.standing);
    return this.#anyway(fact, first);
  }

  /** Presses *Log Anyway*: it has to judge once more what was refused, and say the same of it. */
  async #anyway(
    fact: Told,
    { requestId, items }: { readonly requestId: number; readonly items: readonly LoggedItem[] },
  ): Promise<Answered> {
    const second = await logAnyway(this.ledger, this.call(fact.account, fact.now), { requestId });
    if (second.kind === 'already_settled') throw new Error('it was pressed once');
    const [before, after] = [items, second.items].map((each) => JSON.stringify(each.map((it) => it.reasons)));
    if (before !== after) throw new Error(`Log Anyway judges otherwise: ${before}, then ${after}`);
    return this.#sent(fact, second.requestId, second.items, second.standing);
  }

  #sent(fact: Told, requestId: number, items: readonly LoggedItem[], standing: Standing): Answered {
    const [item] = items;
    if (item === undefined || items.length > 1) throw new Error('one thing was sent');
    const recorded = !item.refused;
    this.#keep(fact, requestId, recorded);
    const verdict = item.reasons[0]?.verdict ?? 'allow';
    return { answer: { verdict, reasons: item.reasons.map(reasonInWords).sort(), recorded }, standing };
  }

  async #outcome(
    call: Call,
    fact: Extract<Fact, { verb: 'accepted' | 'declined' | 'ignored' | 'withdrawn' }>,
  ): Promise<Answered> {
    const { verb, person: whom, count, at, now, dateOnly } = fact;
    const { requestId, items, standings } = await recordOutcome(this.ledger, call, {
      outcome: verb,
      people: whom === null ? [] : [personOf(whom)],
      unnamed: whom === null ? count : 0,
      ...((at < now || dateOnly) && { when: { at, dateOnly } }),
    });
    const [item] = items;
    if (item === undefined || items.length > 1) throw new Error('one thing was told');
    const answer = outcomeInWords(item);
    this.#keep(fact, requestId, answer.recorded);
    return { answer, standing: standings[0] };
  }

  async #undo(call: Call, { account, nth }: Extract<Told, { verb: 'undo' }>): Promise<Answered> {
    const pressed = this.#standing.filter((one) => one.account === account).at(-1 - nth);
    const nothing = { answer: { recorded: false, refused: 'nothing' }, standing: null };
    if (nth > 0 && pressed === undefined) return nothing;
    try {
      const input = nth > 0 && pressed !== undefined ? { requestId: pressed.id } : {};
      const { refusal, standing } = await undoRequest(this.ledger, call, input);
      if (refusal !== null) return { answer: { recorded: false, refused: 'built on' }, standing };
      this.#standing = this.#standing.filter((one) => one !== pressed);
      return { answer: { recorded: true }, standing };
    } catch (error) {
      if (error instanceof InputError) return nothing;
      throw error;
    }
  }

  #keep({ account }: Told, id: number, recorded: boolean): void {
    if (recorded) this.#standing.push({ account, id });
  }
}

const personOf = (number: number) => person(`person-${number}`);

function outcomeInWords(item: OutcomeItem): NaiveAnswer {
  if (item.person === null) {
    if (item.recorded) return { recorded: true, chosen: [`${item.quantity} ${item.at}`] };
    return { recorded: false, refused: `${item.pending} pending` };
  }
  if (item.recorded) return { recorded: true, chosen: [`${item.sentAt} ${item.at}`] };
  if ('candidates' in item) throw new Error('an address stands for one person');
  const { invite } = item;
  const refused = invite === null ? 'never invited' : `${invite.sentAt} ${invite.state} ${invite.stateAt}`;
  return { recorded: false, refused };
}
