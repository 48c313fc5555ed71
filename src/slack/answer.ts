import { RespondError } from '@slack/bolt';
import { DatabaseUnavailableError, NotAllowedError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Asked, Outcome as Ended, Metrics } from '../metrics.ts';
import { CAPS } from './caps.ts';
import { describeFailure, plainReply } from './failure.ts';
import { pause, within } from './pause.ts';
import { type Answered, isReply, type Reply } from './request.ts';

/** One command, press, shortcut or submitted form: how to reach the person, and what to do for them. */
export type Exchange = {
  readonly kind: 'command' | 'press' | 'form';
  /** What it is called in metrics and in the log. */
  readonly asked: Asked;
  readonly workspaceId: string;
  /** Whether the answer to Slack's delivery can carry this. */
  carries(answered: Answered): boolean;
  /** The answer to Slack's delivery: with what it carries, or that it takes longer, or empty. */
  acknowledge(answered?: Answered | 'working'): Promise<void>;
  /** What the acknowledgement did not carry, and what comes later. */
  say(answered: Answered, options: { readonly replaceOriginal: boolean }): Promise<void>;
  /** A failure, where it is not shown as any other reply. */
  failed?(reply: Reply): Answered;
  work(): Promise<Answered>;
  settle(): Promise<Reply | 'not_recorded'>;
};

export const TIMING = {
  /** Slack wants an answer within 3 s; the rest is for the way. */
  acknowledgeMs: 2_000,
  /** So that "Still working…" is there before its replacement is. */
  replaceAfterMs: 300,
  sayAgainMs: 1_000,
  settleFirstMs: 1_000,
  settleMostMs: 60_000,
  /** `response_url` lives 30 minutes. */
  settleForMs: 25 * 60_000,
} as const;

export type Timing = { readonly [name in keyof typeof TIMING]: number };
export type Answers = {
  /** Resolves when the exchange is over, corrections included; never rejects. */
  answer(exchange: Exchange): Promise<void>;
  /** What nobody waits for: a failure stands in the log with these words. Never rejects. */
  follow(work: Promise<void>, failure: string): Promise<void>;
  /** Waits for what is in flight, at most `timeoutMs`; gives how many are left. */
  drain(timeoutMs: number): Promise<number>;
};

/** What to do about what was not recorded: the button is gone by now. */
const again = {
  command: 'Type it again.',
  press: 'Type the command again, and press its button again.',
  form: 'Fill in the form again.',
} as const;

type Outcome = {
  readonly answered: Answered;
  readonly status: 'done' | 'failed' | 'uncertain';
  readonly ended: Ended;
  readonly reference?: string | undefined;
};
type Say = (answered: Answered, replaceOriginal: boolean) => Promise<void>;

