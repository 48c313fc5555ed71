import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { JobParts } from '../../src/jobs/parts.ts';
import { evening } from '../../src/jobs/rounds/evening.ts';
import { morning } from '../../src/jobs/rounds/morning.ts';
import type { Message } from '../../src/simulator/simulator.ts';
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

async function team(workspace: Record<string, unknown> = {}, managers = [boss]): Promise<void> {
  await saveWorkspace(headroom.ledger, { managers: [boss], ...workspace });
  await saveTeam(headroom.ledger, 1, { name: 'Sales', channel: general, managers });
  await place(headroom.ledger, 1, ada);
}

async function settled(): Promise<void> {
  await vi.waitFor(
    async () => {
      expect((await outbox(headroom.ledger)).filter(({ state }) => state === 'queued')).toEqual([]);
    },
    { timeout: 15_000, interval: 20 },
  );
}
async function posted(): Promise<string[]> {
  await settled();
  const messages = headroom.slack.channel(general).messages();
  return messages.filter(({ ephemeral }) => !ephemeral).map(({ text }) => text);
}
async function told(user: string): Promise<string[]> {
  await settled();
  const session = headroom.slack.as(user);
  const direct = session.channels().filter(({ isIm }) => isIm);
  return direct.flatMap(({ id }) => session.sees(id)).map(({ text }) => text);
}
const restrict = async (line = 'restricted until friday') =>
  messageOf(await headroom.slack.as(ada).command(`/invites ${line}`));
async function press(message: Message, label: string, user = ada): Promise<Message> {
  return (await headroom.slack.as(user).press(message, label)).updated();
}
async function round(rule: typeof evening, at: string): Promise<void> {
  headroom.clock.time = Date.parse(at);
  const parts = { ledger: headroom.ledger, clock: { now: () => headroom.clock.time } } as JobParts;
  const one = { workspaceId: 'T0ACME', zone: 'Europe/London', localDate: at.slice(0, 10) };
  await Promise.all([rule.run(parts, one), rule.run(parts, one)]);
}

describe('a block', () => {
  it('is told to the channel without the name, to managers with it, and the reply says so', async () => {
    await team();
    const reply = await restrict();
    expect(reply.text).toContain(
      'Only you see this reply. <#C0GENERAL> hears that one account is paused, without your name. ' +
        '<@U0BOSS> knows that it is yours. Managers see the block, and when it ends, on their Home',
    );
    expect(reply.buttons().map(({ text }) => text)).toEqual(['Tell the Team', 'Undo']);
    expect(await posted()).toEqual([
      'One account is paused until 28 Nov 2026, 00:00: LinkedIn has blocked it.',
    ]);
    expect(await told(boss)).toEqual([
      'LinkedIn has blocked the account of <@U0ADA> until 28 Nov 2026, 00:00.\n' +
        'Logs and checks of it are refused until then. The team’s channel is not told whose it is: that is for its owner to say.',
    ]);
  });

  it('is told once, also when it was taken back and reported again; another end is told to nobody', async () => {
    await team();
    const reply = await restrict();
    expect(await posted()).toHaveLength(1);
    await press(reply, 'Undo');
    await restrict();
    expect((await restrict('restricted until sunday')).text).not.toContain('hears');
    await restrict('lifted');
    expect(await posted()).toHaveLength(1);
    expect(await told(boss)).toHaveLength(1);
  });

  it('of somebody without a team is told to the managers of the workspace', async () => {
    await saveWorkspace(headroom.ledger, { managers: [boss] });
    const reply = await restrict('restricted');
    expect(reply.text).toContain('No channel is told. <@U0BOSS> knows that it is yours.');
    expect(reply.buttons().map(({ text }) => text)).toEqual(['Undo']);
    expect(await told(boss)).toEqual([
      'LinkedIn has blocked the account of <@U0ADA>; no end is known.\n' +
        'Logs and checks of it are refused until they type /invites lifted. The team’s channel is not told whose it ' +
        'is: that is for its owner to say.',
    ]);
    const refused = await headroom.says(ada, '/invites log @jane-doe');
    expect(refused).toMatch(/^Not logged: jane-doe\. LinkedIn has blocked this account/);
    expect(await headroom.says(ada, '/invites check @jane-doe')).toContain(
      'LinkedIn has blocked this account',
    );
    expect(await posted()).toEqual([]);
  });

  it('is told to nobody where there is nobody to tell, and the reply says so', async () => {
    expect((await restrict()).text).toContain('Nobody is sent a message about it.');
    expect(await outbox(headroom.ledger)).toEqual([]);
  });

  it('is no news for a channel that wants no warnings', async () => {
    await team({ warnChannelFrom: 'never' });
    expect((await restrict()).text).toContain('No channel is told.');
    expect(await posted()).toEqual([]);
  });

  it('is explained before it is reported: by help and by the form', async () => {
    const words = 'Who is told: managers, that it is yours; your team’s channel, that one account is paused';
    expect(await headroom.says(ada, '/invites help restricted')).toContain(words);
    await headroom.slack.as(ada).openHome();
    const home = await headroom.slack.waitFor(() => headroom.slack.as(ada).home());
    await headroom.slack.as(ada).press(home, 'open_block');
    expect(JSON.stringify((await headroom.modal(ada)).blocks)).toContain(words);
  });
});

