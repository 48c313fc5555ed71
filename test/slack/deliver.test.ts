import { LogLevel } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createDeliver, type Deliver } from '../../src/slack/deliver.ts';
import { plainReply } from '../../src/slack/failure.ts';
import { readMemberNames } from '../../src/slack/member-names.ts';
import type { Reply } from '../../src/slack/request.ts';
import { createUsers } from '../../src/slack/users.ts';
import { ada, botToken, general, recordLog, replyWithButton, startWorkspace, stranger } from './workspace.ts';

let slack: Simulator;
let deliver: Deliver;

beforeEach(async () => {
  slack = await startWorkspace();
  deliver = createDeliver({
    client: {
      slackApiUrl: slack.apiUrl,
      logLevel: LogLevel.ERROR,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
    tokenOf: async (workspaceId) => (workspaceId === 'T0ACME' ? botToken : undefined),
    users: createUsers({ log: recordLog().log }),
  });
});
afterEach(() => slack.close());

const place = { workspaceId: 'T0ACME', channel: general };
const hello = plainReply('Hello.');
const apiCalls = (method: string) =>
  slack.calls.filter((call) => call.kind === 'api' && call.method === method).length;

describe('a message', () => {
  it('is sent to a channel, with the id that Slack gives it', async () => {
    const delivered = await deliver.post(place, hello);
    const [message] = slack.channel(general).messages();
    expect(delivered).toEqual({ kind: 'sent', id: message?.ts });
    expect(message?.text).toBe('Hello.');
  });

  it('is sent to a member as a direct message, whose channel is opened once', async () => {
    await deliver.post({ ...place, channel: ada }, hello);
    await deliver.post({ ...place, channel: ada }, hello);
    expect(apiCalls('conversations.open')).toBe(1);
    const direct = slack
      .as(ada)
      .channels()
      .find(({ isIm }) => isIm);
    expect(
      slack
        .as(ada)
        .sees(direct?.id)
        .map(({ text }) => text),
    ).toEqual(['Hello.', 'Hello.']);
  });

  it('says in words what its table shows where Slack does not take tables', async () => {
    const table = {
      type: 'data_table',
      rows: [[{ type: 'raw_text', text: 'Ada' }]],
    } as unknown as Reply['blocks'][number];
    const buttons = replyWithButton('', '1').blocks.slice(-1);
    const text = `Leaderboard\n${'1. Ada, 12 accepted\n'.repeat(200)}`;
    slack.faults.api('chat.postMessage', { error: 'invalid_blocks' });
    const delivered = await deliver.post(place, { text, blocks: [...hello.blocks, table, ...buttons] });
    expect(delivered.kind).toBe('sent');
    const [message] = slack.channel(general).messages();
    expect(message?.blocks.map(({ type }) => type)).toEqual(['section', 'section', 'actions']);
    expect(JSON.stringify(message?.blocks).match(/1\. Ada, 12 accepted/g)).toHaveLength(200);
  });

  it.each([
    ['invalid_blocks', { kind: 'refused' }],
    ['not_in_channel', { kind: 'refused', stops: true }],
    ['channel_not_found', { kind: 'refused', stops: true }],
    ['is_archived', { kind: 'refused', stops: true }],
    ['account_inactive', { kind: 'failed' }],
    ['token_revoked', { kind: 'failed' }],
    ['missing_scope', { kind: 'failed' }],
    ['msg_blocks_too_long', { kind: 'refused' }],
    ['internal_error', { kind: 'failed' }],
    ['service_unavailable', { kind: 'failed' }],
  ])('that Slack answers with %s is %j', async (error, became) => {
    slack.faults.api('chat.postMessage', { error });
    expect(await deliver.post(place, hello)).toEqual({ ...became, reason: error });
    expect(apiCalls('chat.postMessage')).toBe(1);
  });

  it('that Slack does not answer has failed, with the client’s word for it', async () => {
    slack.faults.api('chat.postMessage', { status: 503 });
    expect(await deliver.post(place, hello)).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/^slack_/),
    });
  });

  it('waits as long as Slack asks', async () => {
    slack.faults.api('chat.postMessage', { status: 429, retryAfter: 7 });
    expect(await deliver.post(place, hello)).toEqual({ kind: 'wait', forMs: 7_000 });
  });

  it.each(['ratelimited', 'rate_limited', 'message_limit_exceeded', 'accesslimited'])(
    'waits half a minute where Slack says %s without a time',
    async (error) => {
      slack.faults.api('chat.postMessage', { error });
      expect(await deliver.post(place, hello)).toEqual({ kind: 'wait', forMs: 30_000 });
    },
  );

  it('to a workspace without a token reaches nobody', async () => {
    const delivered = await deliver.post({ workspaceId: 'T0OTHER', channel: general }, hello);
    expect(delivered).toEqual({ kind: 'failed', reason: 'no_token' });
    expect(apiCalls('chat.postMessage')).toBe(0);
  });
});

