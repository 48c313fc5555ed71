import type { ModalView } from '@slack/types';
import { InputError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import { logPages } from '../../services/log-pages.ts';
import { readQuota } from '../../services/read-quota.ts';
import { mostPages, parsePageName } from '../commands/page.ts';
import type { Answered } from '../request.ts';
import { pageView } from '../views/page.ts';
import type { Form } from './form.ts';
import { numberInput, textInput } from './inputs.ts';
import { smallModal } from './small-modal.ts';
import { accountInput, chosenAccount } from './which-account.ts';

const callbackId = 'page';
const [count, page] = ['count', 'page'];

/** PageInvites that were sent today. */
export function pageModal(accounts: readonly string[]): ModalView {
  return smallModal({
    callbackId,
    title: 'Log PageInvites',
    submit: 'Log PageInvites',
    intro: 'PageInvites ask people to follow a company page. They have a monthly limit of their own.',
    inputs: [
      numberInput({
        id: count,
        label: 'PageInvites sent',
        hint: `From 1 to ${mostPages} at a time.`,
        min: 1,
        max: mostPages,
        value: 1,
      }),
      textInput({
        id: page,
        label: 'Company page',
        hint: 'Its name or its LinkedIn address.',
        optional: true,
      }),
      ...accountInput(accounts),
    ],
  });
}

export async function openPage(ledger: Ledger, call: Call): Promise<Answered> {
  const quotas = await readQuota(ledger, call);
  return { kind: 'open', view: pageModal(quotas.map(({ accountName }) => accountName)) };
}

export const pageForm: Form = {
  callbackId,
  async submit({ ledger, call, form: { state } }) {
    const quantity = /^\d{1,3}$/.test(String(state[count])) ? Number(state[count]) : 0;
    const name = pageNameOf(state[page]);
    const errors = {
      ...((quantity < 1 || quantity > mostPages) && {
        [count]: `Enter a whole number from 1 to ${mostPages}.`,
      }),
      ...(name === undefined && {
        [page]: 'Write a name with letters or digits, 200 characters at most, like Acme.',
      }),
    };
    if (name === undefined || Object.keys(errors).length > 0) return { kind: 'errors', errors };
    return pageView(await logPages(ledger, { ...call, as: chosenAccount(state) }, { quantity, page: name }));
  },
};

/** Null without one; undefined for what cannot be a name. */
function pageNameOf(typed: unknown): string | null | undefined {
  if (typeof typed !== 'string' || typed.trim() === '') return null;
  try {
    return parsePageName(typed);
  } catch (thrown) {
    if (thrown instanceof InputError) return undefined;
    throw thrown;
  }
}
