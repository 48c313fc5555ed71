import type { GuideStep } from '../simulator/simulator.ts';
import { ACTIONS } from '../slack/ids.ts';
import type { Form } from '../slack/modals/form.ts';
import { logForm } from '../slack/modals/log-form.ts';
import { pendingForm } from '../slack/modals/pending-form.ts';
import { policyForm } from '../slack/modals/policy-form.ts';
import { setUpForm } from '../slack/modals/set-up-form.ts';

/** What moves the demo's clock to the next digest. */
export const nextDigestName = 'Next digest';

/** The guided start: what the bot does now, in the order of a first day. A step is done when the bot answered so. */
export const guide: readonly GuideStep[] = [
  typed('log', 'Log an invite', 'log @jane-doe', /^Logged /),
  typed('repeat', 'Log the same person again', 'log @jane-doe', /^Not logged: you invited /),
  {
    id: 'anyway',
    name: 'Press Log Anyway, since it was sent',
    isDone: ({ what, name, answer }) =>
      what === 'press' && name.startsWith(ACTIONS.logAnyway) && /^Logged .* anyway/s.test(answer),
  },
  typed('accepted', 'Say that she accepted', 'accepted @jane-doe', /./),
  typed('quota', 'See how much room is left', 'quota', /./),
  typed('check', 'Ask before you send', 'check @sam-lee', /./),
  typed('undo', 'Undo what you recorded last', 'undo', /./),
  typed('restricted', 'Say that LinkedIn restricted you', 'restricted', /./),
  typed('lifted', 'Say that the restriction is over', 'lifted', /./),
  {
    id: 'home',
    name: 'Open Home: Headroom, under Apps',
    isDone: ({ what, name }) => what === 'call' && name === 'views.publish',
  },
  submitted('form', 'In Home: Log Invites', logForm),
  submitted('pending', 'In Home: Record Outcomes', pendingForm),
  {
    id: 'shortcut',
    name: 'Press the flash: Log invites',
    isDone: ({ what }) => what === 'shortcut',
  },
  submitted('set-up', 'As Alex, in Home: Set Up Headroom, with a channel', setUpForm),
  submitted('limits', 'As Alex, in Home: change the limits', policyForm),
  {
    id: 'digest',
    name: `In the clock, at the top: ${nextDigestName}. The team’s channel gets it, or one line on a quiet day`,
    isDone: ({ what, name, text }) =>
      what === 'call' &&
      name === 'chat.postMessage' &&
      /(?: · \w+day \d|: nothing was logged )/.test(text.split('\n')[0] ?? ''),
  },
  typed('leaderboard', 'See who is ahead', 'leaderboard', /./),
];

/** Done by a form that came to a result. */
function submitted(id: string, name: string, { callbackId }: Form): GuideStep {
  return {
    id,
    name,
    isDone: (happened) =>
      happened.what === 'submit' && happened.name === callbackId && happened.answer === 'update',
  };
}

/** Done by any line with that subcommand whose answer fits, whoever and whatever else stands in it. */
function typed(id: string, name: string, text: string, fits: RegExp): GuideStep {
  const [subcommand = ''] = text.split(' ');
  return {
    id,
    name,
    line: `/invites ${text}`,
    isDone: (happened) =>
      happened.what === 'command' &&
      happened.text.trim().split(/\s+/)[0]?.toLowerCase() === subcommand &&
      fits.test(happened.answer),
  };
}
