import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { queueDeliveries } from '../../src/ledger/queue-deliveries.ts';
import type { Message as ToBuild } from '../../src/services/messages.ts';
import { retryDeliveries } from '../../src/services/retry-deliveries.ts';
import { type Headroom, messageOf, startHeadroom } from '../headroom.ts';
import { callOf } from '../services/call.ts';
import { place, saveTeam, saveWorkspace } from './settings/settings.ts';
import { ada, boss, general } from './workspace.ts';

const monday = Date.parse('2026-11-23T16:30:00Z');
const day = 86_400_000;
const kim = 'U0KIM';
let headroom: Headroom;
let version = 0;
beforeAll(async () => {
  headroom = await startHeadroom({
    users: [{ id: kim, name: 'kim', realName: 'Kim *Bold*', tz: 'Europe/London' }],
  });
  await saveWorkspace(headroom.ledger, { managers: [boss] });
});
beforeEach(async () => {
  headroom.clock.time += 7 * day;
  await sales({});
  await place(headroom.ledger, 1, ada, kim);
});
afterAll(() => headroom.stop());

function sales(fields: object): Promise<void> {
  version += 1;
  return saveTeam(headroom.ledger, 1, { name: 'Sales', channel: general, ...fields }, { version });
}
/** What everybody in the channel sees. */
const channelMessages = () =>
  headroom.slack
    .channel(general)
    .messages()
    .filter(({ ephemeral }) => !ephemeral);

/** Queues a digest as the schedule does, and waits until it is settled. */
async function due(message: Partial<Extract<ToBuild, { kind: 'digest' }>> = {}): Promise<string> {
  const { time: to } = headroom.clock;
  const date = new Date(to).toISOString().slice(0, 10);
  const onceKey = `digest:1:${date}`;
  const digest = { kind: 'digest', team: 1, date, from: to - day, to, ...message } as const;
  await headroom.ledger.transact({ deadlineMs: 5_000 }, (tx) =>
    queueDeliveries(tx, { workspaceId: 'T0ACME', now: to }, [{ channel: general, message: digest, onceKey }]),
  );
  return settled(onceKey);
}
function settled(onceKey: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const [row] = await headroom.ledger.sql<{ state: string }[]>`
        select state from deliveries where once_key = ${onceKey} and state <> 'queued'`;
      if (!row) throw new Error('not settled yet');
      return row.state;
    },
    { interval: 20, timeout: 10_000 },
  );
}
const logs = (user = ada) => headroom.says(user, `/invites log 3`);

describe('a digest that is due', () => {
  it('comes to the channel, without a mention of anybody', async () => {
    await logs();
    expect(await due()).toBe('sent');
    const message = channelMessages().at(-1);
    expect(message?.text).toContain('Room this week: Kim *Bold* 100 and Ada Lovelace 97');
    expect(JSON.stringify(message)).not.toContain('<@');
  });

  it('does not come after a quiet day, or as one line', async () => {
    const before = channelMessages().length;
    expect(await due()).toBe('skipped');
    expect(channelMessages()).toHaveLength(before);
    headroom.clock.time += day;
    await sales({ quietDays: 'line' });
    expect(await due()).toBe('sent');
    expect(channelMessages().at(-1)?.text).toMatch(/^Sales: nothing was logged since .* Room this week: /);
  });

  it('does not come when it could not be said for longer than four hours', async () => {
    headroom.clock.time += day;
    await logs();
    const to = headroom.clock.time;
    headroom.clock.time += 4 * 3_600_000 + 1;
    const before = channelMessages().length;
    expect(await due({ to })).toBe('skipped');
    expect(channelMessages()).toHaveLength(before);
    const [row] = await headroom.ledger
      .sql`select reason from deliveries where kind = 'digest' order by id desc limit 1`;
    expect(row).toEqual({ reason: 'too_late' });
  });

  it('on a Monday has a chart, and says all in words where Slack takes none', async () => {
    headroom.clock.time = monday + Math.ceil((headroom.clock.time - monday) / (7 * day)) * 7 * day;
    await logs();
    expect(await due()).toBe('sent');
    const types = channelMessages()
      .at(-1)
      ?.blocks.map(({ type }) => type);
    expect(types).toEqual(['header', 'section', 'section', 'data_visualization', 'data_table', 'actions']);
    headroom.clock.time += 7 * day;
    await logs();
    headroom.slack.faults.api('chat.postMessage', { error: 'invalid_blocks' });
    expect(await due()).toBe('sent');
    const plain = channelMessages().at(-1);
    expect(plain?.blocks.map(({ type }) => type)).toEqual(['section', 'actions']);
    expect(JSON.stringify(plain?.blocks)).toMatch(/Last 20 working days: .*Mon .*3 sent, 0 accepted/);
  });

  it('tells who was silent by direct message, and nobody else', async () => {
    await headroom.ledger.sql`
      update settings set changed_at = ${new Date(headroom.clock.time - 30 * day).toISOString()},
        document = jsonb_set(document, '{arrived}', ${JSON.stringify([kim])}::text::jsonb)
      where subject = 'team:1' and version = ${version}`;
    await logs();
    await due();
    const direct = await headroom.slack.waitFor(() => {
      const session = headroom.slack.as(kim);
      return session
        .channels()
        .filter(({ isIm }) => isIm)
        .flatMap(({ id }) => session.sees(id))
        .find(({ text }) => text.includes('Nothing logged for 3 working days.'));
    });
    expect(JSON.stringify(direct.blocks)).toContain('Log Invites');
    expect(JSON.stringify(channelMessages())).not.toContain('Nothing logged for 3');
  });
});

