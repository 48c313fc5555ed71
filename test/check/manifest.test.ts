import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const text = await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8');
const schemaText = await readFile(new URL('../slack/slack-manifest.schema.json', import.meta.url), 'utf8');

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(JSON.parse(schemaText)));

/** The parts the checks below speak about; the full shape is Slack's schema. */
const Manifest = z.object({
  display_information: z.object({ name: z.string(), description: z.string() }),
  features: z.object({
    bot_user: z.object({ display_name: z.string() }),
    slash_commands: z.array(
      z.object({
        command: z.string(),
        description: z.string(),
        usage_hint: z.string(),
        should_escape: z.boolean(),
        url: z.string().optional(),
      }),
    ),
  }),
  oauth_config: z.object({
    scopes: z.object({ bot: z.array(z.string()), bot_optional: z.array(z.string()) }),
  }),
  settings: z.object({
    interactivity: z.object({ is_enabled: z.boolean(), request_url: z.string().optional() }),
    socket_mode_enabled: z.boolean(),
  }),
});

describe('the manifest', () => {
  it("fits Slack's schema", () => {
    validate(parse(text));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('is refused by the same schema when a limit is passed', () => {
    const manifest = Manifest.parse(parse(text));
    expect(validate({ ...manifest, display_information: { name: 'H'.repeat(36) } })).toBe(false);
  });

  it('has names and texts within the lengths Slack shows', () => {
    const { display_information: shown, features } = Manifest.parse(parse(text));
    const lengths = [
      [shown.name, 35],
      [shown.description, 140],
      [features.bot_user.display_name, 80],
      ...features.slash_commands.flatMap((it) => [
        [it.command, 32],
        [it.description, 2000],
        [it.usage_hint, 1000],
      ]),
    ] as [string, number][];
    expect(lengths.filter(([value, max]) => value.length === 0 || value.length > max)).toEqual([]);
  });

  it('declares one command, which Slack escapes', () => {
    const { slash_commands: commands } = Manifest.parse(parse(text)).features;
    expect(commands.map((it) => [it.command, it.should_escape])).toEqual([['/invites', true]]);
  });

  it('asks for the fewest scopes, and never for history', () => {
    expect(Manifest.parse(parse(text)).oauth_config.scopes).toEqual({
      bot: ['commands', 'chat:write', 'users:read', 'im:write', 'files:write'],
      bot_optional: ['files:read', 'chat:write.public'],
    });
  });

  it('uses Socket Mode without any URL, and says how to change to HTTP', () => {
    const { settings, features } = Manifest.parse(parse(text));
    expect(settings.socket_mode_enabled).toBe(true);
    expect(settings.interactivity).toEqual({ is_enabled: true });
    expect(features.slash_commands.map((it) => it.url)).toEqual([undefined]);
    expect(text).toContain('/slack/events');
  });
});
