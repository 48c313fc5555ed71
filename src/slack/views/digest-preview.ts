import type { Button } from '@slack/types';
import type { DigestPostedAnswer } from '../../services/answers.ts';
import type { DigestPreview, NamedTeam } from '../../services/post-digest.ts';
import { isQuiet } from '../../services/read-digest.ts';
import { CAPS } from '../caps.ts';
import { ACTIONS } from '../ids.ts';
import type { Reply } from '../request.ts';
import { button } from './buttons.ts';
import { labelled } from './choice.ts';
import { compose, type Part } from './compose.ts';
import { digestView } from './digest.ts';
import { escapeText, type Say } from './say.ts';
import { rhythmNames } from './settings-words.ts';

/** A digest that only a manager sees yet. Mentions in it notify nobody. */
export function digestPreviewView(preview: DigestPreview): Reply {
  const { digest, today } = preview;
  const { channel, zone } = digest.settings;
  const isPosted = today?.state === 'posted' || today?.state === 'dead';
  const { text } = compose(zone, (say) => [note(preview, say)]);
  const shown = digestView(digest, new Map());
  const buttons =
    channel === null ? [channelButton(digest.team)] : isPosted ? [] : [postButton(digest.team, channel)];
  const tail = compose(zone, (say) => [note(preview, say), { kind: 'buttons', buttons }]).blocks;
  return { text: `${text}\n${shown.text}`, blocks: [...shown.blocks, ...tail] };
}

function note({ digest, today, nextAt }: DigestPreview, say: Say): Part {
  const { channel, digestAt, digestEvery, zone } = digest.settings;
  const alone = 'Only you see this.';
  if (channel === null)
    return {
      kind: 'context',
      line: `${alone} It is posted nowhere: this team has no channel. Choose one with the button below.`,
    };
  const next =
    nextAt === null
      ? `It comes to <#${channel}> ${rhythmNames[digestEvery]} at ${digestAt} (${zone}).`
      : `The next one comes to <#${channel}> ${say.when(nextAt)}.`;
  return { kind: 'context', line: [alone, ...todayLines(digest, today, say), next].join(' ') };
}

function todayLines(digest: DigestPreview['digest'], today: DigestPreview['today'], say: Say): string[] {
  switch (today?.state) {
    case 'posted':
      return [`Today’s was posted ${say.when(today.claimedAt)} ${byWhom(today.postedBy, say)}.`];
    case 'dead':
      return [`Today’s could not be delivered: see why in ${say.code('/invites settings')}.`];
    case 'quiet':
      return [
        `Nothing had been logged when today’s was due, ${say.when(today.claimedAt)}, so none was posted.`,
      ];
    case 'late':
      return ['Today’s could not be delivered in time.'];
    case 'missed':
      return ['The bot was not there when today’s was due, so none was posted.'];
    default:
      return isQuiet(digest) && digest.settings.quietDays === 'nothing'
        ? ['Nothing was logged since the one before: as long as that is so, none comes by itself.']
        : [];
  }
}

/** What *Post Digest* came to. */
export function digestPostedView(answer: DigestPostedAnswer): Reply {
  const { team, name, zone, channel, result, at, by } = answer;
  return compose(zone, (say) => {
    const whose = say.strong(escapeText(name));
    const lines = {
      posted: `The digest of ${whose} comes to <#${channel}> in a moment. It is today’s: no other one comes today.`,
      already: `Not posted again: today’s digest of ${whose} was posted ${say.when(at)} ${byWhom(by, say)}.`,
      undelivered: `Not posted: today’s digest of ${whose} could not be delivered ${say.when(at)}. See why in ${say.code('/invites settings')}.`,
      no_channel: `Not posted: ${whose} has no channel. Choose one with the button below.`,
    } as const;
    return [
      { kind: 'lines', lines: [lines[result]] },
      { kind: 'buttons', buttons: result === 'no_channel' ? [channelButton(team)] : [] },
    ];
  });
}

/** Which team, where somebody manages several; `word` is what was typed: `/invites digest post`. */
export function digestTeamsView(teams: readonly NamedTeam[], word = ''): Reply {
  const typed = ['/invites digest', ...(word === '' ? [] : [word])].join(' ');
  const buttons = teams.map(({ team, name }) =>
    button(
      `${ACTIONS.previewDigest}:${team}`,
      labelled({ key: 'name:', name }, false, CAPS.buttonText),
      String(team),
    ),
  );
  const rows = Array.from({ length: Math.ceil(buttons.length / CAPS.actionsElements) }, (_, row) =>
    buttons.slice(row * CAPS.actionsElements, (row + 1) * CAPS.actionsElements),
  );
  return compose('UTC', (say) => [
    {
      kind: 'lines',
      lines: [
        `The digest of which team? Press its name, or type it: ${say.code(`${typed} team "${teams[0]?.name ?? ''}"`)}.`,
        `The teams: ${teams.map(({ name }) => escapeText(name)).join(', ')}.`,
      ],
    },
    ...rows.map((row): Part => ({ kind: 'buttons', buttons: row })),
  ]);
}

function postButton(team: number, channel: string): Button {
  return {
    ...button(ACTIONS.postDigest, 'Post Digest', String(team)),
    style: 'primary',
    confirm: {
      title: { type: 'plain_text', text: 'Post the digest now?' },
      text: {
        type: 'mrkdwn',
        text: `It will be posted in <#${channel}>, and no other one comes today.`,
      },
      confirm: { type: 'plain_text', text: 'Post Digest' },
      deny: { type: 'plain_text', text: 'Cancel' },
    },
  };
}

function channelButton(team: number): Button {
  return button(ACTIONS.openPeople, 'Choose Channel', String(team));
}

function byWhom(by: string | null, say: Say): string {
  return by === null ? 'automatically' : `by ${say.member(by)}`;
}
