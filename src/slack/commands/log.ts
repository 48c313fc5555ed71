import { InputError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import type { Because, Mark, Way } from '../../ledger/entry-kinds.ts';
import type { Call } from '../../services/call.ts';
import { type LogInvites, logInvites } from '../../services/log-invites.ts';
import type { Manner } from '../../services/send-invites.ts';
import { CAPS } from '../caps.ts';
import { openLogForm } from '../modals/log-form.ts';
import { mostPeople } from '../modals/log-people.ts';
import { dayOf } from '../modals/log-when.ts';
import type { Answered } from '../request.ts';
import { logView } from '../views/log.ts';
import { formatCount } from '../views/say.ts';
import { parseCount } from './count.ts';
import { type Args, type ArgsSpec, TooManyPeopleError } from './options.ts';
import { subcommand } from './subcommand.ts';
import { parseWhen } from './when.ts';
import { asOption, callAs, callFor, forOption } from './whose.ts';

const reasons = [
  'interests',
  'education',
  'experience',
  'met',
  'referral',
  'other',
] as const satisfies Because[];
const ways = ['direct', 'bulk', 'add-connections', 'third-party'] as const;
const MAX_NOTE_CHARACTERS = 3_000;

const args = {
  // More than are logged at a time stand in the form, so that the list is not lost.
  people: { min: 0, max: CAPS.messageText, named: true },
  words: { max: 1, matches: /^\d+$/ },
  options: {
    note: { kind: 'text', what: 'what you wrote to them; you and your managers can see it' },
    because: { kind: 'choice', values: reasons, what: 'what you have in common, or how you know them' },
    via: { kind: 'choice', values: ways, what: 'how you sent it' },
    'they-invited-me': { kind: 'flag', what: 'they had invited you first' },
    'new-connection': { kind: 'flag', what: 'you sent it right after a new connection' },
    at: {
      kind: 'phrase',
      form: '<when>',
      example: 'yesterday 2pm',
      what: 'when you sent it: yesterday 2pm, 3 days ago, 2026-11-03 14:05',
    },
    ...asOption,
    ...forOption,
  },
} as const satisfies ArgsSpec;

export const log = subcommand({
  name: 'log',
  aliases: ['sent', 'add'],
  summary: 'log invitations you sent on LinkedIn',
  usage: ['log @person… [at <when>]', 'log 12', 'log'],
  examples: [
    'log https://www.linkedin.com/in/jane-doe',
    'log @jane-doe @sam-lee because met at yesterday 2pm',
    'log https://www.linkedin.com/in/jane-doe "Jane Doe" note "Hello Jane"',
    'log 12',
  ],
  args,
  async run({ args: typed, call: caller, ledger }) {
    const { people, words, options } = typed;
    const isTooMany = people.length > mostPeople;
    if (words.length === 0 && options.for === undefined && (people.length === 0 || isTooMany))
      return openForm(ledger, caller, typed);
    if (isTooMany) {
      // Only one's own have a form, that keeps the list.
      if (options.for === undefined) throw new TooManyPeopleError(people, mostPeople);
      throw new InputError(
        `${mostPeople} at a time here, and you wrote ${formatCount(people.length)}. Nothing was recorded. For a teammate there is no form: write the first ${mostPeople} in one command and the others in the next.`,
      );
    }
    const call = callAs(await callFor(ledger, caller, options.for), options.as);
    const input: LogInvites = {
      people,
      unnamed: parseCount(words[0], people, 'log'),
      manner: mannerOf(options),
      ...(options.at !== undefined && { sentAt: parseWhen(options.at, call).at }),
    };
    return logView(await logInvites(ledger, call, input));
  },
});

/** With all that was typed in it. A time of day has no place there and is said to be left out: the day has. */
async function openForm(
  ledger: Ledger,
  caller: Call,
  { people, options }: Args<typeof args>,
): Promise<Answered> {
  const { as } = callAs(caller, options.as);
  const { marks, via, because, note } = mannerOf(options);
  const at = options.at === undefined ? null : parseWhen(options.at, caller).at;
  const day = at === null ? null : dayOf({ ...caller, now: at });
  const notices = [
    ...(people.length > mostPeople
      ? [
          `${mostPeople} at a time here, and you wrote ${formatCount(people.length)}. Nothing was recorded: log the first ones, then those that stand below for later.`,
        ]
      : []),
    ...(day !== null && at !== parseWhen(day, caller).at
      ? ['This form takes the day, not the time of day: what is not of today is logged at noon.']
      : []),
  ];
  return openLogForm(ledger, caller, {
    people,
    note,
    marks: marks.filter((mark) => mark !== 'third_party'),
    ...(via && { via }),
    ...(because && { because }),
    ...(as !== undefined && { account: as }),
    ...(day !== null && { when: 'date' as const, date: day }),
    ...(notices.length > 0 && { notice: notices.join(' ') }),
  });
}

/** The marks of limits.md, "Exceptions"; what was sent by a third party is marked by the way it was sent. */
function mannerOf(options: {
  readonly note?: string;
  readonly because?: Because;
  readonly via?: (typeof ways)[number];
  readonly 'they-invited-me'?: true;
  readonly 'new-connection'?: true;
}): Manner {
  const { note = null, because, via } = options;
  if (note !== null && Array.from(note).length > MAX_NOTE_CHARACTERS) {
    throw new InputError(
      'A note has at most 3,000 characters here. LinkedIn takes 200 or 300: write it shorter.',
    );
  }
  const marks: Mark[] = [
    ...(options['they-invited-me'] ? (['they_invited_first'] as const) : []),
    ...(options['new-connection'] ? (['new_connection'] as const) : []),
    ...(via === 'third-party' ? (['third_party'] as const) : []),
  ];
  return { note, marks, ...(because && { because }), ...(via && { via: wayOf[via] }) };
}

const wayOf: Readonly<Record<(typeof ways)[number], Way>> = {
  direct: 'direct',
  bulk: 'bulk',
  'add-connections': 'add_connections',
  'third-party': 'third_party',
};
