import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { entryKinds } from '../../../src/ledger/entry-kinds.ts';
import { articlePolicy } from '../../../src/limits/article.ts';
import type { Reason } from '../../../src/limits/decide.ts';
import { type Meter, readMeters } from '../../../src/limits/meters.ts';
import { emptyDay, emptySnapshot } from '../../../src/limits/snapshot.ts';
import { inviteStates } from '../../../src/limits/states.ts';
import type { PersonRef } from '../../../src/linkedin/person.ts';
import type {
  Answer,
  LoggedItem,
  OutcomeItem,
  RestrictedAnswer,
  Standing,
} from '../../../src/services/answers.ts';
import type { CheckedPerson } from '../../../src/services/check-people.ts';
import type { HistoryLine } from '../../../src/services/read-history.ts';
import { CAPS } from '../../../src/slack/caps.ts';
import { subcommands } from '../../../src/slack/commands/help.ts';
import type { Reply } from '../../../src/slack/request.ts';
import { accountView } from '../../../src/slack/views/account.ts';
import { answerView } from '../../../src/slack/views/answer.ts';
import { checkView } from '../../../src/slack/views/check.ts';
import { compose } from '../../../src/slack/views/compose.ts';
import { helpView, oneHelpView } from '../../../src/slack/views/help.ts';
import { historyView } from '../../../src/slack/views/history.ts';
import { pendingView } from '../../../src/slack/views/pending.ts';
import { quotaView } from '../../../src/slack/views/quota.ts';
import { withZoneNote } from '../../../src/slack/views/zone-note.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const zone = 'Australia/Lord_Howe';
const count = 30_000;
const meters: Meter[] = readMeters(
  articlePolicy,
  {
    ...emptySnapshot({ type: 'sales_navigator', zone }),
    days: {
      connection: [{ ...emptyDay('2026-11-24'), sent: count, accepted: count }],
      page: [{ ...emptyDay('2026-11-24'), sent: count }],
    },
    sends: { connection: Array.from({ length: 3_000 }, () => now), page: [] },
  },
  now,
);
const standing: Standing = {
  accountType: 'sales_navigator',
  accountName: '',
  zone,
  meters,
  pending: count,
  restriction: null,
};