describe('Tell the Team', () => {
  it('names the account, once, and Undo stays', async () => {
    await team();
    const reply = await restrict();
    const after = await press(reply, 'Tell the Team');
    expect(after.text).toMatch(/^<#C0GENERAL> hears in a moment that it is your account\.\nRecorded:/);
    expect(after.buttons().map(({ text }) => text)).toEqual(['Undo']);
    expect((await press(reply, 'Tell the Team')).text).toContain('knows already');
    expect((await posted()).slice(1)).toEqual([
      '<@U0ADA> wants you to know: LinkedIn has paused their account until 28 Nov 2026, 00:00.',
    ]);
  });

  it('posts nothing once the block is over', async () => {
    await team();
    const reply = await restrict();
    expect(await posted()).toHaveLength(1);
    await restrict('lifted');
    expect((await press(reply, 'Tell the Team')).text).toContain(
      'Nothing was posted: LinkedIn no longer blocks',
    );
    expect(await posted()).toHaveLength(1);
  });
});

describe('the rounds', () => {
  it('tell the owner the evening before a block ends and the morning after, once', async () => {
    await restrict();
    await round(evening, '2026-11-26T18:00:00Z');
    expect(await told(ada)).toEqual([]);
    await round(evening, '2026-11-27T18:00:00Z');
    await round(evening, '2026-11-27T19:00:00Z');
    expect(await told(ada)).toEqual([
      'LinkedIn’s block of your account ends soon: 28 Nov 2026, 00:00. Begin with a few a day: LinkedIn looks closely ' +
        'at an account that it has just blocked.\nAnother day? /invites restricted until friday',
    ]);
    await round(morning, '2026-11-28T08:00:00Z');
    await round(morning, '2026-11-29T08:00:00Z');
    expect((await told(ada)).slice(1)).toEqual([
      'LinkedIn’s block of your account ended 28 Nov 2026, 00:00: logs and checks follow the limits again. ' +
        'Begin with a few a day: LinkedIn looks closely at an account that it has just blocked.\n' +
        'It still holds? /invites restricted until friday',
    ]);
  });

  it.each(['lifted', 'undo', 'restricted until 2026-12-20', 'restricted'])(
    'say nothing of a block after %s',
    async (line) => {
      await restrict();
      headroom.clock.time += hourMs;
      await restrict(line);
      await round(evening, '2026-11-27T18:00:00Z');
      await round(morning, '2026-11-28T08:00:00Z');
      expect(await told(ada)).toEqual([]);
    },
  );

  it('are checked again when they are said', async () => {
    await restrict();
    await round(evening, '2026-11-27T18:00:00Z');
    expect(await told(ada)).toHaveLength(1);
    await restrict('lifted');
    await queueAgain(headroom.ledger, 'pause_ending');
    expect(await told(ada)).toHaveLength(1);
    expect((await outbox(headroom.ledger)).map(({ state, reason }) => [state, reason])).toEqual([
      ['sent', null],
      ['skipped', 'not_so_any_more'],
    ]);
  });

  it('leave those alone whose notices are off', async () => {
    await restrict();
    await headroom.ledger
      .sql`insert into teammates (workspace_id, user_id, notices) values ('T0ACME', ${ada}, false)`;
    await round(evening, '2026-11-27T18:00:00Z');
    expect(await outbox(headroom.ledger)).toEqual([]);
  });
});
