import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { queueDeliveries } from '../../src/ledger/queue-deliveries.ts';
import type { Message } from '../../src/services/messages.ts';
import { type Headroom, startHeadroom } from '../headroom.ts';
import { saveTeam, saveWorkspace, wordsOf } from '../slack/settings/settings.ts';
import { ada, boss, general } from '../slack/workspace.ts';
import { outbox, queue, said, settled, workspaceId } from './saying.ts';

let headroom: Headroom;
const hour = 60 * 60_000;

beforeAll(async () => {
  headroom = await startHeadroom();
  const { ledger } = headroom;
  await saveWorkspace(ledger, { managers: [boss, ada], setUpBy: boss });
  await saveTeam(ledger, 1, { name: 'number 1 of T0ACME', channel: 'C0BEFORE' });
  await saveTeam(ledger, 1, { name: 'number 1 of T0ACME', channel: general }, { version: 2, by: ada });
  await saveTeam(ledger, 1, { name: 'number 1 of T0ACME', channel: general }, { version: 3, by: boss });
  await headroom.says(ada, '/invites restricted');
});
afterAll(() => headroom.stop());
beforeEach(async () => {
  await headroom.ledger.sql`delete from deliveries`;
  await headroom.ledger.sql`delete from stopped_channels`;
  headroom.slack.channel(general).change({ botIsMember: true });
});

/** News that nobody asked for. */
const automatic: Message = {
  kind: 'paused',
  owner: ada,
  accountName: '',
  zone: 'Europe/London',
  until: null,
};
async function queueAutomatic(...onceKeys: string[]): Promise<void> {
  const { ledger, clock } = headroom;
  const toSay = onceKeys.map((onceKey) => ({ channel: general, message: automatic, onceKey }));
  await ledger.transact({ deadlineMs: 5_000 }, (tx) =>
    queueDeliveries(tx, { workspaceId, now: clock.time }, toSay),
  );
}
const stops = async () => [
  ...(await headroom.ledger.sql<{ channel: string; reason: string }[]>`
    select channel, reason from stopped_channels`),
];
const posts = () =>
  headroom.slack.calls.filter(
    (call) => call.kind === 'api' && call.method === 'chat.postMessage' && call.args.channel === general,
  ).length;
const allSettled = async () => {
  await settled(headroom.ledger);
  return outbox(headroom.ledger);
};
const directTo = (user: string) =>
  headroom.slack
    .as(user)
    .channels()
    .filter(({ isIm }) => isIm)
    .flatMap(({ id }) => headroom.slack.as(user).sees(id))
    .map(({ text }) => text);
const retry = async (user: string): Promise<string> => {
  const session = headroom.slack.as(user);
  const { message } = await session.command('/invites help');
  if (message === undefined) throw new Error('no help came');
  const text = { type: 'plain_text' as const, text: 'Press' };
  const elements = [{ type: 'button' as const, action_id: 'retry_delivery', text, value: general }];
  const pressed = await session.press(
    { ...message, blocks: [{ type: 'actions', elements }] },
    'retry_delivery',
  );
  return (await pressed.updated()).text;
};