describe('/invites digest', () => {
  it('is for managers', async () => {
    for (const line of ['digest', 'digest post', 'digest team Sales'])
      expect(await headroom.says(ada, `/invites ${line}`)).toContain('Only managers');
  });

  it('shows a preview to who asks alone, and posts it by its button once', async () => {
    await logs();
    const before = channelMessages().length;
    const preview = messageOf(await headroom.slack.as(boss).command('/invites digest'));
    expect(preview.text).toContain('Only you see this.');
    expect(preview.text).toContain(`<@${ada}> 97`);
    expect(channelMessages()).toHaveLength(before);
    await headroom.slack.as(boss).press(preview, 'post_digest');
    await headroom.slack.waitFor(() => channelMessages().length === before + 1);
    const posted = channelMessages().at(-1);
    expect(posted?.text).toContain('Posted by The Boss.');
    expect(await headroom.says(boss, '/invites digest post')).toMatch(
      /^Not posted again: .* by <@U0BOSS>\.$/,
    );
    expect(await headroom.says(boss, '/invites digest')).toContain('Today’s was posted');
    expect(channelMessages()).toHaveLength(before + 1);
    const [claimed] = await headroom.ledger.sql<{ result: string; posted_by: string; date: string }[]>`
      select result, posted_by, local_date::text as date from digests order by local_date desc limit 1`;
    const date = new Date(headroom.clock.time).toISOString().slice(0, 10);
    expect(claimed).toEqual({ result: 'queued', posted_by: boss, date });
  });

  it('post posts a quiet day too, once that was skipped', async () => {
    const date = new Date(headroom.clock.time).toISOString().slice(0, 10);
    await headroom.ledger.sql`
      insert into digests (workspace_id, team, local_date, claimed_at, result)
      values ('T0ACME', 1, ${date}, ${new Date(headroom.clock.time).toISOString()}, 'queued')`;
    expect(await due()).toBe('skipped');
    expect(await headroom.says(boss, '/invites digest')).toContain(
      'Nothing had been logged when today’s was due',
    );
    const before = channelMessages().length;
    expect(await headroom.says(boss, '/invites digest post')).toContain('comes to <#C0GENERAL> in a moment');
    await headroom.slack.waitFor(() => channelMessages().length === before + 1);
    expect(await headroom.says(boss, '/invites digest post')).toContain('Not posted again');
    expect(await headroom.count('digest_schedules')).toBe(1);
  });

  it('that came too late when it was tried again is told apart from a quiet day, and can be posted', async () => {
    const { ledger, clock } = headroom;
    clock.time += 8 * 3_600_000 - (clock.time % day);
    const date = new Date(clock.time).toISOString().slice(0, 10);
    await ledger.sql`
      insert into digests (workspace_id, team, local_date, claimed_at, result)
      values ('T0ACME', 1, ${date}, ${new Date(clock.time).toISOString()}, 'queued')`;
    await logs();
    const before = channelMessages().length;
    // Once by itself, and once more by hand.
    for (const [line, onceKey] of [
      ['digest', `digest:1:${date}`],
      ['digest post', `digest:1:${date}:again`],
    ] as const) {
      if (line === 'digest') await due();
      else await headroom.says(boss, '/invites digest post');
      await settled(onceKey);
      await ledger.sql`
        update deliveries set state = 'dead', reason = 'not_in_channel' where once_key = ${onceKey}`;
      expect(await headroom.says(boss, '/invites digest')).toContain('could not be delivered: see why');
      clock.time += 4 * 3_600_000 + 1;
      await retryDeliveries(
        ledger,
        callOf({ workspaceId: 'T0ACME', userId: boss, now: clock.time }),
        general,
      );
      const preview = await headroom.says(boss, '/invites digest');
      expect(preview).toContain('Today’s could not be delivered in time.');
      expect(preview).not.toContain('Nothing had been logged');
    }
    expect(await headroom.says(boss, '/invites digest post')).toContain('comes to <#C0GENERAL> in a moment');
    expect(await settled(`digest:1:${date}:again2`)).toBe('sent');
    expect(channelMessages()).toHaveLength(before + 3);
  });

  it('without a channel says what to do', async () => {
    await sales({ channel: null });
    expect(await headroom.says(boss, '/invites digest post')).toContain('Not posted: Sales has no channel.');
    expect(await headroom.says(boss, '/invites digest')).toContain('this team has no channel');
  });

  it('of several teams asks which one', async () => {
    await saveTeam(headroom.ledger, 2, { name: 'Talent & Co' });
    const asked = messageOf(await headroom.slack.as(boss).command('/invites digest post'));
    expect(asked.text).toContain('or type it: /invites digest post team "Sales".');
    await headroom.slack.as(boss).press(asked, 'preview_digest:2');
    await headroom.slack.waitFor(() => JSON.stringify(headroom.slack.calls.at(-1)).includes('Talent'));
    expect(await headroom.says(boss, '/invites digest team "talent & co"')).toContain(
      'Nobody is in this team yet.',
    );
    expect(await headroom.says(boss, '/invites digest team Nobody')).toContain(
      'There is no team of that name.',
    );
    expect(await headroom.says(boss, '/invites digest nonsense')).toContain('I do not know');
    await saveTeam(headroom.ledger, 2, { name: 'Talent', removed: true }, { version: 2 });
  });

  it('says where there is no team', async () => {
    await sales({ removed: true });
    expect(await headroom.says(boss, '/invites digest')).toContain('There is no team yet');
  });
});

