import type { AccountType } from '../../limits/policy.ts';
import { typedAccountName } from '../../services/account-name.ts';
import type { AccountAddedAnswer, AccountAnswer } from '../../services/answers.ts';
import type { Quota } from '../../services/read-quota.ts';
import { ACTIONS } from '../ids.ts';
import type { Reply } from '../request.ts';
import { button, undoButton } from './buttons.ts';
import { compose, type Part } from './compose.ts';
import { accountTypeNames, meterLabel, meterSentence, meterWarning } from './meters.ts';

/** How each type is typed. */
const typed: Readonly<Record<AccountType, string>> = {
  free: 'free',
  business_plus: 'business-plus',
  sales_navigator: 'sales-navigator',
};

/** `First account`, `founder`: what tells an account from the owner's others. */
export function accountLabel(name: string): string {
  return name === '' ? 'First account' : name;
}

/** ` as founder`, at the end of a command that is about an account. */
export function asWords(name: string): string {
  return name === '' ? '' : ` as ${typedAccountName(name)}`;
}

/** The command that says an account is of another type. */
export function typeCommand(type: AccountType, accountName: string): string {
  return `/invites account ${typed[type]}${asWords(accountName)}`;
}

/** The caller's accounts, each with its type and what that allows. */
export function accountView(quotas: readonly [Quota, ...Quota[]]): Reply {
  const [first] = quotas;
  const isNamed = quotas.length > 1 || first.accountName !== '';
  return compose(first.zone, (say) => [
    ...quotas.map(({ accountName, accountType, meters }): Part => {
      const type = say.strong(accountTypeNames[accountType]);
      const limits = meters.filter((meter) => meter.limit.effect === 'block').map(meterSentence);
      const title = isNamed ? accountLabel(accountName) : 'LinkedIn account';
      return { kind: 'lines', lines: [`${title}: ${type}`, ...limits] };
    }),
    {
      kind: 'context',
      line: `Another type? ${Object.keys(accountTypeNames)
        .filter(isAccountType)
        .map((type) => say.code(typeCommand(type, quotas.length > 1 ? '' : first.accountName)))
        .join(', ')}. A second account? ${say.code('/invites account add founder')}`,
    },
    { kind: 'buttons', buttons: [button(ACTIONS.openMySettings, 'Change My Settings', 'open')] },
  ]);
}

function isAccountType(name: string): name is AccountType {
  return name in accountTypeNames;
}

/** What a change of the type changed. */
export function accountChangedView({ requestId, from, near = [], standing }: AccountAnswer): Reply {
  const to = accountTypeNames[standing.accountType];
  const limits = standing.meters.filter((meter) => meter.limit.effect === 'block').map(meterLabel);
  const account = `Your LinkedIn account${standing.accountName === '' ? '' : ` ${standing.accountName}`}`;
  return compose(standing.zone, (say) => [
    {
      kind: 'lines',
      lines: [
        from === standing.accountType
          ? `${account} was ${say.strong(to)} already.`
          : `${account} is ${say.strong(to)} from now on (it was ${accountTypeNames[from]}). What was counted stays counted.`,
        limits.join(' · '),
        ...near.map((meter) => meterWarning(meter, say)),
      ],
    },
    ...(from === standing.accountType ? [] : [undoButton(requestId)]),
  ]);
}

/** How a further account is used, whether it is new or not. */
export function accountAddedView({ requestId, result, name, accountType, zone }: AccountAddedAnswer): Reply {
  return compose(zone, (say) => {
    if (result === 'too_many') {
      const sentence = 'Not added: you have as many accounts here as there can be. See them with';
      return [{ kind: 'lines', lines: [`${sentence} ${say.code('/invites account')}`] }];
    }
    const account = `${say.strong(name)} (${accountTypeNames[accountType]})`;
    const use = `Name it in a command: ${say.code(`/invites log @jane-doe${asWords(name)}`)}`;
    const lines =
      result === 'exists'
        ? [`You have an account called ${account} already. Nothing was recorded.`, use]
        : [
            `Added your LinkedIn account ${account}.`,
            use,
            `Another type? ${say.code(typeCommand('sales_navigator', name))}`,
          ];
    return [{ kind: 'lines', lines }, ...(result === 'added' ? [undoButton(requestId)] : [])];
  });
}