describe('a channel that Slack lets nothing be posted to', () => {
  it('stops: what follows by itself dies without a call, and who set the channel up is told once', async () => {
    headroom.slack.channel(general).change({ botIsMember: false });
    const before = { calls: posts(), told: directTo(ada).length, boss: directTo(boss).length };
    await queueAutomatic('one', 'two', 'three');
    await allSettled();
    await queueAutomatic('four');
    const rows = (await allSettled()).filter(({ channel }) => channel === general);
    expect(rows.map(({ state, reason }) => [state, reason])).toEqual(
      Array.from({ length: 4 }, () => ['dead', 'not_in_channel']),
    );
    expect(posts() - before.calls).toBe(1);
    expect(await stops()).toEqual([{ channel: general, reason: 'not_in_channel' }]);
    expect(directTo(ada).slice(before.told)).toEqual([
      `News of a paused account to <#${general}> did not arrive. Headroom is not in the channel. Type \`/invite @Headroom\` there, then try again.\n` +
        'Until then no digest or warning is posted there. Once it is mended, press Retry Delivery in /invites settings.',
    ]);
    expect(directTo(boss).slice(before.boss)).toEqual([]);
  });

  it('is told to the other managers where who set it up has left', async () => {
    await headroom.ledger.sql`
      insert into teammates (workspace_id, user_id, deactivated_at) values (${workspaceId}, ${ada}, now())
      on conflict (workspace_id, user_id) do update set deactivated_at = now()`;
    headroom.slack.channel(general).change({ botIsMember: false });
    headroom.clock.time += 1_000;
    await queueAutomatic('five');
    const told = (await allSettled()).filter(({ kind }) => kind === 'undelivered');
    await headroom.ledger.sql`update teammates set deactivated_at = null`;
    expect(told.map(({ channel }) => channel)).toEqual([boss]);
  });

  it('takes messages by itself again once one that somebody asked for has arrived', async () => {
    headroom.slack.channel(general).change({ botIsMember: false });
    headroom.clock.time += 1_000;
    await queueAutomatic('six');
    await allSettled();
    await queue(headroom.ledger, general, [1], { now: headroom.clock.time });
    await allSettled();
    expect(await stops()).toHaveLength(1);

    headroom.slack.channel(general).change({ botIsMember: true });
    await queue(headroom.ledger, general, [1], { now: headroom.clock.time });
    await queueAutomatic('seven');
    expect((await allSettled()).at(-1)).toMatchObject({ kind: 'paused', state: 'sent' });
    expect(await stops()).toEqual([]);
  });
});

describe('Retry Delivery', () => {
  async function bury(): Promise<void> {
    headroom.slack.channel(general).change({ botIsMember: false });
    headroom.clock.time += 1_000;
    await queue(headroom.ledger, general, [1, 1], { now: headroom.clock.time });
    await allSettled();
    await headroom.ledger.sql`delete from deliveries where kind = 'undelivered'`;
    headroom.slack.channel(general).change({ botIsMember: true });
  }

  it('says all that a channel has missed, in order and once, however often it is pressed', async () => {
    await bury();
    const before = said(headroom.slack, general).filter((team) => team === 1).length;
    expect(await retry(ada)).toBe(
      `Trying again: 2 messages to <#${general}>. You hear of it if Slack refuses again.`,
    );
    expect(await retry(ada)).toBe(`Nothing is left to deliver to <#${general}>: it was tried again already.`);
    expect((await allSettled()).map(({ state, attempts }) => [state, attempts])).toEqual([
      ['sent', 1],
      ['sent', 1],
    ]);
    expect(said(headroom.slack, general).filter((team) => team === 1)).toHaveLength(before + 2);
    expect(await stops()).toEqual([]);
  });

  it('skips a digest that is older than four hours', async () => {
    const { ledger, clock } = headroom;
    const to = clock.time - 4 * hour - 1;
    await ledger.sql`
      insert into deliveries (workspace_id, channel, kind, payload, state, reason, queued_at, settled_at)
      values (${workspaceId}, ${general}, 'digest', ${JSON.stringify({ team: 1, date: '2026-11-24', from: null, to })}::text::jsonb,
        'dead', 'not_in_channel', now(), now())`;
    expect(await retry(ada)).toBe('1 digest is too old to post: it is more than 4 hours late.');
    expect(await outbox(ledger)).toMatchObject([{ state: 'skipped', reason: 'too_late' }]);
  });

  it('stands in the settings beside what was not delivered', async () => {
    await bury();
    await headroom.slack.as(ada).command('/invites settings');
    const view = await headroom.modal(ada);
    expect(wordsOf(view)).toContain('A test digest to');
    await headroom.slack.as(ada).press(view, `retry_delivery:${general}`);
    await vi.waitFor(async () =>
      expect((await outbox(headroom.ledger)).every(({ state }) => state === 'sent')).toBe(true),
    );
  });
});
