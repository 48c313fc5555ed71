import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { articlePolicy } from '../../../src/limits/article.ts';
import type { Reason } from '../../../src/limits/decide.ts';
import { type Meter, readMeters } from '../../../src/limits/meters.ts';
import { emptyDay, emptySnapshot } from '../../../src/limits/snapshot.ts';
import type { PersonRef } from '../../../src/linkedin/person.ts';
import type { Answer, LoggedItem, Standing } from '../../../src/services/answers.ts';
import { CAPS } from '../../../src/slack/caps.ts';
import { subcommands } from '../../../src/slack/commands/help.ts';
import type { Reply } from '../../../src/slack/request.ts';
import { accountView } from '../../../src/slack/views/account.ts';
import { answerView } from '../../../src/slack/views/answer.ts';
import { helpView, oneHelpView } from '../../../src/slack/views/help.ts';
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
const log = { kind: 'log', requestId, owner: 'U1', sentAt: now - 1, loggedAt: now, standing } as const;
const answers: Readonly<Record<string, Answer>> = {
  'a log of 100 refused': { ...log, items: refused },
  'a log of 100 recorded': { ...log, items: recorded },
  'log anyway': { ...log, kind: 'log_anyway', items: recorded },
  'already settled': { kind: 'already_settled', items: recorded, settledAt: now, zone },
  'outcomes recorded': {
    kind: 'outcome',
    requestId,
    outcome: 'accepted',
    standing,
    items: people.map((person) => ({ person, recorded: true, sentAt: now, at: now })),
  },
  'outcomes refused': {
    kind: 'outcome',
    requestId,
    outcome: 'accepted',
    standing,
    items: people.map((person, n) => ({
      person,
      recorded: false,
      invite: n % 2 === 0 ? null : { sentAt: now, state: 'pending', stateAt: now },
    })),
  },
  'another account type': { kind: 'account', requestId, from: 'business_plus', standing },
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

const replies: Readonly<Record<string, Reply | undefined>> = {
  ...Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, answerView(answer)])),
  quota: quotaView(quota),
  account: accountView(quota),
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
    expect(said.replaceAll(/<!date\^[^>]*>|<https:[^|>]*\|[^<>]*>/g, '')).not.toMatch(/[<>]/);
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
