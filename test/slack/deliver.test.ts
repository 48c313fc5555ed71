import { LogLevel } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Simulator } from '../../src/simulator/simulator.ts';
import { createDeliver, type Deliver } from '../../src/slack/deliver.ts';
import { plainReply } from '../../src/slack/failure.ts';
import type { Reply } from '../../src/slack/request.ts';
import { createUsers } from '../../src/slack/users.ts';
import { ada, botToken, general, recordLog, startWorkspace, stranger } from './workspace.ts';

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

  it('is sent without its table where Slack does not take tables', async () => {
    const table = {
      type: 'table',
      rows: [[{ type: 'raw_text', text: 'Ada' }]],
    } as unknown as Reply['blocks'][number];
    slack.faults.api('chat.postMessage', { error: 'invalid_blocks' });
    const delivered = await deliver.post(place, { ...hello, blocks: [...hello.blocks, table] });
    expect(delivered.kind).toBe('sent');
    const [message] = slack.channel(general).messages();
    expect(message?.blocks.map(({ type }) => type)).toEqual(['section']);
  });

  it.each([
    ['invalid_blocks', 'refused'],
    ['not_in_channel', 'refused'],
    ['channel_not_found', 'refused'],
    ['is_archived', 'refused'],
    ['account_inactive', 'refused'],
    ['token_revoked', 'refused'],
    ['missing_scope', 'refused'],
    ['msg_blocks_too_long', 'refused'],
    ['internal_error', 'failed'],
    ['service_unavailable', 'failed'],
  ])('that Slack answers with %s is %s', async (error, kind) => {
    slack.faults.api('chat.postMessage', { error });
    expect(await deliver.post(place, hello)).toEqual({ kind, reason: error });
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
    slack.faults.api('files.getUploadURLExternal', { error: 'missing_scope' });
    expect(await deliver.upload(place, file)).toEqual({ kind: 'refused', reason: 'missing_scope' });
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
