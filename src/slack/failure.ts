import { randomInt } from 'node:crypto';
import { AppError, DatabaseUnavailableError, InternalError } from '../errors.ts';
import { CAPS } from './caps.ts';
import type { Reply } from './request.ts';

export type Failure = {
  readonly reply: Reply;
  /** Present when the error belongs in the log; the person is shown it too. */
  readonly reference?: string;
  /** The commit may or may not have happened. */
  readonly isUncertain: boolean;
};

/** The sentence for the person who asked. An unknown error may have come after the commit, so nothing is promised. */
export function describeFailure(error: unknown): Failure {
  if (error instanceof DatabaseUnavailableError) {
    if (error.nothingRecorded) return toldPlainly(NOTHING_RECORDED);
    const reference = newReference();
    return { reply: plainReply(`${UNCONFIRMED} (Reference ${reference})`), reference, isUncertain: true };
  }
  if (error instanceof AppError && !(error instanceof InternalError)) return toldPlainly(error.message);
  const reference = newReference();
  return { reply: plainReply(`${UNKNOWN} (Reference ${reference})`), reference, isUncertain: false };
}

const NOTHING_RECORDED = 'The database did not answer. Nothing was recorded. Try again in a minute.';
const UNCONFIRMED =
  'The database did not answer in time. I could not confirm it; check `/invites quota` before typing it again.';
const UNKNOWN = 'Something went wrong here. Check `/invites quota` before typing it again.';

function toldPlainly(text: string): Failure {
  return { reply: plainReply(text), isUncertain: false };
}

/** One section; the text is mrkdwn already. */
export function plainReply(text: string): Reply {
  const shown = text.length > CAPS.sectionText ? `${text.slice(0, CAPS.sectionText - 1)}…` : text;
  return { text: shown, blocks: [{ type: 'section', text: { type: 'mrkdwn', text: shown } }] };
}

/** Six characters without look-alikes: easy to read out, rare enough within a log. */
function newReference(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return Array.from({ length: 6 }, () => letters.charAt(randomInt(letters.length))).join('');
}
