import { escapeText, type Say } from './say.ts';

const mostCharacters = 24;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u;
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * How a message in a channel names a member every day without a notification to them: by what Slack calls them, in short.
 * Only where Slack does not tell that, by their id.
 */
export function memberName(userId: string, names: ReadonlyMap<string, string>, say: Say): string {
  const name = names.get(userId)?.replace(/\s+/gu, ' ').trim();
  if (!name) return say.member(userId);
  const short = inShort(name);
  // Isolated, so that the numbers behind it stay behind it.
  const shown = rightToLeft.test(short) ? `\u2068${short}\u2069` : short;
  return say.person({ key: 'name:', name: shown });
}

function inShort(name: string): string {
  const all = [...characters.segment(name.slice(0, 400))].map(({ segment }) => segment);
  return all.length <= mostCharacters ? all.join('') : `${all.slice(0, mostCharacters - 1).join('')}…`;
}

/** A text as a header shows it: escaped, and no longer than Slack takes. */
export function headerText(text: string, most: number): string {
  const whole = escapeText(text);
  if (whole.length <= most) return whole;
  let short = '';
  for (const { segment } of characters.segment(text)) {
    const longer = short + escapeText(segment);
    if (longer.length >= most) break;
    short = longer;
  }
  return `${short}…`;
}
