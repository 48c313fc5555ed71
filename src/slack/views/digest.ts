import type { Digest } from '../../services/read-digest.ts';
import { CAPS } from '../caps.ts';
import { header } from '../home/button.ts';
import { ACTIONS } from '../ids.ts';
import type { Reply } from '../request.ts';
import { button } from './buttons.ts';
import { compose, type Part } from './compose.ts';
import { dayLines, shownDays, trendLine, weekBlocks } from './digest-week.ts';
import {
  digestLines,
  digestTitle,
  isNobody,
  type Names,
  reasonLines,
  roomLine,
  sinceWords,
} from './digest-words.ts';
import { headerText, memberName } from './member-name.ts';
import { escapeText, type Say } from './say.ts';

/**
 * A team's digest: eight lines, in the first one of a week besides a chart, a table and the reasons. `names` says what
 * Slack calls people: a mention would notify them every day.
 */
export function digestView(digest: Digest, names: Names, tail: readonly Part[] = []): Reply {
  const { zone } = digest.settings;
  const days = shownDays(digest);
  const top = (say: Say): Part => ({ kind: 'lines', lines: digestLines(digest, names, say) });
  const week = (say: Say): string[] => [
    ...(days.length === 0 ? [] : [trendLine(days, say)]),
    ...reasonLines(digest, say),
  ];
  const { text } = compose(zone, (say) => [
    { kind: 'lines', lines: [escapeText(digestTitle(digest))] },
    top(say),
    { kind: 'lines', lines: [...week(say), ...dayLines(days)] },
    ...tail,
  ]);
  const shown = compose(zone, (say) => [top(say), { kind: 'lines', lines: week(say) }]).blocks;
  return {
    text,
    blocks: [
      header(headerText(digestTitle(digest), CAPS.headerText)),
      ...shown,
      ...weekBlocks(days),
      ...compose(zone, () => [...tail, everyone(digest)]).blocks,
    ],
  };
}

/** As it stands in the channel; `by` posted it by hand. */
export function postedDigestView(digest: Digest, names: Names, by?: string): Reply {
  if (by === undefined) return digestView(digest, names);
  const who = compose('UTC', (say) => [{ kind: 'lines', lines: [memberName(by, names, say)] }]).text;
  return digestView(digest, names, [{ kind: 'context', line: `Posted by ${who}.` }]);
}

/** Where nothing happened since the digest before, and a line is wanted all the same. */
export function quietDigestView(digest: Digest, names: Names): Reply {
  const { zone, name } = digest.settings;
  return compose(zone, (say) => [
    {
      kind: 'lines',
      lines: [
        `${say.strong(escapeText(name))}: nothing was logged ${lowered(sinceWords(digest, say))}. ${isNobody(digest) ? 'Nobody is in this team yet.' : `${roomLine(digest, names, say)}.`}`,
      ],
    },
    everyone(digest),
  ]);
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** The full list; there is none of nobody. */
function everyone(digest: Digest): Part {
  const all = button(ACTIONS.openDigest, 'Show Everyone', String(digest.team));
  return { kind: 'buttons', buttons: isNobody(digest) ? [] : [all] };
}
