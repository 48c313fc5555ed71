import { z } from 'zod';
import { InputError } from '../errors.ts';

const shortcut = z.looseObject({
  name: z.string().min(1).max(24),
  type: z.enum(['global', 'message']),
  callback_id: z.string().min(1).max(255),
  description: z.string().max(150).optional(),
});

const manifestSchema = z.looseObject({
  display_information: z.looseObject({ description: z.string().optional() }).optional(),
  features: z
    .looseObject({
      app_home: z
        .looseObject({
          home_tab_enabled: z.boolean().optional(),
          messages_tab_enabled: z.boolean().optional(),
          messages_tab_read_only_enabled: z.boolean().optional(),
        })
        .optional(),
      shortcuts: z.array(shortcut).max(10).optional(),
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
      redirect_urls: z.array(z.string()).optional(),
    })
    .optional(),
  settings: z
    .looseObject({
      token_rotation_enabled: z.boolean().optional(),
      event_subscriptions: z.looseObject({ bot_events: z.array(z.string()).optional() }).optional(),
    })
    .optional(),
});

export type SlashCommand = {
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
  readonly shouldEscape: boolean;
};

export type Shortcut = {
  /** The `callback_id`. */
  readonly id: string;
  readonly name: string;
  readonly type: 'global' | 'message';
  readonly description: string;
};

/** What the simulator reads in an app manifest. */
export type Manifest = {
  readonly botName: string;
  readonly description: string;
  /** The tabs of the app that members can open; where nothing is said, its messages. */
  readonly tabs: readonly ('home' | 'messages')[];
  /** Whether members may not write to the app. */
  readonly isReadOnly: boolean;
  readonly shortcuts: readonly Shortcut[];
  /** `undefined` when the manifest names none: then all are delivered. */
  readonly events: readonly string[] | undefined;
  readonly commands: readonly SlashCommand[];
  /** `undefined` when the manifest names none: then no scope is checked. */
  readonly scopes: { readonly granted: readonly string[]; readonly optional: readonly string[] } | undefined;
  /** Where an installation may come back to. */
  readonly redirectUrls: readonly string[];
  /** Whether tokens expire and are refreshed. */
  readonly rotatesTokens: boolean;
};

export function readManifest(source: unknown): Manifest {
  const parsed = manifestSchema.safeParse(source);
  if (!parsed.success)
    throw new InputError(`The app manifest is not valid: ${z.prettifyError(parsed.error)}`);
  const { display_information, features, oauth_config, settings } = parsed.data;
  const home = features?.app_home;
  const scopes = oauth_config?.scopes;
  return {
    botName: features?.bot_user?.display_name ?? 'App',
    description: display_information?.description ?? '',
    tabs: [
      ...(home?.home_tab_enabled === true ? (['home'] as const) : []),
      ...(home?.messages_tab_enabled !== false ? (['messages'] as const) : []),
    ],
    isReadOnly: home?.messages_tab_read_only_enabled ?? false,
    shortcuts: (features?.shortcuts ?? []).map(({ name, type, callback_id, description }) => ({
      id: callback_id,
      name,
      type,
      description: description ?? '',
    })),
    events: settings?.event_subscriptions?.bot_events,
    commands: (features?.slash_commands ?? []).map((one) => ({
      command: one.command,
      description: one.description ?? '',
      usageHint: one.usage_hint ?? '',
      shouldEscape: one.should_escape ?? false,
    })),
    scopes:
      scopes?.bot === undefined ? undefined : { granted: scopes.bot, optional: scopes.bot_optional ?? [] },
    redirectUrls: oauth_config?.redirect_urls ?? [],
    rotatesTokens: settings?.token_rotation_enabled ?? false,
  };
}