/** What is hard on a view: right to left, wide, formatting, and an address of 200 encoded letters. */
const names = ['محمد '.repeat(40), '🦄👩🏽‍🚀'.repeat(60), '*_~`&<>|'.repeat(25), 'W'.repeat(200)];
const people: PersonRef[] = Array.from({ length: 100 }, (_, n) =>
  n % 2 === 0
    ? { key: `in:${'م'.repeat(190)}${n}`, name: names[n % names.length] ?? '' }
    : { key: `in:${'w'.repeat(190)}${n}`, name: names[n % names.length] ?? '' },
);
const [meter] = meters.filter((one) => one.limit.effect === 'block');
if (!meter) throw new Error('the policy has no limit that blocks');
const reasons: Reason[] = [
  { code: 'same_person', verdict: 'block', lastSentAt: now, allowedAgainAt: now },
  {
    code: 'cap_reached',
    verdict: 'block',
    meter,
    allowedAgainAt: now,
    next: { type: 'business_plus', cap: 500 },
    banRisk: null,
  },
  ...meters.map((one): Reason => ({ code: 'nearing', verdict: 'warn', meter: one })),
];
const refused: LoggedItem[] = people.map((person, n) => ({
  person,
  quantity: 1,
  refused: true,
  reasons: n % 2 === 0 ? reasons : reasons.slice(1),
}));
const recorded = refused.map((item) => ({ ...item, refused: false }));
const requestId = 2 ** 40;
const named: Standing = { ...standing, accountName: 'مؤسس'.repeat(10) };
const blocked = {
  code: 'restricted',
  verdict: 'block',
  since: now,
  until: null,
  inLast30Days: count,
  banRisk: { restrictions: count, overCapSends: count },
} as const satisfies Reason;
const restrictedWorst: RestrictedAnswer = {
  kind: 'restricted',
  requestId,
  recorded: true,
  changed: false,
  reason: blocked,
  told: {
    channel: 'C0GENERAL',
    announced: true,
    managers: Array<string>(100).fill('U012ABC'),
  },
  standing: named,
};
const pages = {
  kind: 'page',
  requestId,
  owner: 'U1',
  sentAt: now,
  items: [
    { person: null, quantity: 100, pages: true, refused: false, reasons: [blocked, ...reasons.slice(1)] },
  ],
  anyway: true,
  standing: named,
} as const;
const log = {
  kind: 'log',
  requestId,
  owner: 'U1',
  onBehalf: false,
  sentAt: now - 1,
  loggedAt: now,
  standing,
} as const;
const told = {
  kind: 'outcome',
  requestId,
  undo: requestId,
  outcome: 'accepted',
  toldAt: now + 1,
  as: 'w'.repeat(40),
  standings: [standing, ...Array.from({ length: 19 }, () => ({ ...standing, accountName: 'w'.repeat(40) }))],
} as const;
const recordedOutcomes = people.map((person) => ({
  person,
  recorded: true as const,
  accountName: 'w'.repeat(40),
  sentAt: now,
  at: now,
  again: { from: now, waitDays: 365 },
}));
const toChoose = (person: PersonRef): OutcomeItem => ({
  person,
  recorded: false,
  fitting: count,
  candidates: people.slice(0, 25).map((one, n) => ({
    person: n % 2 === 0 ? one : { key: one.key, name: 'W'.repeat(200) },
    inviteId: n,
    accountName: 'w'.repeat(40),
    sentAt: now,
    at: now,
  })),
});
const answers: Readonly<Record<string, Answer>> = {
  'a log of 100 refused': { ...log, items: refused },
  'a log of 100 recorded': { ...log, items: recorded },
  'log anyway': { ...log, kind: 'log_anyway', items: recorded },
  'already settled': { kind: 'already_settled', items: recorded, settledAt: now, zone },
  ...Object.fromEntries(
    (['accepted', 'declined', 'ignored', 'withdrawn'] as const).map((outcome): [string, Answer] => [
      `outcomes recorded: ${outcome}`,
      { ...told, outcome, items: recordedOutcomes },
    ]),
  ),
  'outcomes refused': {
    ...told,
    undo: null,
    items: people.map((person, n) => ({
      person,
      recorded: false,
      invite:
        n % 7 === 6
          ? null
          : {
              accountName: 'w'.repeat(40),
              sentAt: now,
              state: inviteStates[n % 7] ?? 'pending',
              stateAt: now,
              tooEarly: n % 7 === 0 || n % 2 === 0,
            },
    })),
  },
  'outcomes to choose': { ...told, items: people.map(toChoose) },
  'outcomes recorded and to choose': {
    ...told,
    outcome: 'withdrawn',
    items: recordedOutcomes.map((item, n) => (n % 4 === 3 ? toChoose(item.person) : item)),
  },
  'an outcome chosen already': {
    kind: 'already_chosen',
    outcome: { ...told, outcome: 'withdrawn', items: recordedOutcomes },
  },
  'a check-in answered before': {
    kind: 'already_checked',
    outcome: { ...told, items: recordedOutcomes, checked: 'recorded' },
  },
  'too few unnamed': {
    ...told,
    items: [{ person: null, recorded: false, quantity: 100, pending: 99, at: now }],
  },
  'the do-not-contact list': {
    kind: 'objection',
    zone,
    items: people.map((person, n) => ({
      person,
      since: now,
      isNew: n % 2 === 0,
      pending: Array.from({ length: 5 }, () => ({
        owner: 'U012ABC',
        accountName: 'w'.repeat(40),
        sentAt: now,
      })),
    })),
  },
  'off the do-not-contact list': {
    kind: 'contact_allowed',
    zone,
    items: people.map((person, n) => ({ person, wasListed: n % 2 === 0 })),
  },
  'joined people': {
    kind: 'joined',
    requestId,
    people: [people[2] ?? { key: 'in:one' }, people[1] ?? { key: 'in:other' }],
    isNew: true,
    doNotContactSince: now,
    zone,
  },
  'another account type': {
    kind: 'account',
    requestId,
    from: 'business_plus',
    near: meters,
    standing: named,
  },
  'another account': {
    kind: 'account_added',
    requestId,
    result: 'added',
    name: named.accountName,
    accountType: 'sales_navigator',
    zone,
  },
  ...Object.fromEntries(
    names.flatMap((name, n) => [
      [`page invites ${n}`, { ...pages, page: name }],
      [`page invites ${n} refused`, { ...pages, page: name, items: [{ ...pages.items[0], refused: true }] }],
    ]),
  ),
  'page invites settled': { kind: 'already_settled', items: pages.items, settledAt: now, zone },
  restricted: restrictedWorst,
  'the team told of it': {
    kind: 'team_told',
    result: 'told',
    channel: 'C0GENERAL',
    restricted: restrictedWorst,
  },
  lifted: { kind: 'lifted', requestId, lifted: { since: now, until: now }, standing: named },
  'a counter': { kind: 'counter', requestId, left: count, result: { kind: 'set', meter }, standing: named },
  'a counter above the cap': {
    kind: 'counter',
    requestId,
    left: 999_999_999,
    result: { kind: 'above_cap', cap: count, fitting: 'sales_navigator' },
    standing: named,
  },
};
const quota = {
  accountType: 'sales_navigator',
  accountName: '',
  restriction: null,
  zone,
  meters,
  pending: count,
  sentToday: count,
  sentThisMonth: count,
} as const;

