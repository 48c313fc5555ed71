import { InputError } from '../../errors.ts';
import type { Because, Mark, Way } from '../../ledger/entry-kinds.ts';
import { type LogInvites, logInvites } from '../../services/log-invites.ts';
import type { Manner } from '../../services/send-invites.ts';
import { logView } from '../views/log.ts';
import { parseCount } from './count.ts';
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

export const log = subcommand({
  name: 'log',
  aliases: ['sent', 'add'],
  summary: 'log invitations you sent on LinkedIn',
  usage: ['log @person… [at <when>]', 'log 12'],
  examples: [
    'log https://www.linkedin.com/in/jane-doe',
    'log @jane-doe @sam-lee because met at yesterday 2pm',
    'log https://www.linkedin.com/in/jane-doe "Jane Doe" note "Hello Jane"',
    'log 12',
  ],
  args: {
    people: { min: 0, max: 100, named: true },
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
  },
  async run({ args, call: caller, ledger }) {
    const { people, words, options } = args;
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
