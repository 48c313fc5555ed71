import type { HomeView, KnownBlock } from '@slack/types';
import type { Home } from '../../services/read-home.ts';
import { ACTIONS } from '../ids.ts';
import { sayMrkdwn } from '../views/say.ts';
import { header, homeButton, row } from './button.ts';
import { cards } from './cards.ts';
import { lastEntries } from './last.ts';
import { refusals } from './refusals.ts';
import { standing } from './standing.ts';
import { boardTop, teamNow } from './team.ts';

/** Home as one person sees it: what they need first. Complete without table and chart blocks. */
export function homeView(home: Home): HomeView {
  const isBlocked = home.quotas.some(({ restriction }) => restriction !== null);
  return {
    type: 'home',
    blocks: [
      ...cards(home),
      header('Your room on LinkedIn'),
      ...standing(home),
      ...row([
        homeButton(ACTIONS.openLog, 'Log Invites', 'primary'),
        homeButton(ACTIONS.openPending, 'Record Outcomes'),
        ...(isBlocked ? [homeButton(ACTIONS.lift, 'End Block')] : []),
      ]),
      ...refusals(home),
      ...lastEntries(home),
      ...everythingElse(),
      ...managing(home),
      asOf(home),
    ],
  };
}

function everythingElse(): KnownBlock[] {
  return [
    header('More to do'),
    ...row([
      homeButton(ACTIONS.openPage, 'Log PageInvites'),
      homeButton(ACTIONS.openCheck, 'Check People'),
      homeButton(ACTIONS.openCounter, 'Set LinkedIn’s Counter'),
      homeButton(ACTIONS.openBlock, 'Report a Block'),
    ]),
    ...row([
      homeButton(ACTIONS.openMySettings, 'Change My Settings'),
      homeButton(ACTIONS.openBoard, 'Show Leaderboard'),
      homeButton(ACTIONS.export, 'Export Entries'),
      homeButton(ACTIONS.help, 'Show Commands'),
    ]),
  ];
}

/** What only managers see: the team now, the board's top, and the way to the settings; of an admin the last alone. */
function managing(home: Home): KnownBlock[] {
  const { team, board, role } = home;
  if (team === null)
    return role.isAdmin
      ? [{ type: 'divider' }, ...row([homeButton(ACTIONS.openSettings, 'Name Managers')])]
      : [];
  return [
    { type: 'divider' },
    ...teamNow({ ...home, team }),
    ...(board === null ? [] : boardTop({ ...home, board })),
    ...row([homeButton(ACTIONS.openSettings, 'Change Team Settings')]),
  ];
}

/** A window rolls on while nobody looks. */
function asOf({ now, zone, isZoneUnsure, welcomed }: Home): KnownBlock {
  // The first-run card says it too.
  const unsure =
    isZoneUnsure && welcomed
      ? ` Slack does not tell your time zone just now: days begin at midnight in ${zone}.`
      : '';
  const line = `As of ${sayMrkdwn(zone).when(now)}. It is brought up to date when you record something, and when you open it again.${unsure}`;
  return { type: 'context', elements: [{ type: 'mrkdwn', text: line }] };
}
