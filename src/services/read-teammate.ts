import type { Ledger } from '../ledger/connect.ts';
import { listAccounts } from '../ledger/list-accounts.ts';
import { findOwnSettings, type OwnSettings } from '../ledger/own-settings.ts';
import { read, type Tx } from '../ledger/transact.ts';
import type { AccountType } from '../limits/policy.ts';
import { localDate } from '../limits/windows.ts';
import type { Call } from './call.ts';

/** What a teammate can set for themselves, as it is. */
export type Teammate = {
  readonly settings: OwnSettings;
  /** The first one first; `free` for who has recorded nothing yet. */
  readonly accounts: readonly { readonly name: string; readonly type: AccountType }[];
  /** IANA zone: where their days begin. */
  readonly zone: string;
};

export const defaultSettings: OwnSettings = {
  notices: true,
  checkIns: 'twice',
  awayUntil: null,
  ranked: true,
};

/** The caller's own settings. Writes nothing: reading makes nobody a teammate. */
export async function readTeammate(ledger: Ledger, call: Call): Promise<Teammate> {
  const { workspaceId, userId, zone } = call;
  return read(ledger, { deadlineMs: call.withinMs }, async (db) => {
    const [settings, accounts] = await Promise.all([
      ownSettings(db, call),
      listAccounts(db, workspaceId, userId),
    ]);
    const known = accounts.map(({ name, type }) => ({ name, type }));
    return { settings, zone, accounts: known.length > 0 ? known : [{ name: '', type: 'free' }] };
  });
}

/** What the caller chose, or the defaults. Who was away until a day that is over is not away. */
export async function ownSettings(
  tx: Tx,
  { workspaceId, userId, zone, now }: Pick<Call, 'workspaceId' | 'userId' | 'zone' | 'now'>,
): Promise<OwnSettings> {
  const chosen = (await findOwnSettings(tx, { workspaceId, userId })) ?? defaultSettings;
  const isOver = chosen.awayUntil !== null && chosen.awayUntil < localDate(zone, now);
  return isOver ? { ...chosen, awayUntil: null } : chosen;
}
