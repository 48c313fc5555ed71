import type { ModalView } from '@slack/types';
import { InputError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import { readQuota } from '../../services/read-quota.ts';
import { restrictAccount } from '../../services/restrict-account.ts';
import { parseUntil } from '../commands/when.ts';
import type { Answered } from '../request.ts';
import { restrictedView, whoHearsOfABlock } from '../views/restricted.ts';
import type { Form } from './form.ts';
import { dateInput } from './inputs.ts';
import { smallModal } from './small-modal.ts';
import { accountInput, chosenAccount } from './which-account.ts';

const callbackId = 'block';
const until = 'until';

/** That LinkedIn has blocked an account, and until when. */
export function blockModal(accounts: readonly string[]): ModalView {
  return smallModal({
    callbackId,
    title: 'Report a Block',
    submit: 'Report Block',
    intro: `LinkedIn stopped you from sending? Until it is over, logs and checks for the account are refused, PageInvites too. ${whoHearsOfABlock}`,
    inputs: [
      ...accountInput(accounts),
      dateInput({
        id: until,
        label: 'Last day of the block',
        hint: 'From today to 365 days ahead. Leave it empty if LinkedIn does not say.',
        optional: true,
      }),
    ],
  });
}

export async function openBlock(ledger: Ledger, call: Call): Promise<Answered> {
  const quotas = await readQuota(ledger, call);
  return { kind: 'open', view: blockModal(quotas.map(({ accountName }) => accountName)) };
}

export const blockForm: Form = {
  callbackId,
  async submit({ ledger, call, form: { state } }) {
    const day = state[until];
    const ends = typeof day === 'string' ? endOf(day, call) : null;
    if (ends === undefined)
      return { kind: 'errors', errors: { [until]: 'Choose a day from today to 365 days ahead.' } };
    const as = chosenAccount(state);
    return restrictedView(await restrictAccount(ledger, { ...call, as }, { until: ends }));
  },
};

/** When the day is over in the account's zone; undefined for one that cannot be meant. */
function endOf(day: string, call: Call): number | undefined {
  try {
    return parseUntil(day, call).endsAt;
  } catch (thrown) {
    if (thrown instanceof InputError) return undefined;
    throw thrown;
  }
}
