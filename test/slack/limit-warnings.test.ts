import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { limitWarningView } from '../../src/slack/views/limit-warning.ts';
import { type Headroom, messageOf, startHeadroom } from '../headroom.ts';
import { outbox, queueAgain } from '../jobs/saying.ts';
import { place, saveTeam, saveWorkspace } from './settings/settings.ts';
import { ada, boss, general } from './workspace.ts';

const hourMs = 60 * 60 * 1000;
let headroom: Headroom;
beforeEach(async () => {
  headroom = await startHeadroom();
});
afterEach(() => headroom.stop());

async function team(workspace: Record<string, unknown> = {}): Promise<void> {
  await saveWorkspace(headroom.ledger, { managers: [boss], ...workspace });
  await saveTeam(headroom.ledger, 1, { name: 'Sales', channel: general });
  await place(headroom.ledger, 1, ada);
}

/** What stands in the team's channel, once all that was queued is settled. */
async function posted(): Promise<string[]> {
  await vi.waitFor(
    async () => {
      expect((await outbox(headroom.ledger)).filter(({ state }) => state === 'queued')).toEqual([]);
    },
    { timeout: 15_000, interval: 20 },
  );
  return headroom.slack
    .channel(general)
    .messages()
    .filter(({ ephemeral }) => !ephemeral)
    .map(({ text }) => text);
}

/** Direct messages of the bot. */
async function told(user: string): Promise<string[]> {
  await posted();
  const session = headroom.slack.as(user);
  return session
    .channels()
    .filter(({ isIm }) => isIm)
    .flatMap(({ id }) => session.sees(id))
    .map(({ text }) => text);
}

describe('the guide', () => {
  it('is told to the channel when it is reached, once, also after an undo and the same log again', async () => {
    await team();
    expect(await headroom.says(ada, '/invites log 80')).toContain('Warning: 80 of about 100 sent in 7 days.');
    expect(await headroom.says(ada, '/invites log 15')).toContain('Warning: 95 of about 100 sent in 7 days.');
    expect(await posted()).toEqual([]);
    expect(await headroom.says(ada, '/invites log 5')).toContain('Warning: 100 of about 100 sent in 7 days.');
    const once = [
      'Warning: <@U0ADA> has sent 100 of about 100 in 7 days. LinkedIn publishes no limit; teams report being ' +
        'stopped near 100. Best stop sending until there is room again: 1 Dec 2026, 09:00.',
    ];
    expect(await posted()).toEqual(once);
    await headroom.says(ada, '/invites undo');
    expect(await headroom.says(ada, '/invites log 5')).toContain('Warning: 100 of about 100');
    await headroom.says(ada, '/invites log 12');
    expect(await posted()).toEqual(once);
    expect(await told(ada)).toEqual([]);
  });

  it('is said again when the length of its window has passed', async () => {
    await team();
    await headroom.says(ada, '/invites log 100');
    expect(await posted()).toHaveLength(1);
    headroom.clock.time += 168 * hourMs - 1;
    await headroom.says(ada, '/invites log 1');
    expect(await posted()).toHaveLength(1);
    headroom.clock.time += 1;
    await headroom.says(ada, '/invites log 99');
    expect(await posted()).toHaveLength(2);
  });

  it('says nothing milder after something worse within its window', async () => {
    await saveWorkspace(headroom.ledger, { managers: [boss] });
    await headroom.says(ada, '/invites log @jane-doe');
    await headroom.says(boss, '/invites log 99 for @ada');
    expect(await told(ada)).toHaveLength(1);
    await headroom.says(boss, '/invites undo');
    await headroom.says(boss, '/invites log 80 for @ada');
    expect(await told(ada)).toHaveLength(1);
    const [row] = await headroom.ledger
      .sql`select string_agg(level, ' ' order by level) as levels from warnings`;
    expect(row?.levels).toBe('critical nearing reached');
  });
});

