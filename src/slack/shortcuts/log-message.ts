import { InputError } from '../../errors.ts';
import { type PersonRef, slackKey } from '../../linkedin/person.ts';
import { parseProfileUrl } from '../../linkedin/profile-url.ts';
import { type LogPrefill, openLogForm } from '../modals/log-form.ts';
import { mostPeople } from '../modals/log-people.ts';
import type { Answered } from '../request.ts';
import { counted, formatCount } from '../views/say.ts';
import type { ShortcutRun } from './list.ts';

/** The form with everybody whom a message names by a LinkedIn address or mentions. */
export async function logMessage({ ledger, call, shortcut }: ShortcutRun): Promise<Answered> {
  const named = peopleIn(shortcut.message ?? '');
  // Who is asked to log them, and who asks, are not invited.
  const nobody = [call.userId, ...(shortcut.bot === null ? [] : [shortcut.bot])].map(slackKey);
  const people = named.people.filter(({ key }) => !nobody.includes(key));
  const { others } = named;
  const notice = noticeOf(people.length, others);
  const prefill: LogPrefill = { people, source: 'shortcut', ...(notice !== '' && { notice }) };
  return openLogForm(ledger, call, prefill);
}

/** What Slack made a link or a mention of, and a bare address. */
const found =
  /<(?:(?<member>@[UW][A-Z0-9]+)|(?<link>https?:[^<>|]+))(?:\|[^<>]*)?>|(?<![\w./@-])(?<bare>(?:https?:\/\/)?(?:[a-z0-9-]+\.)*linkedin\.com\/[^\s<>|]+)/gi;
const linkedIn = /^(?:https?:\/\/)?(?:[a-z0-9-]+\.)*linkedin\.com\.?(?:[/?#:]|$)/i;

/** Each once, in the order of the text; `others` counts LinkedIn's addresses of companies and other pages. */
export function peopleIn(text: string): { readonly people: readonly PersonRef[]; readonly others: number } {
  const people = new Map<string, PersonRef>();
  const others = new Set<string>();
  for (const { groups = {} } of text.matchAll(found)) {
    const { member, link, bare } = groups;
    const address = (link ?? bare?.replace(/[.,;:!?)\]}'"”]+$/u, '') ?? '').replaceAll('&amp;', '&');
    const ref = member === undefined ? profileOf(address) : { key: slackKey(member.slice(1)) };
    if (ref) people.set(ref.key, people.get(ref.key) ?? ref);
    else if (linkedIn.test(address)) others.add(address);
  }
  return { people: [...people.values()], others: others.size };
}

function profileOf(address: string): PersonRef | null {
  if (!linkedIn.test(address)) return null;
  try {
    return { key: parseProfileUrl(address) };
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function noticeOf(people: number, others: number): string {
  return [
    ...(people === 0 ? ['That message has no address of a LinkedIn profile. Write the people below.'] : []),
    ...(people > mostPeople
      ? [
          `${mostPeople} at a time here, and that message names ${formatCount(people)}. Log the first ones, then those that stand below for later.`,
        ]
      : []),
    ...(others > 0
      ? [`Left out: ${counted(others, 'LinkedIn address')} of a company or another page that is no person.`]
      : []),
  ].join(' ');
}
