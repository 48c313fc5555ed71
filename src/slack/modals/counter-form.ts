import type { ModalView } from '@slack/types';
import type { Ledger } from '../../ledger/connect.ts';
import type { CounterAnswer } from '../../services/answers.ts';
import type { Call } from '../../services/call.ts';
import { readQuota } from '../../services/read-quota.ts';
import { setCounter } from '../../services/set-counter.ts';
import type { Answered } from '../request.ts';
import { counterView } from '../views/counter.ts';
import { accountTypeNames } from '../views/meters.ts';
import { formatCount } from '../views/say.ts';
import type { Form } from './form.ts';
import { numberInput } from './inputs.ts';
import { smallModal } from './small-modal.ts';
import { accountInput, chosenAccount } from './which-account.ts';

const callbackId = 'counter';
const left = 'left';

/** What LinkedIn itself shows as left this month. */
export function counterModal(accounts: readonly string[]): ModalView {
  return smallModal({
    callbackId,
    title: 'Set LinkedIn’s Counter',
    submit: 'Set Counter',
    intro:
      'Does LinkedIn show how many invitations you have left this month? Then your month is made to agree with it.',
    inputs: [
      numberInput({
        id: left,
        label: 'Invitations left this month',
        hint: 'As LinkedIn shows it, in digits: 2750.',
        min: 0,
        max: 999_999_999,
      }),
      ...accountInput(accounts),
    ],
  });
}

export async function openCounter(ledger: Ledger, call: Call): Promise<Answered> {
  const quotas = await readQuota(ledger, call);
  return { kind: 'open', view: counterModal(quotas.map(({ accountName }) => accountName)) };
}

export const counterForm: Form = {
  callbackId,
  async submit({ ledger, call, form: { state } }) {
    const typed = state[left];
    if (typeof typed !== 'string' || !/^\d{1,9}$/.test(typed)) {
      return { kind: 'errors', errors: { [left]: 'Enter a whole number in digits, like 2750.' } };
    }
    const as = chosenAccount(state);
    const answer = await setCounter(ledger, { ...call, as }, { left: Number(typed) });
    return answer.result.kind === 'above_cap' ? aboveCap(answer, answer.result) : counterView(answer);
  },
};

/** More than the account may have: the number is mistyped, or the account is of another type. */
function aboveCap(
  { standing }: CounterAnswer,
  { cap, fitting }: Extract<CounterAnswer['result'], { readonly kind: 'above_cap' }>,
): Answered {
  const most = `${accountTypeNames[standing.accountType]} has ${formatCount(cap)} a month at most.`;
  const other =
    fitting === null
      ? 'Look at the number again.'
      : `Is your account ${accountTypeNames[fitting]}? Change its type first.`;
  return { kind: 'errors', errors: { [left]: `${most} ${other}` } };
}
