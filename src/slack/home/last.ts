import type { KnownBlock } from '@slack/types';
import type { Home, LastRequest } from '../../services/read-home.ts';
import { ACTIONS, encodeRequestPart } from '../ids.ts';
import { button } from '../views/buttons.ts';
import { factSentence } from '../views/facts.ts';
import { capitalised, formatCount, type Say, sayMrkdwn, sayPlain } from '../views/say.ts';
import { header, spokenLabel } from './button.ts';

/** What was recorded last and still stands, each with *Undo* for who entered it. */
export function lastEntries({ last, reader, zone }: Home): KnownBlock[] {
  if (last.length === 0) return [];
  return [
    header('Last entries'),
    ...last.map((request, index): KnownBlock => {
      const text = `${sayMrkdwn(zone).when(request.happenedAt)}: ${sentence(request, reader, sayMrkdwn(zone))}`;
      const section = { type: 'section', text: { type: 'mrkdwn', text } } as const;
      if (request.actor !== reader) return section;
      const value = encodeRequestPart({ requestId: request.requestId, ordinal: 1 });
      const label = `Undo: ${sentence(request, reader, sayAloud(zone))}`;
      return {
        ...section,
        accessory: {
          ...button(`${ACTIONS.undo}:${index}`, 'Undo', value),
          accessibility_label: spokenLabel(label),
        },
      };
    }),
    {
      type: 'context',
      elements: [
        {
          type: 'mrkdwn',
          text: `Undo takes back the whole entry. Older ones: ${sayMrkdwn(zone).code('/invites history')}`,
        },
      ],
    },
  ];
}

/** For a screen reader, to whom Slack does not say who a mentioned member is. */
function sayAloud(zone: string): Say {
  return { ...sayPlain(zone), member: () => 'a teammate' };
}

function sentence(request: LastRequest, reader: string, say: Say): string {
  const fact = capitalised(factSentence(request, reader, say));
  const others = request.others > 0 ? ` and ${formatCount(request.others)} more` : '';
  const by =
    request.actor === reader || request.actor === request.owner
      ? ''
      : `, entered by ${say.member(request.actor)}`;
  return `${fact}${others}${by}.`;
}