describe('Show Everyone', () => {
  it('tells who is no manager of the paused and the away the same, and managers which is which', async () => {
    const { ledger, clock } = headroom;
    await logs();
    await due();
    const message = channelMessages().at(-1);
    if (!message) throw new Error('no digest came');
    await headroom.says(kim, '/invites log 3');
    await headroom.says(kim, '/invites restricted');
    const today = new Date(clock.time).toISOString().slice(0, 10);
    await place(ledger, 1, boss);
    await ledger.sql`update teammates set away_until = ${today} where user_id = ${boss}`;
    const shownTo = async (user: string) => {
      await headroom.slack.as(user).press(message, 'open_digest');
      const view = await headroom.modal(user, ({ callbackId }) => callbackId === 'digest_list');
      await headroom.slack.as(user).closeAll();
      return JSON.stringify(view.blocks);
    };
    const member = await shownTo(ada);
    expect(member).toContain('1 with room, 2 not sending now');
    expect(member).toContain(`<@${boss}>: not sending now`);
    expect(member).toContain(`<@${kim}>: not sending now`);
    expect(member.replace('away, or paused by LinkedIn', '')).not.toMatch(/away|paused|blocked/);
    const manager = await shownTo(boss);
    expect(manager).toContain('1 with room, 1 away, 1 paused by LinkedIn');
    expect(manager).toContain(`<@${kim}>: blocked by LinkedIn since`);
    expect(manager).toContain(`<@${boss}>: away until`);
    await headroom.says(kim, '/invites lifted');
    await ledger.sql`update teammates set away_until = null`;
    await place(ledger, null, boss);
  });

  it('opens the list for members of the team and managers, nobody else', async () => {
    await logs();
    await due();
    const message = channelMessages().at(-1);
    if (!message) throw new Error('no digest came');
    for (const user of [ada, boss]) {
      await headroom.slack.as(user).press(message, 'open_digest');
      const view = await headroom.modal(user, ({ callbackId }) => callbackId === 'digest_list');
      expect(JSON.stringify(view.blocks)).toContain(`<@${kim}>: room for 100`);
      await headroom.slack.as(user).closeAll();
    }
    await place(headroom.ledger, null, ada);
    await headroom.slack.as(ada).press(message, 'open_digest');
    const refused = await headroom.slack.waitFor(() =>
      headroom.slack.calls.find((call) => JSON.stringify(call).includes('Only members of this team')),
    );
    expect(refused).toBeDefined();
  });
});