export function createAnswers(o: { log: Log; metrics: Metrics; timing?: Partial<Timing> }): Answers {
  const { log, metrics } = o;
  const timing: Timing = { ...TIMING, ...o.timing };
  const stopping = new AbortController();
  const inFlight = new Set<Promise<void>>();

  /** The one place where an error becomes a sentence. */
  async function outcomeOf(exchange: Exchange): Promise<Outcome> {
    try {
      const answered = await exchange.work();
      const ended = !isReply(answered) && answered.kind === 'errors' ? 'input' : 'done';
      return { answered, status: 'done', ended };
    } catch (err) {
      const { reply, reference, isUncertain } = describeFailure(err);
      if (err instanceof DatabaseUnavailableError)
        log.warn({ err, reference, isUncertain }, 'the database did not answer');
      else if (reference !== undefined) log.error({ err, reference }, 'a request failed');
      const answered = (!isUncertain && exchange.failed?.(reply)) || reply;
      const ended = isUncertain ? 'uncertain' : reference === undefined ? endOf(err) : 'failed';
      return { answered, status: isUncertain ? 'uncertain' : 'failed', ended, reference };
    }
  }

  /** The same, with a line in the log: what, how it ended, how long it took; nothing that was typed. */
  async function toldOutcome(exchange: Exchange): Promise<Outcome> {
    const startedAt = performance.now();
    const outcome = await outcomeOf(exchange);
    const { asked, workspaceId } = exchange;
    const { ended, reference } = outcome;
    const ms = performance.now() - startedAt;
    metrics.answered(asked, ended, ms / 1_000);
    log.info({ ...asked, workspaceId, outcome: ended, ms: Math.round(ms), reference }, 'answered');
    return outcome;
  }

  /** When Slack did not take it, it delivers again, and the request key brings the first answer. */
  async function acknowledge(exchange: Exchange, answered?: Answered | 'working'): Promise<void> {
    await exchange.acknowledge(answered).catch((err) => log.warn({ err }, 'an acknowledgement was lost'));
  }

  function sayer(exchange: Exchange): Say {
    let uses = 0;
    return async (answered, replaceOriginal) => {
      for (let attempt = 1; attempt <= 2 && uses < CAPS.responseUrlUses; attempt += 1) {
        uses += 1;
        try {
          return await exchange.say(answered, { replaceOriginal });
        } catch (err) {
          log.warn(
            { err, attempt, ...(err instanceof RespondError && { status: err.statusCode }) },
            'a reply was lost',
          );
          if (err instanceof RespondError && err.statusCode < 500) return;
          if (attempt === 1) await pause(timing.sayAgainMs, stopping.signal);
        }
      }
    };
  }

  async function exchangeWords(exchange: Exchange): Promise<void> {
    const say = sayer(exchange);
    const coming = toldOutcome(exchange);
    const early = await within(timing.acknowledgeMs, coming);
    const carried = early !== undefined && exchange.carries(early.answered);
    if (carried) await acknowledge(exchange, early.answered);
    else if (early === undefined && exchange.kind !== 'press') await acknowledge(exchange, 'working');
    else await acknowledge(exchange);
    if (early === undefined) await pause(timing.replaceAfterMs, stopping.signal);
    const outcome = await coming;
    // A failed press leaves what it stood in as it was, so that the button can be pressed again.
    const replaces = exchange.kind !== 'press' || outcome.status !== 'failed';
    if (!carried) await say(outcome.answered, replaces);
    if (outcome.status === 'uncertain') await correct(exchange, say, outcome.reference);
  }

  /** Asks the database, once it is back, what truly happened. At stop it asks once more and gives up. */
  async function correct(exchange: Exchange, say: Say, reference: string | undefined): Promise<void> {
    const until = performance.now() + timing.settleForMs;
    for (let waitMs = timing.settleFirstMs; ; waitMs = Math.min(waitMs * 2, timing.settleMostMs)) {
      await pause(waitMs, stopping.signal);
      try {
        const truth = await exchange.settle();
        const reply =
          truth === 'not_recorded'
            ? plainReply(`The database is back: nothing was recorded. ${again[exchange.kind]}`)
            : truth;
        log.info({ reference, recorded: truth !== 'not_recorded' }, 'an unconfirmed request is settled');
        return await say(reply, true);
      } catch (err) {
        if (!stopping.signal.aborted && performance.now() + waitMs < until) continue;
        return log.error({ err, reference }, 'an unconfirmed request stays unconfirmed');
      }
    }
  }

  return {
    answer(exchange) {
      const whole = exchangeWords(exchange).finally(() => inFlight.delete(whole));
      inFlight.add(whole);
      return whole;
    },
    follow(work, failure) {
      const whole = work.catch((err) => log.warn({ err }, failure)).finally(() => inFlight.delete(whole));
      inFlight.add(whole);
      return whole;
    },
    async drain(timeoutMs) {
      stopping.abort();
      await within(timeoutMs, Promise.all(inFlight));
      return inFlight.size;
    },
  };
}

/** How it ended for who is told so in a sentence. */
function endOf(err: unknown): Ended {
  if (err instanceof DatabaseUnavailableError) return 'unavailable';
  return err instanceof NotAllowedError ? 'not_allowed' : 'input';
}
