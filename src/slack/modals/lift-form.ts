import type { ModalView } from '@slack/types';
import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import { liftRestriction } from '../../services/lift-restriction.ts';
import { readQuota } from '../../services/read-quota.ts';
import type { Answered } from '../request.ts';
import { liftedView } from '../views/restricted.ts';
import type { Form } from './form.ts';
import { smallModal } from './small-modal.ts';
import { accountInput, chosenAccount } from './which-account.ts';

const callbackId = 'lift';

/** Which of several blocked accounts LinkedIn no longer blocks. */
export function liftModal(accounts: readonly string[]): ModalView {
  return smallModal({
    callbackId,
    title: 'End a Block',
    submit: 'End Block',
    intro: 'LinkedIn has blocked more than one of your accounts. Which one can send again?',
    inputs: accountInput(accounts),
  });
}

/** *End Block*: ends the block at once where only one account can be meant. */
export async function lift(ledger: Ledger, call: Call): Promise<Answered> {
  const quotas = await readQuota(ledger, call);
  const blocked = quotas.filter(({ restriction }) => restriction !== null);
  const names = blocked.map(({ accountName }) => accountName);
  if (names.length > 1) return { kind: 'open', view: liftModal(names) };
  return liftedView(await liftRestriction(ledger, { ...call, as: names[0] ?? '' }));
}

export const liftForm: Form = {
  callbackId,
  async submit({ ledger, call, form }) {
    return liftedView(await liftRestriction(ledger, { ...call, as: chosenAccount(form.state) }));
  },
};
