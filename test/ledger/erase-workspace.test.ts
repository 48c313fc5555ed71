import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { digestSchedules, digests, rounds, stoppedChannels, warnings } from '../../src/ledger/schema.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { callOf, person } from '../services/call.ts';
import { createTestLedger, type TestLedger } from './database.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

/** The script of the page for who runs the bot, without what is psql's own. */
async function script(workspaceId: string): Promise<string> {
  const page = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const [, text = ''] = /```sql\n([\s\S]*?)```/.exec(page) ?? [];
  return text.replace(/^\\.*$/gm, '').replaceAll(":'workspace'", `'${workspaceId}'`);
}

it('erases all of a workspace by the documented script, and nothing of another', async () => {
  const { ledger } = database;
  const { sql } = ledger;
  for (const workspaceId of ['T1', 'T2']) {
    const people = [{ ...person('jane'), name: 'Jane' }];
    const manner = { marks: [], note: 'Hello!' };
    await logInvites(ledger, callOf({ workspaceId }), { people, manner });
    const [account] = await sql<
      { id: string }[]
    >`select id from accounts where workspace_id = ${workspaceId}`;
    await ledger.transact({ deadlineMs: 5_000 }, async (tx) => {
      const at = 1_000;
      const day = { workspaceId, localDate: '2026-11-24' };
      await tx.insert(digests).values({ ...day, team: 1, claimedAt: at, result: 'queued' });
      await tx.insert(digestSchedules).values({ ...day, team: 1, dueAt: at });
      await tx.insert(rounds).values({ ...day, kind: 'night', zone: 'UTC', claimedAt: at });
      await tx
        .insert(stoppedChannels)
        .values({ workspaceId, channel: 'C1', reason: 'is_archived', stoppedAt: at });
      const warning = {
        accountId: Number(account?.id),
        limitId: 'guide',
        level: 'nearing',
        window: '',
      } as const;
      await tx.insert(warnings).values({ workspaceId, ...warning, saidAt: at });
    });
  }
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'workspace_id' order by 1`;
  const counts = async (workspaceId: string) => {
    const found: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await sql<{ n: number }[]>`
        select count(*)::int as n from ${sql(name)} where workspace_id = ${workspaceId}`;
      found[name] = row?.n ?? 0;
    }
    return found;
  };
  const before = await counts('T2');
  const text = await script('T1');
  // Also of tables that this test leaves empty.
  for (const { name } of tables) expect(text).toContain(`delete from ${name} where`);
  const session = ledger.session();
  await session.unsafe(text);
  await session.end();
  expect(Object.values(await counts('T1')).every((count) => count === 0)).toBe(true);
  expect(await counts('T2')).toEqual(before);
  expect(before).toMatchObject({ entries: 1, people: 1, notes: 1, requests: 1, warnings: 1, digests: 1 });
});
