import { z } from 'zod';
import { InputError } from '../errors.ts';

const manifestSchema = z.looseObject({
  features: z
    .looseObject({
      bot_user: z.looseObject({ display_name: z.string() }).optional(),
      slash_commands: z
        .array(
          z.looseObject({
            command: z.string().startsWith('/'),
            description: z.string().optional(),
            usage_hint: z.string().optional(),
            should_escape: z.boolean().optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  oauth_config: z
    .looseObject({
      scopes: z
        .looseObject({ bot: z.array(z.string()).optional(), bot_optional: z.array(z.string()).optional() })
        .optional(),
    })
    .optional(),
});

export type SlashCommand = {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
  readonly shouldEscape: boolean;
};

/** What the simulator reads in an app manifest. */
export type Manifest = {
  readonly botName: string;
  readonly commands: readonly SlashCommand[];
  /** `undefined` when the manifest names none: then no scope is checked. */
  readonly scopes: { readonly granted: readonly string[]; readonly optional: readonly string[] } | undefined;
};

export function readManifest(source: unknown): Manifest {
  const parsed = manifestSchema.safeParse(source);
  if (!parsed.success)
    throw new InputError(`The app manifest is not valid: ${z.prettifyError(parsed.error)}`);
  const { features, oauth_config } = parsed.data;
  const scopes = oauth_config?.scopes;
  return {
    botName: features?.bot_user?.display_name ?? 'App',
    commands: (features?.slash_commands ?? []).map((one) => ({
      command: one.command,
      description: one.description ?? '',
      usageHint: one.usage_hint ?? '',
      shouldEscape: one.should_escape ?? false,
    })),
    scopes:
      scopes?.bot === undefined ? undefined : { granted: scopes.bot, optional: scopes.bot_optional ?? [] },
  };
}
