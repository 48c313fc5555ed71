import type { KnownBlock } from '@slack/types';
import { accountTypes } from '../../limits/policy.ts';
import type { Home } from '../../services/read-home.ts';
import { ACTIONS } from '../ids.ts';
import { compose } from '../views/compose.ts';
import { accountTypeNames } from '../views/meters.ts';
import { header, homeButton, row } from './button.ts';

/** What stands at the top until it is answered: how to begin, and for who can, how to set up the workspace. */
export function cards(home: Home): KnownBlock[] {
  return [...(home.welcomed ? [] : firstRun(home)), ...(home.canSetUp ? setUp(home) : [])];
}

function firstRun({ zone, isZoneUnsure, quotas: [first] }: Home): KnownBlock[] {
  const { blocks } = compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [
        'Log the LinkedIn invitations you send, and what comes of them. Headroom tells you, before LinkedIn does, how much room is left.',
        'It never works on LinkedIn for you: it sends nothing, reads no profile and needs no password.',
        isZoneUnsure
          ? `Slack does not tell your time zone just now: your days begin at midnight in ${say.strong(zone)} until it does.`
          : `Your days begin at midnight in ${say.strong(zone)}, as Slack says. Somewhere else? Change the time zone in Slack’s settings.`,
        `Which LinkedIn account do you have? It decides your limits, and you can change it later.${first.accountType === 'free' ? '' : ` Recorded now: ${accountTypeNames[first.accountType]}.`}`,
      ],
    },
  ]);
  const buttons = accountTypes.map((type) => ({
    ...homeButton(`${ACTIONS.welcome}:${type}`, `Start With ${accountTypeNames[type]}`),
    value: type,
  }));
  return [header('Welcome to Headroom'), ...blocks, ...row(buttons), { type: 'divider' }];
}

function setUp({ zone }: Home): KnownBlock[] {
  const { blocks } = compose(zone, () => [
    {
      kind: 'lines',
      lines: [
        'Nobody has set up Headroom for this workspace yet. It asks four things: who manages, which channel gets the posts, who takes part, and how many invitations a week are wise.',
      ],
    },
  ]);
  return [
    header('Set up Headroom'),
    ...blocks,
    ...row([homeButton(ACTIONS.openSetUp, 'Set Up Headroom')]),
    { type: 'divider' },
  ];
}
