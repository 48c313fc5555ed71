import { NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { transact } from '../ledger/transact.ts';
import { claimOnce } from './answer-once.ts';
import type { FileQueuedAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { managesTeam } from './read-board.ts';
import type { ExportPlace } from './read-export.ts';
import { type Role, roleIn } from './role.ts';
import { loadSettings, type Settings } from './settings.ts';

/** Which entries. */
export type ExportChoice = {
  /** Undefined for one's own, null for everybody's. */
  readonly team?: number | null;
  /** Local dates, the last one included; without them all there is. */
  readonly from?: string;
  readonly to?: string;
};

/** The two clicks of a double click are two requests; within the same ten seconds they are one file. */
const againAfterMs = 10_000;

/**
 * Sends entries as a CSV file to who asks, and to nobody else.
 *
 * @throws NotAllowedError for other people's entries, unless a manager of theirs asks.
 */
export async function queueExport(
  ledger: Ledger,
  call: Call,
  choice: ExportChoice,
): Promise<FileQueuedAnswer> {
  const { workspaceId, now, userId: by } = call;
  return claimOnce<FileQueuedAnswer, Settings>(
    ledger,
    call,
    { verb: 'export' },
    {
      prepare: (tx) => loadSettings(tx, workspaceId),
      async decide({ tx }, settings) {
        checkExport(roleIn(settings, call), choice);
        const message = { kind: 'export', by, at: now, ...choice } as const;
        const onceKey = `${keyOf(by, choice)}:asked:${Math.floor(now / againAfterMs)}`;
        return {
          answer: { kind: 'file_queued', file: 'export' },
          writes: [queueDeliveries(tx, { workspaceId, now }, [{ channel: by, message, onceKey }])],
        };
      },
    },
  );
}

/** Throws NotAllowedError unless these entries are one's own or a team's that one manages: when asked, and when sent. */
export function checkExport(role: Role, { team }: ExportChoice): void {
  if (team === undefined || managesTeam(role, team)) return;
  throw new NotAllowedError(
    team === null
      ? 'Only managers can export everybody’s entries. Type `/invites export` for your own.'
      : 'Only managers of that team can export its entries. Type `/invites export` for your own.',
  );
}

function keyOf(by: string, { team, from = '', to = '' }: ExportChoice): string {
  return `export:${by}:${team === undefined ? 'own' : (team ?? 'all')}:${from}:${to}`;
}

/** Queues what comes after a part, once: the part before is built again when Slack did not take it. */
export async function queueExportPart(
  ledger: Ledger,
  call: Call,
  { at, choice, after }: { readonly at: number; readonly choice: ExportChoice; readonly after: ExportPlace },
): Promise<void> {
  const { workspaceId, now, userId: by, withinMs } = call;
  const message = { kind: 'export', by, at, ...choice, after } as const;
  const onceKey = `${keyOf(by, choice)}:${at}:${after.account}.${after.entry}`;
  await transact(ledger, { deadlineMs: withinMs }, (tx) =>
    queueDeliveries(tx, { workspaceId, now }, [{ channel: by, message, onceKey }]),
  );
}
