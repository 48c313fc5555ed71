import { expect, vi } from 'vitest';
import type { Ledger } from '../../src/ledger/connect.ts';
import { queueDeliveries } from '../../src/ledger/queue-deliveries.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import type { ToSay } from '../../src/services/messages.ts';
import { teamSettings, teamSubject } from '../../src/services/settings.ts';
import type { Simulator } from '../../src/simulator/simulator.ts';

export const workspaceId = 'T0ACME';
const deadline = { deadlineMs: 5_000 };

/** Teams with numbers from 1, called after them: a test message names its team. */
export async function addTeams(ledger: Ledger, count: number, workspace = workspaceId): Promise<void> {
  await ledger.transact(deadline, async (tx) => {
    for (let team = 1; team <= count; team += 1)
      await addSettings(tx, {
        workspaceId: workspace,
        subject: teamSubject(team),
        version: 1,
        document: teamSettings.parse({ name: `number ${team} of ${workspace}`, zone: 'Europe/London' }),
        changedAt: 0,
        changedBy: 'U0BOSS',
      });
  });
}

/** Queues the test messages of these teams for a channel, in one transaction. */
export async function queue(
  ledger: Ledger,
  channel: string,
  teams: readonly number[],
  options: { readonly workspaceId?: string; readonly onceKey?: string; readonly now?: number } = {},
): Promise<void> {
  const { workspaceId: workspace = workspaceId, onceKey, now = Date.parse('2026-11-24T09:00:00Z') } = options;
  await ledger.transact(deadline, (tx) =>
    queueDeliveries(
      tx,
      { workspaceId: workspace, now },
      teams.map(
        (team): ToSay => ({
          channel,
          message: { kind: 'test_digest', team, by: 'U0BOSS' },
          ...(onceKey !== undefined && { onceKey }),
        }),
      ),
    ),
  );
}

/** The numbers of the teams whose test messages stand in a channel, as they came. */
export function said(slack: Simulator, channel: string): number[] {
  return slack
    .channel(channel)
    .messages()
    .map(({ text }) => Number(/number (\d+) of /.exec(text)?.[1]));
}

export type Delivery = {
  readonly kind: string;
  readonly workspace_id: string;
  readonly channel: string;
  readonly state: string;
  readonly reason: string | null;
  readonly ts: string | null;
  readonly attempts: number;
};

/** The outbox, as it was queued. */
export async function outbox(ledger: Ledger): Promise<readonly Delivery[]> {
  return ledger.sql<Delivery[]>`
    select kind, workspace_id, channel, state, reason, ts, attempts from deliveries order by workspace_id, id`;
}

/** The test messages of the outbox, or of a workspace's part of it, once nothing waits there any more. */
export async function settled(ledger: Ledger, workspace?: string): Promise<readonly Delivery[]> {
  return vi.waitFor(
    async () => {
      const rows = (await outbox(ledger)).filter(
        (row) => row.workspace_id === (workspace ?? row.workspace_id),
      );
      expect(rows.filter(({ state }) => state === 'queued')).toEqual([]);
      return rows.filter(({ kind }) => kind === 'test_digest');
    },
    { timeout: 15_000, interval: 30 },
  );
}

/** Queues what was queued of a kind once more, as if it had waited until now. */
export async function queueAgain(ledger: Ledger, kind: string): Promise<void> {
  const rows = await ledger.sql<{ channel: string; payload: object }[]>`
    select channel, payload from deliveries where kind = ${kind} order by id`;
  await ledger.transact(deadline, (tx) =>
    queueDeliveries(
      tx,
      { workspaceId, now: Date.parse('2026-11-24T09:00:00Z') },
      rows.map(({ channel, payload }) => ({ channel, message: { ...payload, kind } })),
    ),
  );
}