describe('who is warned', () => {
  it('is the teammate by direct message when a manager logs for them, unless their notices are off', async () => {
    await saveWorkspace(headroom.ledger, { managers: [boss] });
    await headroom.says(ada, '/invites log @jane-doe');
    await headroom.says(boss, '/invites log 79 for @ada');
    expect(await told(ada)).toEqual([
      'Warning: You have sent 80 of about 100 in 7 days. <@U0BOSS> recorded the latest for you. LinkedIn publishes no ' +
        'limit; teams report being stopped near 100. 20 left: spread them over the next days.',
    ]);
    await headroom.ledger.sql`
      insert into teammates (workspace_id, user_id, notices) values ('T0ACME', ${ada}, false)
      on conflict (workspace_id, user_id) do update set notices = false`;
    await headroom.says(boss, '/invites log 20 for @ada');
    expect(await told(ada)).toHaveLength(1);
  });

  it.each([
    ['nearing', 3],
    ['critical', 2],
    ['reached', 1],
    ['never', 0],
  ] as const)('is the channel from %s on', async (warnChannelFrom, count) => {
    await team({ warnChannelFrom });
    await headroom.says(ada, '/invites account sales-navigator');
    for (const pages of [72, 14, 4]) await headroom.says(ada, `/invites page ${pages}`);
    expect(await posted()).toHaveLength(count);
  });

  it('is nobody but who records without a team or a channel', async () => {
    await headroom.says(ada, '/invites log 100');
    expect(await outbox(headroom.ledger)).toEqual([]);
    expect(await headroom.count('warnings')).toBe(3);
  });

  it('is nobody while no meter is near: nothing is claimed', async () => {
    await team();
    await headroom.says(ada, '/invites log 79');
    expect(await headroom.count('warnings')).toBe(0);
  });

  it('is nobody of an undo, a withdrawal or a refusal', async () => {
    await team();
    await headroom.says(ada, '/invites page 5');
    await headroom.says(ada, '/invites log 20');
    await headroom.says(ada, '/invites withdrawn 5');
    await headroom.says(ada, '/invites undo');
    expect(await headroom.count('warnings')).toBe(0);
  });
});

