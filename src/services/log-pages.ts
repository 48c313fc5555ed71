import type { Ledger } from '../ledger/connect.ts';
import { answerOnce } from './answer-once.ts';
import type { PageAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { sendPages } from './send-pages.ts';

/** From 1 to 100 PageInvites, sent now. */
export type LogPages = {
  readonly quantity: number;
  /** The company page as it was typed; null without one. */
  readonly page: string | null;
};

/** Logs PageInvites. What a rule forbids is refused as a whole, and can be recorded by `logAnyway`. */
export async function logPages(ledger: Ledger, call: Call, input: LogPages): Promise<PageAnswer> {
  return answerOnce(
    ledger,
    call,
    { verb: 'page', ...input },
    {
      prepare: async () => undefined,
      async decide(opened) {
        const sentAt = call.now;
        const { items, standing, writes } = await sendPages(opened, { ...input, sentAt, override: false });
        const answer: PageAnswer = {
          kind: 'page',
          requestId: opened.requestId,
          owner: call.owner,
          sentAt,
          page: input.page,
          items,
          anyway: false,
          standing,
        };
        return { answer, writes };
      },
    },
  );
}
