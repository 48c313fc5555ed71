import { labelOf, type PersonRef, profileUrl } from '../../linkedin/person.ts';

/**
 * How facts are put into characters. Every view is written once and said twice: in mrkdwn for the blocks, in plain text
 * for notifications, screen readers and logs.
 */
export type Say = {
  readonly strong: (text: string) => string;
  readonly code: (text: string) => string;
  /** An instant: in Slack each reader's own zone, in plain text the account's. */
  readonly when: (at: number) => string;
  readonly person: (person: PersonRef) => string;
  /** A Slack member by id: Slack shows the name. */
  readonly member: (id: string) => string;
  readonly warning: string;
};

const mostOfAName = 80;
/** An address of other letters than Latin is six times as long when it is encoded: a hundred of them would not fit. */
const longestLink = 300;

/** The one place where text that others typed is made harmless: Slack's control characters are escaped. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function sayMrkdwn(zone: string): Say {
  return {
    strong: (text) => `*${text}*`,
    code: (text) => `\`${escapeText(text)}\``,
    when: (at) => `<!date^${Math.floor(at / 1000)}^{date_short_pretty} at {time}|${formatInstant(at, zone)}>`,
    person: (person) => {
      if (person.key.startsWith('slack:'))
        return `<@${person.key.slice('slack:'.length)}> (a colleague in this Slack)`;
      const url = profileUrl(person.key);
      const label = unformatted(shownName(person));
      return url === undefined || url.length > longestLink
        ? label
        : `<${escapeText(url)}|${label.replaceAll('|', '¦')}>`;
    },
    member,
    warning: '⚠️',
  };
}

export function sayPlain(zone: string): Say {
  return {
    strong: (text) => text,
    code: escapeText,
    when: (at) => formatInstant(at, zone),
    person: (person) =>
      person.key.startsWith('slack:')
        ? `<@${person.key.slice('slack:'.length)}> (a colleague in this Slack)`
        : escapeText(shownName(person)),
    member,
    warning: 'Warning:',
  };
}

const member = (id: string) => `<@${id}>`;

/** A sentence that began in the middle of another, as one of its own. */
export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** `1,234` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

/** `1 unnamed invite`, `12 unnamed invites` */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `24 Nov 2026, 14:05` in a zone: the fallback where Slack cannot show the reader's own. */
export function formatInstant(at: number, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  return format.format(at);
}

/** Making a format is slow. One a zone, and a zone that does not exist throws before it is kept. */
const formats = new Map<string, Intl.DateTimeFormat>();

function shownName(person: PersonRef): string {
  const characters = Array.from(labelOf(person));
  return characters.length <= mostOfAName
    ? characters.join('')
    : `${characters.slice(0, mostOfAName - 1).join('')}…`;
}

/** A word joiner on both sides keeps `*`, `_`, `~` and a backtick of a name from formatting the rest of the line. */
function unformatted(name: string): string {
  return escapeText(name).replace(/[*_~`]/g, '\u2060$&\u2060');
}
