import { afterAll, beforeAll, expect, it } from 'vitest';
import { methodTable } from '../../src/simulator/methods.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { appToken, botToken, manifest, startWorkspace } from './start.ts';

const methods = methodTable(
  () => 'ws://127.0.0.1:1/link',
  () => undefined,
);
const oauth = { clientId: '11.22', clientSecret: 'client-secret' };
const client = { client_id: oauth.clientId, client_secret: oauth.clientSecret };
const view = { type: 'modal', title: { type: 'plain_text', text: 'T' }, blocks: [] };

type Wrong = readonly [args: object, error: string, message?: string];
const at = (text: string, pointer: string) => `[ERROR] ${text} [json-pointer:${pointer}]`;

/** For every method wrong calls, each with the error that Slack's page of the method names. */
const wrong: Record<string, readonly Wrong[]> = {
  'api.test': [[{ error: 5 }, 'invalid_arguments', at('must provide a string', '/error')]],
  'auth.test': [[{ token: 'xoxb-strange' }, 'invalid_auth']],
  'auth.revoke': [[{ test: 'perhaps' }, 'invalid_arguments', at('must provide a boolean', '/test')]],
  'apps.connections.open': [[{ token: botToken }, 'not_allowed_token_type']],
  'apps.uninstall': [
    [{}, 'invalid_client_id'],
    [{ ...client, client_secret: 'x' }, 'bad_client_secret'],
  ],
  'oauth.v2.access': [
    [{ ...client, client_id: '9.9' }, 'invalid_client_id'],
    [{ ...client, client_secret: 'x' }, 'bad_client_secret'],
    [client, 'invalid_code'],
    [{ ...client, grant_type: 'password' }, 'invalid_grant_type'],
    [{ ...client, grant_type: 'refresh_token', refresh_token: 'xoxe-1-x' }, 'invalid_refresh_token'],
  ],
  'users.info': [
    [{}, 'invalid_arguments', '[ERROR] missing required field: user'],
    [{ user: 'U0NOBODY' }, 'user_not_found'],
  ],
  'users.list': [
    [{ limit: 'many' }, 'invalid_arguments', at('must provide a number', '/limit')],
    [{ cursor: 'x' }, 'invalid_cursor'],
  ],
  'conversations.open': [
    [{}, 'users_list_not_supplied'],
    [{ users: 'U0NOBODY' }, 'user_not_found'],
    [{ users: 'U0GONE' }, 'user_disabled'],
  ],
  'conversations.info': [
    [{}, 'invalid_arguments', '[ERROR] missing required field: channel'],
    [{ channel: 'C0NONE' }, 'channel_not_found'],
  ],
  'conversations.members': [
    [{ channel: 'C0SALES', cursor: 'x' }, 'invalid_cursor'],
    [
      { channel: 'C0SALES', limit: 1001 },
      'invalid_arguments',
      at('must be less than or equal to 1000', '/limit'),
    ],
  ],
  'chat.postMessage': [
    [
      { channel: 'C0SALES', blocks: [{ type: 'header', text: { type: 'plain_text', text: '' } }] },
      'invalid_blocks',
      at('must be more than 0 characters', '/blocks/0/text/text'),
    ],
    [{ channel: 'C0SALES', blocks: '[' }, 'invalid_blocks_format'],
    [{ channel: 'C0SALES' }, 'no_text'],
    [{ channel: 'C0NONE', text: 'x' }, 'channel_not_found'],
    [{ channel: 'C0QUIET', text: 'x' }, 'not_in_channel'],
  ],
  'chat.postEphemeral': [
    [{ channel: 'C0SALES', user: 'U0GONE', text: 'x' }, 'user_not_in_channel'],
    [{ channel: 'C0SALES', text: 'x' }, 'invalid_arguments', '[ERROR] missing required field: user'],
  ],
  'chat.update': [
    [{ channel: 'C0SALES', ts: 'x', text: 'x' }, 'invalid_arguments', at('invalid value', '/ts')],
    [{ channel: 'C0SALES', ts: '1.000001', text: 'x' }, 'message_not_found'],
  ],
  'chat.delete': [
    [{ channel: 'C0SALES' }, 'invalid_arguments', '[ERROR] missing required field: ts'],
    [{ channel: 'C0SALES', ts: '1.000001' }, 'message_not_found'],
  ],
  'views.open': [
    [{ trigger_id: '1.2.3', view }, 'invalid_trigger_id'],
    [{ trigger_id: '1.2.3' }, 'invalid_arguments', at('missing required field: view', '/view')],
  ],
  'views.push': [
    [
      { trigger_id: '1.2.3', view: { ...view, title: { type: 'plain_text', text: 'x'.repeat(25) } } },
      'invalid_arguments',
      at('must be less than 25 characters', '/view/title/text'),
    ],
  ],
  'views.update': [
    [{ view, view_id: 'V0NONE' }, 'not_found'],
    [{ view }, 'invalid_arguments', '[ERROR] missing required field: view_id'],
  ],
  'views.publish': [
    [{ user_id: 'U0LENA', view }, 'invalid_arguments', at('unsupported type: modal', '/view/type')],
    [{ user_id: 'U0NOBODY', view: { type: 'home', blocks: [] } }, 'invalid_arguments', 'invalid `user_id`'],
  ],
  'files.getUploadURLExternal': [
    [{ length: 5 }, 'invalid_arguments', '[ERROR] missing required field: filename'],
    [{ filename: 'a.csv', length: 'long' }, 'invalid_arguments', at('must provide a number', '/length')],
    [{ filename: 'a.csv', length: 0 }, 'missing_argument'],
  ],
  'files.completeUploadExternal': [
    [{}, 'invalid_arguments', '[ERROR] missing required field: files'],
    [{ files: '[' }, 'invalid_arguments', at('must provide an array', '/files')],
    [{ files: [{ title: 'x' }] }, 'invalid_arguments', at('missing required field: id', '/files/0')],
    [{ files: [{ id: 'F0NONE' }], channel_id: 'C0SALES' }, 'file_not_found'],
  ],
  'files.info': [[{ file: 'F0NONE' }, 'file_not_found']],
  'files.delete': [
    [{}, 'invalid_arguments', '[ERROR] missing required field: file'],
    [{ file: 'F0NONE' }, 'file_not_found'],
  ],
};

let simulator: Simulator;
beforeAll(async () => {
  const bot = [...manifest.oauth_config.scopes.bot, 'files:write', 'files:read'];
  ({ simulator } = await startWorkspace({
    manifest: { ...manifest, oauth_config: { scopes: { bot } } },
    oauth,
  }));
});
afterAll(() => simulator.close());

async function call(method: string, args: object): Promise<Record<string, unknown>> {
  const token = methods.get(method)?.token === 'app' ? appToken : botToken;
  const response = await fetch(simulator.apiUrl + method, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ token, ...args }),
  });
  return (await response.json()) as Record<string, unknown>;
}

it('every method has a case, and every case a method', () => {
  expect(Object.keys(wrong).sort()).toEqual([...methods.keys()].sort());
  expect(Object.values(wrong).every((cases) => cases.length > 0)).toBe(true);
});

const cases = Object.entries(wrong).flatMap(([method, calls]) =>
  calls.map(([args, error, message]) => [method, error, args, message] as const),
);

it.each(cases)('%s answers %s', async (method, error, args, message) => {
  const answer = await call(method, args);
  const metadata = message === undefined ? {} : { response_metadata: { messages: [message] } };
  expect(answer).toMatchObject({ ok: false, error, ...metadata });
  if (message === undefined) expect(answer).not.toHaveProperty('response_metadata');
});
