import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import { openLogForm } from '../modals/log-form.ts';
import type { Answered, Shortcut } from '../request.ts';
import { logMessage } from './log-message.ts';

export type ShortcutRun = { readonly ledger: Ledger; readonly call: Call; readonly shortcut: Shortcut };

/** What each shortcut of the manifest does, by its `callback_id`. */
export const shortcuts: ReadonlyMap<string, (run: ShortcutRun) => Promise<Answered>> = new Map([
  ['log_invites', ({ ledger, call }) => openLogForm(ledger, call)],
  ['log_invites_from_message', logMessage],
]);