describe('other meters', () => {
  it('are lifted by acceptances, on the day that they count for', async () => {
    await team();
    await headroom.says(ada, '/invites counter 2000');
    for (let n = 0; n < 3; n += 1) await headroom.says(ada, '/invites log 80 at yesterday');
    for (let n = 0; n < 2; n += 1)
      expect(await headroom.says(ada, '/invites accepted 80')).not.toContain('accepted today. ');
    expect(await headroom.says(ada, '/invites accepted 80')).toContain('Warning: 240 of 300 accepted today.');
    expect((await posted()).filter((text) => text.includes('accepted today'))).toEqual([
      'Warning: <@U0ADA>: 240 of 300 invitations accepted today. The limit is near. 60 left, and pending invites can ' +
        'still use them: send fewer until 25 Nov 2026, 00:00.',
    ]);
  });

  it('with little left say how to live with it: of what is sent, save it; acceptances come by themselves', async () => {
    await team();
    await headroom.says(ada, '/invites account sales-navigator');
    for (const pages of [72, 14, 3]) await headroom.says(ada, `/invites page ${pages}`);
    await headroom.says(ada, '/invites counter 300');
    const texts = await posted();
    expect(texts.slice(0, 2)).toEqual([
      'Warning: <@U0ADA> has sent 72 of 90 PageInvites this month. The limit is near. 18 left: spread them over the ' +
        'time until 1 Dec 2026, 00:00.',
      'Warning: <@U0ADA> has sent 86 of 90 PageInvites this month. The limit is very near. Only 4 left: make them ' +
        'last until 1 Dec 2026, 00:00.',
    ]);
    expect(texts.at(-1)).toBe(
      'Warning: <@U0ADA>: 29,700 of 30,000 invitations accepted this month. The limit is very near. Only 300 left, ' +
        'and pending invites can still use them: send fewer until 1 Dec 2026, 00:00.',
    );
  });

  it.each([
    ['critical', 4, 'Only 4 left: save them for the next days.'],
    ['critical', 1, 'Only 1 left: save it for the next days.'],
    ['nearing', 1, '1 left: save it for the next days.'],
  ] as const)('of the last days, %s with %i left', (level, remaining, said) => {
    const limit = {
      id: 'guide',
      resource: 'connection',
      basis: 'sent',
      window: { kind: 'rolling', hours: 168 },
      effect: 'warn',
    } as const;
    const counts = { used: 100 - remaining, cap: 100, remaining, resetsAt: null, roomAgainAt: null };
    const { text } = limitWarningView({
      kind: 'limit_warning',
      owner: ada,
      accountName: '',
      zone: 'UTC',
      meter: { limit, level, ...counts },
      at: 0,
    });
    expect(text.endsWith(` ${said}`)).toBe(true);
  });

  it('are told to the owner for whom a manager recorded acceptances, as theirs', () => {
    const limit = {
      id: 'day',
      resource: 'connection',
      basis: 'accepted',
      window: { kind: 'calendar', unit: 'day' },
      effect: 'block',
    } as const;
    const counts = { used: 299, cap: 300, remaining: 1, resetsAt: null, roomAgainAt: null };
    const { text } = limitWarningView({
      kind: 'limit_warning',
      owner: ada,
      accountName: 'founder',
      zone: 'UTC',
      meter: { limit, level: 'critical', ...counts },
      at: 0,
      recordedBy: boss,
    });
    expect(text).toBe(
      'Warning: You: 299 of 300 invitations accepted today as founder. <@U0BOSS> recorded the latest for you. The ' +
        'limit is very near. Only 1 left, and pending invites can still use it: send fewer in the next days.',
    );
  });

  it('are lifted by LinkedIn’s own counter', async () => {
    await team();
    expect(await headroom.says(ada, '/invites counter 0')).toContain('Warning: 3,000 of 3,000');
    expect(await posted()).toEqual([
      'Warning: <@U0ADA>: 3,000 of 3,000 invitations accepted this month. The limit is reached. Best stop sending ' +
        'until there is room again: 1 Dec 2026, 00:00.',
    ]);
  });

  it('are lifted by an account type that allows less; the reply and the form say so', async () => {
    await team();
    await headroom.says(ada, '/invites account sales-navigator');
    await headroom.says(ada, '/invites page 20');
    expect(await posted()).toEqual([]);
    expect(await headroom.says(ada, '/invites account free')).toContain(
      'Warning: 20 of 4 PageInvites sent this month. The limit is reached. It resets 1 Dec 2026, 00:00.',
    );
    expect(await posted()).toHaveLength(1);
    await headroom.says(ada, '/invites account business-plus');
    expect(await posted()).toHaveLength(1);
  });

  it('are told of each account apart, by its name', async () => {
    await team();
    await headroom.says(ada, '/invites account add founder');
    await headroom.says(ada, '/invites page 4');
    await headroom.says(ada, '/invites page 4 as founder');
    const texts = await posted();
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain('has sent 4 of 4 PageInvites this month as founder.');
  });
});

it('what was taken back before it could be said is not said', async () => {
  await team();
  const reply = messageOf(await headroom.slack.as(ada).command('/invites page 4'));
  expect(await posted()).toHaveLength(1);
  await (await headroom.slack.as(ada).press(reply, 'Undo')).updated();
  await queueAgain(headroom.ledger, 'limit_warning');
  expect(await posted()).toHaveLength(1);
  expect((await outbox(headroom.ledger)).map(({ state, reason }) => [state, reason])).toEqual([
    ['sent', null],
    ['skipped', 'not_near_any_more'],
  ]);
});
