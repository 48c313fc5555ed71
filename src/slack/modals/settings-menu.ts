import type { Ledger } from '../../ledger/connect.ts';
import type { Call } from '../../services/call.ts';
import { readManagedSettings } from '../../services/read-settings.ts';
import { managesSome } from '../../services/role.ts';
import type { Answered } from '../request.ts';
import { openMySettings } from './personal-form.ts';
import { settingsMenu } from './settings-view.ts';

/** What the caller can change: managers and admins choose from a menu, the others have their own settings. */
export async function openSettings(ledger: Ledger, call: Call): Promise<Answered> {
  const settings = await readManagedSettings(ledger, call);
  const { role, canSetUp } = settings;
  if (!managesSome(role) && !role.isAdmin && !canSetUp) return openMySettings(ledger, call);
  return { kind: 'open', view: settingsMenu(settings, call.zone) };
}
