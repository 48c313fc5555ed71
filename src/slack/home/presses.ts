import { InputError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { accountTypes } from '../../limits/policy.ts';
import type { Call } from '../../services/call.ts';
import { welcome } from '../../services/welcome.ts';
import { subcommands } from '../commands/help.ts';
import { ACTIONS } from '../ids.ts';
import { openBlock } from '../modals/block-form.ts';
import { openCheck } from '../modals/check-form.ts';
import { openCounter } from '../modals/counter-form.ts';
import { lift } from '../modals/lift-form.ts';
import { openPage } from '../modals/page-form.ts';
import type { PressOf } from '../presses.ts';
import type { Reply } from '../request.ts';
import { helpView } from '../views/help.ts';
import { welcomeView } from '../views/welcome.ts';

/** The buttons of Home that point at nothing, by their `action_id`. */
export const homePresses: readonly (readonly [string, PressOf])[] = [
  [ACTIONS.welcome, start],
  [ACTIONS.openBlock, openBlock],
  [ACTIONS.lift, lift],
  [ACTIONS.openPage, openPage],
  [ACTIONS.openCheck, openCheck],
  [ACTIONS.openCounter, openCounter],
  [ACTIONS.help, () => helpView(subcommands)],
];

/** The first-run card: the value is an account type. */
async function start(ledger: Ledger, call: Call, { value }: { readonly value: string }): Promise<Reply> {
  const type = accountTypes.find((one) => one === value);
  if (type === undefined) throw new InputError('This button is out of date. Open Home again.');
  return welcomeView(await welcome(ledger, call, { type }));
}
