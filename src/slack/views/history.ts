import type { History, HistoryLine } from '../../services/read-history.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { factSentence, memberName } from './facts.ts';
import { quoted } from './quoted.ts';
import { formatCount, type Say } from './say.ts';
import { typedPerson } from './typed-person.ts';

/** The last entries, newest first, one line each. */
export function historyView(history: History): Reply {
  const { about, lines } = history;
  return compose(history.zone, (say) => {
    if (lines.length === 0) return [{ kind: 'lines', lines: [nothing(history, say)] }];
    const title = about ? `History of ${say.person(about)}` : 'Your history';
    return [
      { kind: 'lines', lines: [`${say.strong(title)}, newest first`] },
      { kind: 'lines', lines: lines.map((line) => historyLine(line, history, say)) },
      {
        kind: 'context',
        line: 'Each was recorded at that time, with a command, by the account’s owner, unless its line says otherwise.',
      },
    ];
  });
}

function nothing({ about, namesakes }: History, say: Say): string {
  if (about === null) {
    return `Nothing is recorded for you yet. It begins with your first invite: ${say.code('/invites log https://www.linkedin.com/in/jane-doe')}`;
  }
  if (namesakes.length > 0) {
    const commands = namesakes.map((person) => say.code(`/invites history ${typedPerson(person)}`));
    return `Nobody here has logged an invite to a ${say.person(about)} by name. The same name is known with an address: ${commands.join(', ')}`;
  }
  return `Nothing is known about ${say.person(about)}: nobody here has logged an invite to them.`;
}

/** When, what, how it was meant, and how it came to be recorded. What was taken back says so first. */
function historyLine(line: HistoryLine, { reader }: History, say: Say): string {
  const { undone, happenedAt, detail } = line;
  const when = `${say.when(happenedAt)}${detail.estimated ? ' (date estimated)' : ''}`;
  const what = [factSentence(line, reader, say), ...howItWasSent(line)].join(', ');
  const recorded = `${when}: ${what}.${recordedSentence(line, reader, say)}`;
  if (!undone) return recorded;
  const by = memberName(undone.by, reader, say);
  return `Taken back by ${by} ${say.when(undone.at)} – ${recorded}`;
}

const mostOfANote = 150;

const becauseWords = {
  interests: 'because of shared interests',
  education: 'because of shared education',
  experience: 'because of shared experience',
  met: 'having met before',
  referral: 'because of a referral',
  other: 'for another reason',
} as const;
const viaWords = {
  direct: 'one by one',
  bulk: 'in bulk',
  add_connections: 'with Add Connections',
  third_party: 'through a third-party service',
} as const;
const markWords = {
  they_invited_first: 'after they had invited first',
  new_connection: 'right after a new connection',
  third_party: 'through a third-party service',
} as const;

/** By the code of the reason (`limits/reason.ts`). */
const overrodeWords: Readonly<Record<string, string>> = {
  restricted: 'LinkedIn had blocked the account',
  same_person: 'the last invite to the same person was too recent',
  after_withdrawal: 'the invite to the same person had just been withdrawn',
  cap_reached: 'a limit was reached',
  teammate_overlap: 'a teammate had invited the same person',
};

function howItWasSent({ detail, note }: HistoryLine): string[] {
  const { because, via, marks = [], noteChars, overrode = [] } = detail;
  const ways = [...(via ? [viaWords[via]] : []), ...marks.map((mark) => markWords[mark])];
  const overridden = [...new Set(overrode.map((code) => overrodeWords[code] ?? 'a rule forbade it'))];
  return [
    ...new Set(ways),
    ...(because ? [becauseWords[because]] : []),
    ...(note !== null
      ? [`with the note ${quoted(note, mostOfANote)}`]
      : noteChars
        ? [`with a note of ${formatCount(noteChars)} characters`]
        : []),
    ...(overridden.length > 0 ? [`logged although ${overridden.join(' and ')}`] : []),
  ];
}

const sourceWords = {
  command: 'with a command',
  form: 'in a form',
  shortcut: 'from a message',
  import: 'by an import',
  schedule: 'by the daily round',
} as const;

const minuteMs = 60_000;

/** When, if later than it happened, by whom, if not by the account's owner, and through what, if not a command. */
function recordedSentence(line: HistoryLine, reader: string, say: Say): string {
  const { actor, owner, kind, happenedAt, recordedAt, source } = line;
  const when = recordedAt - happenedAt < minuteMs ? '' : ` ${say.when(recordedAt)}`;
  // Who objected on whose behalf is nobody's business.
  const isSecret = kind === 'do_not_contact' || kind === 'contact_allowed';
  const who = actor === owner || isSecret ? '' : ` by ${memberName(actor, reader, say)}`;
  const how = source === 'command' ? '' : ` ${sourceWords[source]}`;
  return when + who + how === '' ? '' : ` Recorded${when}${who}${how}.`;
}
