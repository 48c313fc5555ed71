import type { Ledger } from '../ledger/connect.ts';
import {
  type ExportAccount,
  type ExportEntry,
  listExport,
  listExportAccounts,
} from '../ledger/list-export.ts';
import { readPolicy } from '../ledger/read-policy.ts';
import { read } from '../ledger/transact.ts';
import { lookBack } from '../limits/horizon.ts';
import { parsePolicy, presetPolicy } from '../limits/parse-policy.ts';
import type { Call } from './call.ts';
import { csvHead, csvRows } from './csv.ts';
import { exportCells, exportTitles, type Telling } from './export-cells.ts';
import { createLocalInstants } from './local-instants.ts';
import { checkExport, type ExportChoice } from './queue-export.ts';
import { roleIn } from './role.ts';
import { loadSettings } from './settings.ts';

/** Where one part of a long export ended: the account, its last entry, and which part that was, from 1. */
export type ExportPlace = { readonly account: number; readonly entry: number; readonly part: number };

/** One file of an export. */
export type ExportPart = {
  readonly csv: string;
  readonly entries: number;
  readonly part: number;
  /** Null for the last one. */
  readonly next: ExportPlace | null;
};

/** In one file: some 20 MB, well below what Slack takes and what a spreadsheet opens. */
export const mostInAFile = 100_000;
const pageSize = 2_000;

/**
 * The next file of an export, read page by page: never more of the ledger in memory than a page and the text so far.
 * Members are told by their Slack name where `names` knows it. Writes nothing.
 *
 * @throws NotAllowedError for other people's entries, unless a manager of theirs asks: also one who was when they asked.
 */
export async function readExport(
  ledger: Ledger,
  call: Call,
  choice: ExportChoice,
  told: { readonly names: ReadonlyMap<string, string>; readonly after?: ExportPlace; readonly most?: number },
): Promise<ExportPart> {
  const { after, names, most = mostInAFile } = told;
  const { accounts, ...scope } = await openExport(ledger, call, choice);
  const telling = { names, at: createLocalInstants(), pendingAfter: scope.pendingAfter };
  const part = (after?.part ?? 0) + 1;
  const texts = [csvHead(exportTitles)];
  let count = 0;
  for (const account of accounts) {
    if (after && account.id < after.account) continue;
    let last = after?.account === account.id ? after.entry : 0;
    for (;;) {
      // One more than fits tells that there is more.
      const wanted = Math.min(pageSize, most - count + 1);
      const page = await pageOf(ledger, call, choice, account, { after: last, most: wanted, ...scope });
      const taken = page.slice(0, most - count);
      texts.push(rowsOf(taken, account, telling));
      count += taken.length;
      last = taken.at(-1)?.id ?? last;
      if (taken.length < page.length)
        return {
          csv: texts.join(''),
          entries: count,
          part,
          next: { account: account.id, entry: last, part },
        };
      if (page.length < wanted) break;
    }
  }
  return { csv: texts.join(''), entries: count, part, next: null };
}

async function openExport(ledger: Ledger, call: Call, choice: ExportChoice) {
  const { workspaceId, userId, now } = call;
  return read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    const role = roleIn(await loadSettings(db, workspaceId), call);
    checkExport(role, choice);
    const isOwn = choice.team === undefined;
    const whose = { workspaceId, owner: isOwn ? userId : null, team: choice.team ?? null };
    const [accounts, stored] = await Promise.all([
      listExportAccounts(db, whose),
      readPolicy(db, workspaceId),
    ]);
    const policy = stored ? parsePolicy(stored.document) : presetPolicy('article');
    return {
      accounts,
      seesNotes: isOwn ? role.isManager : true,
      pendingAfter: lookBack(policy, now, now).pendingAfter,
    };
  });
}

function pageOf(
  ledger: Ledger,
  call: Call,
  { from, to }: ExportChoice,
  account: ExportAccount,
  page: { readonly after: number; readonly most: number; readonly seesNotes: boolean },
): Promise<readonly ExportEntry[]> {
  const { workspaceId, userId: reader } = call;
  const { after, most, seesNotes } = page;
  const range = { from: from ?? null, to: to ?? null };
  return read(ledger, { deadlineMs: call.withinMs }, (db) =>
    listExport(db, { workspaceId, accountId: account.id, reader, seesNotes, after, most, ...range }),
  );
}

function rowsOf(entries: readonly ExportEntry[], account: ExportAccount, telling: Telling): string {
  return entries.length === 0 ? '' : csvRows(entries.map((entry) => exportCells(entry, account, telling)));
}
