import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { botToken, manifest, startWorkspace } from './start.ts';

const withFiles = {
  ...manifest,
  oauth_config: { scopes: { bot: ['chat:write', 'files:write'], bot_optional: ['files:read'] } },
};
const table = Buffer.from('name,state\nJane,pending\n');

let simulator: Simulator;
let client: WebClient;
let clock: { time: number };
beforeAll(async () => {
  ({ simulator, clock } = await startWorkspace({ manifest: withFiles, grantsOptionalScopes: true }));
  client = clientOf(simulator);
});
afterAll(() => simulator.close());

function clientOf({ apiUrl }: Simulator): WebClient {
  return new WebClient(botToken, { slackApiUrl: apiUrl, retryConfig: { retries: 0 } });
}

/** Uploads one file with the client's own `filesUploadV2` and gives Slack's object of it. */
async function upload(options: { channel_id?: string; initial_comment?: string } = {}) {
  const { channel_id, initial_comment } = options;
  const answer = await client.filesUploadV2({
    file: table,
    filename: 'invites.csv',
    title: 'Your invites',
    ...(channel_id === undefined ? {} : { channel_id, initial_comment: initial_comment ?? '' }),
  });
  const file = answer.files[0]?.files?.[0];
  if (file?.id === undefined) throw new Error('no file');
  return { ...file, id: file.id };
}

const errorOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'ok',
    (error: { data?: { error?: string } }) => error.data?.error,
  );

describe('a file that the app uploads', () => {
  it('becomes a message with the file in it', async () => {
    const file = await upload({ channel_id: 'C0SALES', initial_comment: 'Here it is' });
    expect(file).toMatchObject({
      name: 'invites.csv',
      title: 'Your invites',
      mimetype: 'text/csv',
      filetype: 'csv',
      size: table.length,
      user: simulator.botUserId(),
      channels: ['C0SALES'],
      created: Math.floor(clock.time / 1000),
    });
    expect(simulator.as('U0OMAR').sees('C0SALES').at(-1)).toMatchObject({
      text: 'Here it is',
      files: [file.id],
      user: simulator.botUserId(),
    });
  });

  it('goes to a member by the id of the direct channel', async () => {
    const { channel } = await client.chat.postMessage({ channel: 'U0LENA', text: 'Hello' });
    const file = await upload({ channel_id: channel ?? '' });
    expect(file).toMatchObject({ ims: [channel], is_public: false });
    expect(simulator.as('U0LENA').sees(channel).at(-1)?.files).toEqual([file.id]);
  });

  it('stays private without a channel', async () => {
    const before = simulator.channel('C0SALES').messages().length;
    expect(await upload()).toMatchObject({ channels: [], groups: [], ims: [] });
    expect(simulator.channel('C0SALES').messages()).toHaveLength(before);
  });

  it('is described, and read back with the token only', async () => {
    const { id } = await upload();
    const { file } = await client.files.info({ file: id });
    const address = file?.url_private_download ?? '';
    const read = (token: string) =>
      fetch(address, { headers: { Authorization: `Bearer ${token}` }, redirect: 'manual' });
    const answer = await read(botToken);
    expect(answer.headers.get('content-type')).toBe('text/csv');
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(table);
    expect((await read('xoxb-strange')).status).toBe(302);
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(302);
  });

  it('is gone once it is deleted, and its message shows a tombstone', async () => {
    const { id, url_private_download } = await upload({ channel_id: 'C0SALES' });
    const ts = simulator.channel('C0SALES').messages().at(-1)?.ts ?? '';
    await client.files.delete({ file: id });
    expect(await errorOf(client.files.info({ file: id }))).toBe('file_not_found');
    const headers = { Authorization: `Bearer ${botToken}` };
    expect((await fetch(url_private_download ?? '', { headers })).status).toBe(404);
    const { message } = await client.chat.update({ channel: 'C0SALES', ts, text: 'Gone' });
    expect(message).toMatchObject({ files: [{ id, mode: 'tombstone' }] });
  });
});

