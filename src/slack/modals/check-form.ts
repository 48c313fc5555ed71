import type { ModalView } from '@slack/types';
import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import { checkPeople } from '../../services/check-people.ts';
import { readQuota } from '../../services/read-quota.ts';
import type { Answered } from '../request.ts';
import { checkView } from '../views/check.ts';
import type { Form } from './form.ts';
import { textInput } from './inputs.ts';
import { readPeople } from './log-people.ts';
import { smallModal } from './small-modal.ts';
import { accountInput, chosenAccount } from './which-account.ts';

const callbackId = 'check';
const people = 'people';

/** Whether people could be invited now. */
export function checkModal(accounts: readonly string[]): ModalView {
  return smallModal({
    callbackId,
    title: 'Check People',
    submit: 'Check People',
    intro: 'May you invite them now? Nothing is recorded.',
    inputs: [
      textInput({
        id: people,
        label: 'People',
        hint: 'One a line, 100 at most: a LinkedIn address, with a name after it if you like, or a name.',
        placeholder: 'https://www.linkedin.com/in/jane-doe',
        multiline: true,
      }),
      ...accountInput(accounts),
    ],
  });
}

export async function openCheck(ledger: Ledger, call: Call): Promise<Answered> {
  const quotas = await readQuota(ledger, call);
  return { kind: 'open', view: checkModal(quotas.map(({ accountName }) => accountName)) };
}

export const checkForm: Form = {
  callbackId,
  async submit({ ledger, call, form: { state } }) {
    const typed = state[people];
    const read = readPeople(typeof typed === 'string' ? typed : '');
    if (!read.ok) return { kind: 'errors', errors: { [people]: read.problem } };
    return checkView(await checkPeople(ledger, { ...call, as: chosenAccount(state) }, read));
  },
};
