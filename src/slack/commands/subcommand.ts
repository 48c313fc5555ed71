import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import type { Answered } from '../request.ts';
import type { Helped } from '../views/help.ts';
import { optionForm } from './option-value.ts';
import { type Args, type ArgsSpec, readArgs } from './options.ts';

/** What a subcommand works with: the ledger through the services, and the call. */
export type Run<A> = { readonly args: A; readonly call: Call; readonly ledger: Ledger };

/** One subcommand as the list knows it: what help says of it, and what it answers. */
export type Subcommand = Helped & {
  readonly answer: (text: string, run: Omit<Run<unknown>, 'args'>) => Promise<Answered>;
};

/** Ties a subcommand's arguments to what it does: `run` gets them read and typed by the same spec that help prints. */
export function subcommand<const S extends ArgsSpec>({
  args,
  run,
  ...rest
}: Omit<Subcommand, 'answer' | 'options'> & {
  readonly args: S;
  readonly run: (run: Run<Args<S>>) => Promise<Answered> | Answered;
}): Subcommand {
  const options = Object.entries(args.options ?? {}).map(([name, spec]) => ({
    form: optionForm(name, spec),
    what: spec.what,
  }));
  return {
    ...rest,
    options,
    answer: async (text, context) =>
      run({ ...context, args: readArgs(text, args, rest.examples[0] ?? rest.name) }),
  };
}