const further = { ...quota, accountName: named.accountName, restriction: { since: now, until: null } };
const twenty = [quota, ...Array.from({ length: 19 }, () => further)] as const;

const ofPerson: Reason[] = [
  { code: 'already_pending', verdict: 'warn', since: now },
  { code: 'already_connected', verdict: 'warn', since: now },
  {
    code: 'teammate_overlap',
    verdict: 'warn',
    overlaps: Array.from({ length: 9 }, () => ({
      teammate: 'U012ABC',
      sentAt: now,
      state: 'pending',
      since: now,
    })),
  },
];
const checkOf = (howMany: number, more: (item: LoggedItem, n: number) => Partial<CheckedPerson>) =>
  checkView({
    owner: 'U1',
    standing: named,
    items: refused.slice(0, howMany).map((item, n) => ({
      ...item,
      reasons: [...item.reasons, ...ofPerson],
      sameAs: null,
      namesakes: people.slice(0, 3),
      ...more(item, n),
    })),
  });
const accountNames = Array.from({ length: 20 }, (_, n) => `${n}${'w'.repeat(38)}`);
const pendingList = {
  now: now + 40 * 86_400_000,
  zone,
  accounts: accountNames.map((accountName) => ({
    accountName,
    named: count,
    unnamed: count,
    oldestUnnamedAt: now,
  })),
  oldest: people
    .slice(0, 30)
    .map((person, n) => ({ person, accountName: accountNames[n % 20] ?? '', sentAt: now })),
  afterWithdrawalDays: 365,
};
const historyLine: HistoryLine = {
  kind: 'sent',
  owner: 'U012ABC',
  accountName: named.accountName,
  actor: 'U012ABC',
  source: 'import',
  person: undefined,
  other: undefined,
  quantity: count,
  happenedAt: now,
  recordedAt: now + 1,
  detail: {
    via: 'third_party',
    marks: ['they_invited_first', 'new_connection', 'third_party'],
    because: 'experience',
    overrode: ['restricted', 'same_person', 'after_withdrawal', 'cap_reached', 'teammate_overlap'],
    from: 'America/Argentina/ComodRivadavia',
    to: 'America/Argentina/ComodRivadavia',
    left: count,
    until: now,
    version: count,
    was: { state: 'ignored', at: now },
  },
  page: names[2] ?? null,
  note: (names[2] ?? '').repeat(10),
  undone: { by: 'U012ABC', at: now },
};

