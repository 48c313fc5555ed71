import { findAnswer } from '../ledger/answer-request.ts';
import type { Ledger } from '../ledger/connect.ts';
import { read } from '../ledger/transact.ts';
import type { Answer } from './answers.ts';
import type { Call } from './call.ts';

/** What this very request was answered, when it is a repeated delivery; undefined for a new one. */
export async function answeredBefore(ledger: Ledger, call: Call): Promise<Answer | undefined> {
  const { workspaceId, requestKey, withinMs } = call;
  const stored = await read(ledger, { deadlineMs: withinMs }, (db) =>
    findAnswer(db, workspaceId, requestKey),
  );
  return stored as Answer | undefined;
}
