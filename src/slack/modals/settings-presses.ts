import { removeTeam } from '../../services/remove-team.ts';
import { retryDeliveries } from '../../services/retry-deliveries.ts';
import { sendTestDigest } from '../../services/send-test-digest.ts';
import { ACTIONS } from '../ids.ts';
import type { PressOf } from '../presses.ts';
import { retriedView } from '../views/retried.ts';
import { teamView, testDigestView } from '../views/settings.ts';
import { openSetUp } from './set-up-form.ts';
import { openRules } from './settings-form.ts';
import { openSettings } from './settings-menu.ts';
import { decodePlace, decodeTeam } from './settings-parts.ts';
import { openTeam } from './team-page.ts';
import { openAddTeam, openPeople } from './team-people.ts';
import { openTimes } from './team-times.ts';

/** The buttons of set-up, settings and teams, by their `action_id`. The value is the number of a team, or where to deliver. */
export const settingsPresses: readonly (readonly [string, PressOf])[] = [
  [ACTIONS.openSettings, openSettings],
  [ACTIONS.openSetUp, openSetUp],
  [ACTIONS.openRules, openRules],
  [ACTIONS.addTeam, openAddTeam],
  [ACTIONS.openTeam, (ledger, call, { value }) => openTeam(ledger, call, value)],
  [ACTIONS.openPeople, (ledger, call, { value }) => openPeople(ledger, call, value)],
  [ACTIONS.openTimes, (ledger, call, { value }) => openTimes(ledger, call, value)],
  [
    ACTIONS.testDigest,
    async (ledger, call, { value }) => testDigestView(await sendTestDigest(ledger, call, decodeTeam(value))),
  ],
  [
    ACTIONS.retryDelivery,
    async (ledger, call, { value }) => retriedView(await retryDeliveries(ledger, call, decodePlace(value))),
  ],
  [
    ACTIONS.removeTeam,
    async (ledger, call, { value }) => teamView(await removeTeam(ledger, call, decodeTeam(value))),
  ],
];
