import type { z } from 'zod';
import { type RawArguments, readArguments } from '../arguments.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import type { World } from '../world.ts';

/** `client`: no token, but the app's client id and secret, as arguments or by HTTP Basic. */
export type TokenKind = 'bot' | 'app' | 'client' | 'none';

export type SendEvent = (event: Readonly<Record<string, unknown>>, workspaceId: string) => void;

/** One method of the Web API. `call` throws `SlackError` for every refusal and returns the fields beside `ok: true`. */
export type Method = {
  readonly token: TokenKind;
  /** Any one of them is enough; none: no scope is needed. */
  readonly scopes: readonly string[];
  readonly call: (raw: RawArguments, context: MethodContext) => object;
};

/** `caller`: whose bot token came with the call. */
export type MethodContext = { readonly world: World; readonly caller: BotCaller | undefined };

export type BotCaller = { readonly workspace: Workspace; readonly token: string };

type BotContext = BotCaller & { readonly world: World };

export function botMethod<S extends z.ZodType>(
  scopes: readonly string[],
  args: S,
  run: (args: z.output<S>, context: BotContext) => object,
): Method {
  return {
    token: 'bot',
    scopes,
    call: (raw, { world, caller }) => {
      if (caller === undefined) throw new SlackError('not_authed');
      return run(readArguments(args, raw), { world, ...caller });
    },
  };
}

export function openMethod<S extends z.ZodType>(
  token: Exclude<TokenKind, 'bot'>,
  args: S,
  run: (args: z.output<S>, world: World, raw: RawArguments) => object,
): Method {
  return { token, scopes: [], call: (raw, { world }) => run(readArguments(args, raw), world, raw) };
}
