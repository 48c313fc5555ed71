import type { InputBlock } from '@slack/types';
import type { FormState } from '../request.ts';
import { accountLabel } from '../views/account.ts';
import { selectInput } from './inputs.ts';

const fieldId = 'account';
/** No account can be called so (`parseAccountName`). */
const firstAccount = 'first account';

/** Which of the LinkedIn accounts; nothing where there is only one. An empty name is the first one's. */
export function accountInput(
  names: readonly string[],
  label = 'LinkedIn account',
  { chosen = '', tells = false }: { readonly chosen?: string; readonly tells?: boolean } = {},
): InputBlock[] {
  if (names.length < 2) return [];
  const choices = names.map((name) => ({
    value: name === '' ? firstAccount : name,
    text: accountLabel(name),
  }));
  const value = chosen === '' ? firstAccount : chosen;
  return [selectInput({ id: fieldId, label, choices, value, tells })];
}

/** The name of the account that was chosen; the first one's without a choice. */
export function chosenAccount(state: FormState): string {
  const chosen = state[fieldId];
  return typeof chosen === 'string' && chosen !== firstAccount ? chosen : '';
}
