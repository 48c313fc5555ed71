import type { Account } from '../ledger/account.ts';
import { addAccount } from '../ledger/add-account.ts';
import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { changeAccount } from '../ledger/change-account.ts';
import type { Ledger } from '../ledger/connect.ts';
import { type OwnSettings, saveOwnSettings } from '../ledger/own-settings.ts';
import type { AccountType } from '../limits/policy.ts';
import { localDate } from '../limits/windows.ts';
import { mostAccounts } from './add-account.ts';
import { answerOnce, type Opened } from './answer-once.ts';
import type { OwnDifference, TeammateAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { type CurrentAccount, openAccount } from './open-account.ts';
import { ownSettings } from './read-teammate.ts';
import { mergeChange } from './settings-differences.ts';
import type { NearMeter } from './warn.ts';
import { warnOfLowerCaps } from './warn-of-lower-caps.ts';

/** All that somebody chose for themselves. */
export type TeammateChange = {
  readonly settings: OwnSettings;
  /** The type of each account by its name; one that is not there, or not here, stays as it is. */
  readonly types: Readonly<Record<string, AccountType>>;
  /** What the form showed when it was opened: only what is otherwise is changed. Without it all is. */
  readonly drawn?: Pick<TeammateChange, 'settings' | 'types'>;
  /** A further account; its name is one that `parseAccountName` lets pass. */
  readonly add: { readonly name: string; readonly type: AccountType } | null;
};

/**
 * Changes the caller's own settings, account types and accounts, all of it or nothing: an account that cannot be added is
 * a refusal. Who changes something becomes a teammate.
 */
export async function changeTeammate(
  ledger: Ledger,
  call: Call,
  change: TeammateChange,
): Promise<TeammateAnswer> {
  return answerOnce<TeammateAnswer, OwnSettings>(
    ledger,
    call,
    { verb: 'teammate' },
    {
      accounts: 'all',
      prepare: (tx) => ownSettings(tx, call),
      async decide(opened, before) {
        const { tx, requestId, accounts } = opened;
        const { workspaceId, userId } = call;
        const answer = { kind: 'teammate', requestId, differences: [], refusal: null } as const;
        const refusal = change.add && refusalOf(change.add.name, accounts);
        if (refusal) return { answer: { ...answer, refusal }, writes: [], keep: false };

        const wanted = mergeChange(change.drawn?.settings ?? before, before, change.settings);
        const settings = settingsDifferences(before, wanted);
        const retyped = accounts.flatMap((account) => retypedTo(account, typeIn(change, account.name)));
        const differences = [
          ...retyped.map(({ account, to }): OwnDifference => {
            return { field: 'type', account: account.name, from: account.type, to };
          }),
          ...(change.add
            ? [{ field: 'account', account: change.add.name, to: change.add.type } as const]
            : []),
          ...settings,
        ];
        if (differences.length === 0) return { answer, writes: [] };

        let ordinal = 0;
        const near: { readonly account: string; readonly meters: readonly NearMeter[] }[] = [];
        const append = async ({ frame, facts }: CurrentAccount, more: readonly Entry[]) => {
          const all = [...facts, ...more];
          await appendEntries(tx, frame, all, ordinal);
          ordinal += all.length;
        };
        const changed = settings.map(({ field }) => field);
        const first = await openAccount(opened);
        await append(first, changed.length === 0 ? [] : [settingsFact(call, changed)]);
        for (const { account, to } of retyped) {
          const isFirst = account.id === opened.account.id;
          const current = isFirst ? { ...first, facts: [] } : await openAccount(opened, account);
          await append(current, await retype(opened, current.account, to));
          const meters = await warnOfLowerCaps(opened, { ...current.account, type: to }, account.type);
          if (meters.length > 0) near.push({ account: account.name, meters });
        }
        if (change.add) {
          const { zone, now } = call;
          const added = await addAccount(tx, {
            workspaceId,
            owner: userId,
            name: change.add.name,
            zone,
            now,
          });
          const current = await openAccount(opened, added);
          const fact = factOf(call, { kind: 'account_added' });
          await append(current, [fact, ...(await retype(opened, current.account, change.add.type))]);
        }
        if (changed.length > 0) await saveOwnSettings(tx, { workspaceId, userId }, wanted);
        return { answer: { ...answer, differences, ...(near.length > 0 && { near }) }, writes: [] };
      },
    },
  );
}

function refusalOf(name: string, accounts: readonly Account[]): TeammateAnswer['refusal'] {
  if (accounts.some((account) => account.name === name)) return 'exists';
  return accounts.length >= mostAccounts ? 'too_many' : null;
}

function settingsDifferences(before: OwnSettings, after: OwnSettings): OwnDifference[] {
  return [
    ...(before.notices === after.notices ? [] : [{ field: 'notices', to: after.notices } as const]),
    ...(before.checkIns === after.checkIns ? [] : [{ field: 'checkIns', to: after.checkIns } as const]),
    ...(before.awayUntil === after.awayUntil ? [] : [{ field: 'awayUntil', to: after.awayUntil } as const]),
    ...(before.ranked === after.ranked ? [] : [{ field: 'ranked', to: after.ranked } as const]),
  ];
}

/** Of which type an account shall be; undefined for one whose field was left as it was. */
function typeIn({ types, drawn }: TeammateChange, name: string): AccountType | undefined {
  return types[name] === drawn?.types[name] ? undefined : types[name];
}

function retypedTo(account: Account, to: AccountType | undefined) {
  return to === undefined || to === account.type ? [] : [{ account, to }];
}

async function retype({ tx, call }: Opened, account: Account, to: AccountType): Promise<Entry[]> {
  if (account.type === to) return [];
  await changeAccount(tx, account, { type: to });
  return [factOf(call, { kind: 'account_changed', detail: { from: account.type, to } })];
}

function settingsFact(call: Call, changed: readonly string[]): Entry {
  return factOf(call, { kind: 'settings_changed', detail: { subject: 'teammate', changed } });
}

function factOf({ zone, now }: Call, fact: Pick<Entry, 'kind' | 'detail'>): Entry {
  return { ...fact, happenedAt: now, localDate: localDate(zone, now) };
}
