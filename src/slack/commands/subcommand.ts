import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import type { Reply } from '../request.ts';
import { type Args, type ArgsSpec, readArgs } from './options.ts';

/** What a subcommand works with: the ledger through the services, and the call. */
export type Run<A> = { readonly args: A; readonly call: Call; readonly ledger: Ledger };

/** One subcommand as the list knows it: what it is called, what help says, and what it answers. */
export type Subcommand = {
  readonly name: string;
  readonly aliases: readonly string[];
  /** One line for the list. */
  readonly summary: string;
  /** The forms it is typed in, without `/invites`. */
  readonly usage: readonly string[];
  /** What one would type; the first is shown with errors. */
  readonly examples: readonly string[];
  readonly answer: (text: string, run: Omit<Run<unknown>, 'args'>) => Promise<Reply>;
};

/** Ties a subcommand's arguments to what it does: `run` gets them read and typed by the same spec that help prints. */
export function subcommand<const S extends ArgsSpec>({
  args,
  run,
  ...rest
}: Omit<Subcommand, 'answer'> & {
  readonly args: S;
  readonly run: (run: Run<Args<S>>) => Promise<Reply> | Reply;
}): Subcommand {
  return { ...rest, answer: async (text, context) => run({ ...context, args: readArgs(text, args) }) };
}