const replies: Readonly<Record<string, Reply | undefined>> = {
  'a check of 100 refused': checkOf(100, () => ({})),
  'a check of 100 allowed': checkOf(100, () => ({ refused: false })),
  'a check of 25 in full': checkOf(25, (_, n) => ({ refused: n % 2 === 0 })),
  'a check of one person by 100 keys': checkOf(100, ({ person }, n) => ({ sameAs: n === 0 ? null : person })),
  pending: pendingView(pendingList),
  'nothing pending': pendingView({ ...pendingList, accounts: [], oldest: [] }),
  ...Object.fromEntries(
    entryKinds.flatMap((kind): [string, Reply][] =>
      kind === 'undone'
        ? []
        : [
            [
              `history of ${kind}`,
              historyView({
                about: people[2] ?? null,
                reader: 'U1',
                zone,
                namesakes: [],
                lines: people
                  .slice(0, 20)
                  .map((person) => ({ ...historyLine, kind, person, other: people[1] })),
              }),
            ],
            [
              `history of ${kind} of nobody`,
              historyView({
                about: null,
                reader: 'U012ABC',
                zone,
                namesakes: [],
                lines: [{ ...historyLine, kind }],
              }),
            ],
          ],
    ),
  ),
  ...Object.fromEntries(
    [[], people.slice(0, 3)].map((namesakes) => [
      `an empty history of ${namesakes.length} namesakes`,
      historyView({ about: people[2] ?? null, reader: 'U1', zone, lines: [], namesakes }),
    ]),
  ),
  ...Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, answerView(answer)])),
  quota: quotaView([quota], null),
  'quota of 20 accounts': quotaView(twenty, null),
  'quota of a teammate': quotaView(twenty, 'U012ABC'),
  account: accountView([quota]),
  'account of 20 accounts': accountView(twenty),
  'a line longer than a section': compose(zone, () => [{ kind: 'lines', lines: ['word '.repeat(2_000)] }]),
  'a text longer than a message': compose(zone, () => [
    { kind: 'lines', lines: Array.from({ length: 900 }, () => 'word '.repeat(20)) },
  ]),
  help: helpView(subcommands),
  ...Object.fromEntries(subcommands.map((one) => [`help ${one.name}`, oneHelpView(one)])),
};

describe.each(Object.entries(replies))('%s', (_, reply) => {
  it('stays within the limits of a message with more data than fits', () => {
    if (!reply) throw new Error('there is no reply');
    const { text, blocks } = withZoneNote(reply, zone);
    expect(blocks.length).toBeLessThanOrEqual(CAPS.messageBlocks);
    expect(text.length).toBeLessThanOrEqual(CAPS.messageText);
    for (const block of blocks) expect(excess(block)).toEqual([]);
  });

  it('pings nobody, whatever the people are called', () => {
    const said = JSON.stringify(reply);
    expect(said).not.toMatch(/<!(?!date\^)/);
    expect(said.replaceAll(/<!date\^[^>]*>|<@U012ABC>|<#C0GENERAL>|<https:[^|>]*\|[^<>]*>/g, '')).not.toMatch(
      /[<>]/,
    );
  });
});

/** The texts of a block that are longer than Slack takes, by name. */
function excess(block: KnownBlock): string[] {
  const over = (name: string, length: number, cap: number) =>
    length > cap ? [`${name}: ${length} of ${cap}`] : [];
  switch (block.type) {
    case 'section':
      return over('section', block.text?.text.length ?? 0, CAPS.sectionText);
    case 'context':
      return [
        ...over('context', block.elements.length, CAPS.contextElements),
        ...block.elements.flatMap((one) =>
          'text' in one ? over('text', one.text.length, CAPS.contextText) : [],
        ),
      ];
    case 'actions':
      return [
        ...over('actions', block.elements.length, CAPS.actionsElements),
        ...block.elements.flatMap((one) =>
          one.type === 'button'
            ? [
                ...over('button', one.text.text.length, CAPS.buttonText),
                ...over('value', one.value?.length ?? 0, CAPS.buttonValue),
              ]
            : ['an element no cap is known for'],
        ),
      ];
    default:
      return [`a ${block.type} no cap is known for`];
  }
}
