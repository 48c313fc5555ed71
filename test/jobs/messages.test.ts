import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildMessage } from '../../src/jobs/messages/list.ts';
import type { Built } from '../../src/jobs/messages/message-builder.ts';
import { addPolicy } from '../../src/ledger/read-policy.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { parsePolicy, presetPolicy } from '../../src/limits/parse-policy.ts';
import type { Message } from '../../src/services/messages.ts';
import { teamSettings } from '../../src/services/settings.ts';
import { CAPS } from '../../src/slack/caps.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';

let database: TestLedger;
const deadline = { deadlineMs: 5_000 };
const at = Date.parse('2026-11-24T09:00:00Z');

beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

function build(message: Message): Promise<Built | undefined> {
  return buildMessage(database.ledger, message, {
    workspaceId: 'T0ACME',
    channel: 'C0GENERAL',
    now: at,
    withinMs: 5_000,
    callOf: async () => {
      throw new Error('nobody is asked about');
    },
    names: async () => new Map(),
  });
}

async function textOf(message: Message): Promise<string> {
  const built = await build(message);
  if (!built || !('blocks' in built)) throw new Error('no text');
  for (const block of built.blocks)
    if (block.type === 'section' && block.text)
      expect(block.text.text.length).toBeLessThanOrEqual(CAPS.sectionText);
  expect(built.blocks.length).toBeLessThanOrEqual(CAPS.messageBlocks);
  return built.text;
}

async function addTeam(team: number, name: string, digestEvery: 'day' | 'week'): Promise<void> {
  await database.ledger.transact(deadline, (tx) =>
    addSettings(tx, {
      workspaceId: 'T0ACME',
      subject: `team:${team}`,
      version: 1,
      document: teamSettings.parse({ name, zone: 'Europe/London', digestEvery }),
      changedAt: at,
      changedBy: 'U0BOSS',
    }),
  );
}

async function addVersion(version: number, changes: object): Promise<void> {
  const document = parsePolicy({ ...presetPolicy('article'), ...changes, version });
  await database.ledger.transact(deadline, (tx) =>
    addPolicy(tx, { workspaceId: 'T0ACME', version, document, changedAt: at, changedBy: 'U0BOSS' }),
  );
}

describe('a test message', () => {
  it('says who sent it, and when the digest of the team comes', async () => {
    await addTeam(1, 'Sales <!channel>', 'day');
    expect(await textOf({ kind: 'test_digest', team: 1, by: 'U0BOSS' })).toBe(
      'This is a test. <@U0BOSS> wanted to see whether Headroom can post here. It can.\n' +
        'The digest of Sales &lt;!channel&gt; will come to this channel every working day at 16:30 (Europe/London).',
    );
  });

  it('of a weekly digest says so, with the longest name', async () => {
    await addTeam(2, '🧗'.repeat(25), 'week');
    expect(await textOf({ kind: 'test_digest', team: 2, by: 'U0BOSS' })).toContain('once a week at 16:30');
  });

  it('of a team that is no more cannot be said', async () => {
    await expect(build({ kind: 'test_digest', team: 9, by: 'U0BOSS' })).rejects.toMatchObject({
      code: 'no_such_team',
    });
  });
});

describe('a changed policy', () => {
  it('is told with who changed what, a line each', async () => {
    await addVersion(1, { exceptions: { value: 'exempt', source: 'workspace' } });
    await addVersion(2, {
      exceptions: { value: 'exempt', source: 'workspace' },
      pendingSoft: { value: 250, source: 'workspace' },
    });
    const text = await textOf({ kind: 'policy_changed', version: 1, by: 'U0BOSS' });
    expect(text).toContain('The limits changed. <@U0BOSS> changed them 24 Nov 2026, 09:00.');
    expect(text).toContain('• Marked exceptions: count → do not count');
    const next = await textOf({ kind: 'policy_changed', version: 2, by: 'U0BOSS' });
    expect(next).toMatch(/^• .*: 400 → 250$/m);
    expect(next).not.toContain('Marked exceptions');
  });

  it('that is like the one before says so', async () => {
    await addVersion(3, {
      exceptions: { value: 'exempt', source: 'workspace' },
      pendingSoft: { value: 250, source: 'workspace' },
    });
    expect(await textOf({ kind: 'policy_changed', version: 3, by: 'U0BOSS' })).toContain(
      'No limit or rule is different from before.',
    );
  });

  it('of another workspace is none here', async () => {
    await expect(build({ kind: 'policy_changed', version: 7, by: 'U0BOSS' })).rejects.toMatchObject({
      code: 'no_such_policy',
    });
  });
});

it('a kind that this version does not know has no text', async () => {
  expect(await build({ kind: 'of_tomorrow' } as unknown as Message)).toBeUndefined();
});