describe('a file', () => {
  const file = { name: 'entries.csv', title: 'Entries', text: 'a,b\r\né,2\r\n', comment: 'Your entries.' };

  it('is sent to a member as a direct message', async () => {
    const delivered = await deliver.upload({ ...place, channel: ada }, file);
    expect(delivered).toMatchObject({ kind: 'sent', id: expect.stringMatching(/^F/) });
    const direct = slack
      .as(ada)
      .channels()
      .find(({ isIm }) => isIm);
    const [message] = slack.as(ada).sees(direct?.id);
    expect(message).toMatchObject({
      text: 'Your entries.',
      files: [delivered.kind === 'sent' && delivered.id],
    });
  });

  it('that Slack does not take is refused with its reason', async () => {
    slack.faults.api('files.getUploadURLExternal', { error: 'file_uploads_disabled' });
    expect(await deliver.upload(place, file)).toEqual({ kind: 'refused', reason: 'file_uploads_disabled' });
    slack.faults.api('files.completeUploadExternal', { status: 429, retryAfter: 2 });
    expect(await deliver.upload(place, file)).toEqual({ kind: 'wait', forMs: 2_000 });
  });
});

describe('a Home', () => {
  const view = { type: 'home' as const, blocks: hello.blocks };

  it('is published for a member', async () => {
    expect((await deliver.publish({ workspaceId: 'T0ACME', userId: ada }, view)).kind).toBe('sent');
    expect(slack.as(ada).home()?.blocks).toMatchObject(view.blocks);
  });

  it('of who is not there is refused', async () => {
    expect(await deliver.publish({ workspaceId: 'T0ACME', userId: stranger }, view)).toMatchObject({
      kind: 'refused',
    });
  });

  it('is asked about again where another was published at the same moment', async () => {
    slack.faults.api('views.publish', { error: 'hash_conflict' });
    const delivered = await deliver.publish({ workspaceId: 'T0ACME', userId: ada }, view);
    expect(delivered).toEqual({ kind: 'failed', reason: 'hash_conflict' });
  });
});

describe('the names of members', () => {
  it('are asked for once in a while', async () => {
    expect((await deliver.names('T0ACME')).names.get(ada)).toBe('Ada Lovelace');
    expect((await deliver.names('T0ACME')).names.get(ada)).toBe('Ada Lovelace');
    expect(apiCalls('users.list')).toBe(1);
  });

  it('are waited for where Slack asks to', async () => {
    slack.faults.api('users.list', { status: 429, retryAfter: 1 });
    expect((await deliver.names('T0ACME')).names.get(ada)).toBe('Ada Lovelace');
  });

  it('that Slack does not tell are asked for again', async () => {
    slack.faults.api('users.list', { error: 'fatal_error' });
    await expect(deliver.names('T0ACME')).rejects.toThrow('fatal_error');
    expect((await deliver.names('T0ACME')).names.get(ada)).toBe('Ada Lovelace');
  });

  it('of the pages before Slack went away are kept', async () => {
    const list = async ({ cursor }: { readonly cursor?: string }) => {
      if (cursor !== undefined) throw new Error('Slack is away');
      return {
        ok: true,
        members: [{ id: ada, real_name: 'Ada Lovelace' }],
        response_metadata: { next_cursor: 'a' },
      };
    };
    const client = { users: { list } } as unknown as Parameters<typeof readMemberNames>[0];
    expect(await readMemberNames(client)).toEqual({
      names: new Map([[ada, 'Ada Lovelace']]),
      gone: new Set(),
      isComplete: false,
    });
  });
});
