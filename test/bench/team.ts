import type { Ledger } from '../../src/ledger/connect.ts';
import { readBoard } from '../../src/services/read-board.ts';
import { readHome } from '../../src/services/read-home.ts';
import { callOf } from '../services/call.ts';
import { withDatabase } from './database.ts';
import { openPast } from './growth.ts';
import { measure, report } from './load.ts';
import { teammate } from './past.ts';

const now = Date.parse('2026-11-24T09:00:00Z');

/**
 * What a manager looks at in one large workspace: the board and Home, beside a query that only looks at each of its
 * invites. One caller, taking turns. The limit for both is a second: beyond it a click is felt to hang.
 */
export async function benchTeam(size: {
  readonly accounts: number;
  readonly entriesPerAccount: number;
  readonly seconds: number;
  readonly rounds: number;
}): Promise<void> {
  const { accounts, entriesPerAccount, seconds, rounds } = size;
  await withDatabase(async (url) => {
    const ledger = await openPast(url, 'team', { accounts, entriesPerAccount, now, perWorkspace: accounts });
    try {
      const measured = new Map<string, Awaited<ReturnType<typeof measure>>[]>();
      for (let round = -1; round < rounds; round += 1) {
        for (const [name, once] of scenarios(ledger, accounts)) {
          const figures = await measure({ callers: 1, seconds, once });
          // The first round warms up.
          if (round >= 0) measured.set(name, [...(measured.get(name) ?? []), figures]);
        }
      }
      const invites = Math.round(accounts * entriesPerAccount * 0.7).toLocaleString('en-US');
      report(`1 workspace, ${accounts.toLocaleString('en-US')} accounts, ${invites} invites`, measured);
    } finally {
      await ledger.close();
    }
  });
}

function scenarios(ledger: Ledger, accounts: number): Map<string, () => Promise<void>> {
  const manager = () => callOf({ ...teammate(0, accounts), isAdmin: true, now });
  const board = (period: 'month' | 'quarter') => async () => {
    await readBoard(ledger, manager(), { period, back: 0, rankBy: 'accepted' });
  };
  return new Map([
    [
      'one look at each invite',
      async () => {
        const { workspaceId } = teammate(0, accounts);
        await ledger.sql`select count(*) from invites where workspace_id = ${workspaceId} and state_at < now()`;
      },
    ],
    ['board, month', board('month')],
    ['board, quarter', board('quarter')],
    [
      'Home of a manager',
      async () => {
        await readHome(ledger, manager());
      },
    ],
  ]);
}
