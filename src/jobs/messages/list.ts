import type { Ledger } from '../../ledger/connect.ts';
import type { Message } from '../../services/messages.ts';
import { board } from './board.ts';
import { boardFile } from './board-file.ts';
import { checkIn } from './check-in.ts';
import { digest } from './digest.ts';
import { exportFile } from './export.ts';
import { limitWarning } from './limit-warning.ts';
import type { About, Built, MessageBuilder } from './message-builder.ts';
import { paused, pausedAccount, pauseEnded, pauseEnding } from './pauses.ts';
import { placed } from './placed.ts';
import { policyChanged } from './policy-changed.ts';
import { silent } from './silent.ts';
import { testDigest } from './test-digest.ts';
import { undelivered } from './undelivered.ts';

/** A builder for every kind of message. */
const builders: { readonly [Kind in Message['kind']]: MessageBuilder<Kind> } = {
  board,
  board_file: boardFile,
  check_in: checkIn,
  digest,
  export: exportFile,
  limit_warning: limitWarning,
  pause_ended: pauseEnded,
  pause_ending: pauseEnding,
  paused,
  paused_account: pausedAccount,
  placed,
  policy_changed: policyChanged,
  silent,
  test_digest: testDigest,
  undelivered,
};

/** The message as it is said now; undefined for a kind that this version does not know. */
export async function buildMessage<Kind extends Message['kind']>(
  ledger: Ledger,
  message: Extract<Message, { kind: Kind }>,
  about: About,
): Promise<Built | undefined> {
  const kind: Kind = message.kind;
  const builder: MessageBuilder<Kind> | undefined = builders[kind];
  return builder?.build(ledger, message, about);
}