describe('an upload', () => {
  const open = async (length: number) => {
    const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
      filename: 'invites.csv',
      length,
    });
    return { upload_url, file_id };
  };
  const complete = (id: string, channel_id = 'C0SALES') =>
    errorOf(client.files.completeUploadExternal({ files: [{ id }], channel_id }));

  it('takes bare bytes too', async () => {
    const { upload_url, file_id } = await open(table.length);
    const answer = await fetch(upload_url, { method: 'POST', body: table });
    expect(await answer.text()).toBe(`OK - ${table.length}`);
    expect(await complete(file_id)).toBe('ok');
  });

  it('refuses another length than was announced, and an address it did not give', async () => {
    const { upload_url, file_id } = await open(table.length + 1);
    expect((await fetch(upload_url, { method: 'POST', body: table })).status).toBe(400);
    expect(await complete(file_id)).toBe('file_not_found');
    expect((await fetch(`${upload_url}x`, { method: 'POST', body: table })).status).toBe(404);
  });

  it('is completed once', async () => {
    const { upload_url, file_id } = await open(table.length);
    expect(await complete(file_id)).toBe('file_not_found');
    await fetch(upload_url, { method: 'POST', body: table });
    expect(await complete(file_id)).toBe('ok');
    expect(await complete(file_id)).toBe('file_not_found');
  });

  it('goes only where the app may write, and is still there when it may not', async () => {
    const { upload_url, file_id } = await open(table.length);
    await fetch(upload_url, { method: 'POST', body: table });
    expect(await complete(file_id, 'C0NONE')).toBe('channel_not_found');
    expect(await complete(file_id, 'C0QUIET')).toBe('not_in_channel');
    expect(await complete(file_id)).toBe('ok');
  });

  it.each([
    ['x.constructor', 'x.constructor'],
    ['x.__proto__', 'x.__proto__'],
    ['half \ud83d.csv', 'half \ufffd.csv'],
  ])('may be called %j', async (filename, name) => {
    const call = async (method: string, body: object) => {
      const response = await fetch(simulator.apiUrl + method, {
        method: 'POST',
        headers: { Authorization: `Bearer ${botToken}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await response.json()) as Record<string, unknown>;
    };
    const opened = await call('files.getUploadURLExternal', { filename, length: table.length });
    await fetch(String(opened.upload_url), { method: 'POST', body: table });
    const done = await call('files.completeUploadExternal', { files: [{ id: opened.file_id }] });
    const filetype = name.endsWith('.csv') ? 'csv' : 'binary';
    expect(done).toMatchObject({ ok: true, files: [{ name, title: name, filetype }] });
    const [file] = done.files as { url_private: string }[];
    const headers = { Authorization: `Bearer ${botToken}` };
    const { status, headers: answered } = await fetch(file?.url_private ?? '', { headers });
    expect([status, answered.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="${name.replace(/[^\w. -]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(name)}`,
    ]);
  });

  it('has a size', async () => {
    expect(await errorOf(open(0))).toBe('missing_argument');
    expect(await errorOf(open(100 * 1024 ** 2 + 1))).toBe('file_upload_size_restricted');
  });

  it('that is not finished within an hour is forgotten by the next', async () => {
    const { upload_url } = await open(table.length);
    clock.time += 60 * 60_000 - 1;
    await open(1);
    expect((await fetch(upload_url, { method: 'POST', body: table })).status).toBe(200);
    clock.time += 2;
    await open(1);
    expect((await fetch(upload_url, { method: 'POST', body: table })).status).toBe(404);
  });
});

it('a file is not read without files:read', async () => {
  const { simulator: poor } = await startWorkspace({ manifest: withFiles });
  const poorClient = clientOf(poor);
  const answer = await poorClient.filesUploadV2({ file: table, filename: 'invites.csv' });
  const file = answer.files[0]?.files?.[0];
  expect(await errorOf(poorClient.files.info({ file: file?.id ?? '' }))).toBe('missing_scope');
  const headers = { Authorization: `Bearer ${botToken}` };
  expect((await fetch(file?.url_private_download ?? '', { headers })).status).toBe(403);
  await poor.close();
});
