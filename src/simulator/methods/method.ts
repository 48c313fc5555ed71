import type { z } from 'zod';
import { type RawArguments, readArguments } from '../arguments.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import type { World } from '../world.ts';

export type TokenKind = 'bot' | 'app' | 'none';

/** One method of the Web API. `call` throws `SlackError` for every refusal and returns the fields beside `ok: true`. */
export type Method = {
  readonly token: TokenKind;
  /** Any one of them is enough; none: no scope is needed. */
  readonly scopes: readonly string[];
  readonly call: (raw: RawArguments, context: MethodContext) => object;
};

export type MethodContext = { readonly world: World; readonly workspace: Workspace | undefined };

type BotContext = { readonly world: World; readonly workspace: Workspace };

export function botMethod<S extends z.ZodType>(
  scopes: readonly string[],
  args: S,
  run: (args: z.output<S>, context: BotContext) => object,
): Method {
  return {
    token: 'bot',
    scopes,
    call: (raw, { world, workspace }) => {
      if (workspace === undefined) throw new SlackError('not_authed');
      return run(readArguments(args, raw), { world, workspace });
    },
  };
}

export function openMethod<S extends z.ZodType>(
  token: 'app' | 'none',
  args: S,
  run: (args: z.output<S>, world: World, raw: RawArguments) => object,
): Method {
  return { token, scopes: [], call: (raw, { world }) => run(readArguments(args, raw), world, raw) };
}
