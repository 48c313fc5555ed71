import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonRef } from '../../src/linkedin/person.ts';
import type { Message as Said } from '../../src/services/messages.ts';
import { queuePauseNews } from '../../src/services/pauses.ts';
import { queueCheckIns } from '../../src/services/queue-check-ins.ts';
import type { Message, PressOptions, View } from '../../src/simulator/simulator.ts';
import { subcommands } from '../../src/slack/commands/help.ts';
import { ACTIONS } from '../../src/slack/ids.ts';
import { forms } from '../../src/slack/modals/list.ts';
import { presses } from '../../src/slack/presses.ts';
import { shortcuts } from '../../src/slack/shortcuts/list.ts';
import { type Headroom, startHeadroom } from '../headroom.ts';
import { queue, settled } from '../jobs/saying.ts';
import { valuesFor } from './modals/open-form.ts';
import { faultsOf, shownIn } from './shown.ts';
import { ada, boss, general } from './workspace.ts';
import {
  accountNames,
  addAda,
  addDeadDeliveries,
  addHistory,
  addTeams,
  hundred,
  memberId,
  members,
  person,
  sharedName,
} from './worst-workspace.ts';

/** In the list of managers and no admin; the Boss is an admin and in no list. */
const manager = memberId(0);
let headroom: Headroom;

beforeAll(async () => {
  headroom = await startHeadroom({ users: members });
}, 60_000);
afterAll(() => headroom.stop(), 60_000);

/** As it is typed. */
const typed = ({ key, name }: PersonRef) =>
  `https://www.linkedin.com/in/${key.slice('in:'.length)} "${name?.replaceAll('"', '')}"`;
const listed = (people: readonly PersonRef[]) => people.map(typed).join(' ');

/** Does something, and waits until the bot has shown something for it. */
async function answered<T>(act: () => Promise<T>): Promise<T> {
  const from = headroom.slack.calls.length;
  const result = await act();
  await headroom.slack.waitFor(() =>
    headroom.slack.calls.slice(from).some((call) => {
      if (call.kind === 'ack') return JSON.stringify(call.payload ?? {}).length > 2;
      if (call.kind === 'api') return /^views\.(open|push|update)$/.test(call.method);
      return call.kind === 'response_url' || call.kind === 'refused';
    }),
  );
  return result;
}

async function command(user: string, line: string): Promise<Message | undefined> {
  await closed(user);
  return (await answered(() => headroom.slack.as(user).command(`/invites ${line}`))).message;
}

/** Presses a button of a message that carries this value. */
async function press(user: string, actionId: string, value = 'open'): Promise<void> {
  await closed(user);
  const session = headroom.slack.as(user);
  const { message } = await session.command('/invites help');
  if (message === undefined) throw new Error(`no help came before ${actionId}`);
  const text = { type: 'plain_text' as const, text: 'Press' };
  const elements = [{ type: 'button' as const, action_id: actionId, text, value }];
  await answered(() => session.press({ ...message, blocks: [{ type: 'actions', elements }] }, actionId));
}

async function closed(user: string): Promise<void> {
  if (headroom.slack.as(user).views().length > 0) await headroom.slack.as(user).closeAll();
}

function top(user: string): View {
  const view = headroom.slack.as(user).views().at(-1);
  if (view === undefined) throw new Error('no modal is open');
  return view;
}

/** Presses or chooses in the topmost modal. */
async function within(user: string, actionId: string, options: PressOptions = {}): Promise<void> {
  const view = top(user);
  const ids = [...JSON.stringify(view.blocks).matchAll(/"action_id":"([^"]*)"/g)].map(([, id = '']) => id);
  const id = ids.find((one) => one === actionId || one.startsWith(`${actionId}:`));
  if (id === undefined) throw new Error(`there is no ${actionId} among ${ids.join(', ')}`);
  await answered(() => headroom.slack.as(user).press(view, id, options));
}

async function submit(user: string, fields: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const view = top(user);
  const result = await answered(() => headroom.slack.as(user).submit(view.id, valuesFor(view, fields)));
  if (result.errors) throw new Error(`${view.callbackId}: ${JSON.stringify(result.errors)}`);
}

/** Presses in Ada's check-in of a date, with the first boxes ticked where that button takes ticks. */
async function inCheckIn(localDate: string, actionId: string): Promise<void> {
  const { ledger, clock, slack } = headroom;
  const round = { workspaceId: 'T0ACME', zone: 'Europe/London', localDate };
  await queueCheckIns(ledger, { ...round, now: clock.time, withinMs: 10_000 });
  const session = slack.as(ada);
  const message = await slack.waitFor(() =>
    session.sees().find(({ blocks }) => JSON.stringify(blocks).includes(`"${ada}.${localDate}"`)),
  );
  const [values = []] = message.blocks.flatMap((block) =>
    block.type === 'input' && block.element.type === 'checkboxes'
      ? [(block.element.options as { value: string }[]).map(({ value }) => value)]
      : [],
  );
  const ticks = actionId === ACTIONS.saveCheckIn ? { 'ticks:0.0': values } : {};
  await answered(() => session.press(message, actionId, { values: ticks }));
}

/** The newest request of Ada's of which something was refused, and is not settled. */
async function refused(): Promise<string> {
  const [row] = await headroom.ledger.sql<{ id: string }[]>`
    select id from requests where refused and settled_at is null and actor = ${ada} order by id desc limit 1`;
  return `${row?.id}.1`;
}
async function newest(): Promise<string> {
  const [row] = await headroom.ledger.sql<{ id: string }[]>`
    select request_id as id from entries where actor = ${ada} order by id desc limit 1`;
  return `${row?.id}.1`;
}

/** In the order of the registry; each is typed by Ada, unless a manager must. */
const lines: Readonly<Record<string, readonly (string | readonly [user: string, line: string])[]>> = {
  log: [
    '',
    'log',
    `log ${listed(hundred(0))}`,
    `log ${listed(hundred(5_000))} note "${'&'.repeat(250)}" because referral via third-party they-invited-me as "${accountNames[4]}"`,
    `log ${listed([...hundred(100), person(7_000)])}`,
    [manager, `log ${listed(hundred(0))} for <@${ada}>`],
  ],
  check: [
    `check ${listed(hundred(0))}`,
    `check ${listed(hundred(8_000))}`,
    `check ${listed(hundred(0).slice(0, 20))}`,
  ],
  accepted: [
    'accepted',
    `accepted ${listed(hundred(0))}`,
    `accepted ${listed(hundred(0))}`,
    `accepted "${sharedName}"`,
  ],
  declined: ['declined', `declined ${listed(hundred(1_000))}`],
  ignored: ['ignored', `ignored ${listed(hundred(1_100))}`],
  withdrawn: ['withdrawn', `withdrawn ${listed(hundred(200))}`],
  pending: ['pending', `pending as "${accountNames[12]}"`],
  quota: ['quota', [manager, `quota <@${ada}>`]],
  page: [`page 100 "${'🦄'.repeat(100)}"`, `page 100 "${'&<>*'.repeat(25)}"`],
  history: ['history', `history ${typed(person(0))}`, [manager, `history ${typed(person(0))}`]],
  account: ['account', 'account add one too many', 'account business-plus'],
  counter: [`counter 1 as "${accountNames[3]}"`, 'counter 999999999'],
  restricted: [`restricted until 2026-12-24 as "${accountNames[0]}"`, 'restricted'],
  lifted: ['lifted'],
  leaderboard: [
    'leaderboard quarter',
    [manager, 'leaderboard quarter'],
    [manager, 'leaderboard quarter by rate'],
    [manager, `leaderboard month team "${'01'}${'&<>*'.repeat(12)}"`],
    [boss, 'leaderboard'],
  ],
  digest: [
    'digest',
    [manager, 'digest'],
    [manager, `digest team "${'01'}${'&<>*'.repeat(12)}"`],
    [manager, `digest post team "${'01'}${'&<>*'.repeat(12)}"`],
    // Of a daily one, with a member who has been silent.
    [manager, `digest post team "03${'🦄'.repeat(24)}"`],
  ],
  export: ['export', [manager, 'export everyone this month']],
  settings: ['settings', [manager, 'settings'], [boss, 'settings']],
  undo: ['undo', `undo ${typed(person(205))}`],
  same: [`same ${typed(person(1))} ${typed(person(9_001))}`],
  'do-not-contact': [`do-not-contact ${listed(hundred(300))}`],
  'allow-contact': [[manager, `allow-contact ${listed(hundred(300))}`]],
  help: ['help', 'help log', 'no-such-command'],
};

const boardOf = (team: number | 'all', from = 0) => `quarter.0.${team}.accepted.${from}.1`;

/** Every button of messages and Home, with what it carries. */
const buttons: Readonly<Record<string, () => Promise<void>>> = {
  [ACTIONS.dismiss]: async () => press(ada, ACTIONS.dismiss, await refused()),
  [ACTIONS.logAnyway]: async () => press(ada, ACTIONS.logAnyway, await refused()),
  [ACTIONS.undoEntry]: async () => press(ada, ACTIONS.undoEntry, await newest()),
  [ACTIONS.undo]: async () => press(ada, ACTIONS.undo, await newest()),
  async [ACTIONS.choose]() {
    const message = await command(ada, `accepted "${sharedName}"`);
    const [, id] = /"action_id":"(choose[^"]*)"/.exec(JSON.stringify(message?.blocks)) ?? [];
    if (message === undefined || id === undefined) throw new Error(`nobody is offered: ${message?.text}`);
    await answered(() => headroom.slack.as(ada).press(message, id));
  },
  [ACTIONS.openLog]: () => press(ada, ACTIONS.openLog),
  [ACTIONS.openPending]: () => press(ada, ACTIONS.openPending),
  [ACTIONS.saveCheckIn]: () => inCheckIn('2026-11-24', ACTIONS.saveCheckIn),
  [ACTIONS.noneAccepted]: () => inCheckIn('2026-11-27', ACTIONS.noneAccepted),
  [ACTIONS.notNow]: () => inCheckIn('2026-12-01', ACTIONS.notNow),
  [ACTIONS.myRoom]: () => press(ada, ACTIONS.myRoom),
  [ACTIONS.welcome]: () => press(ada, ACTIONS.welcome, 'sales_navigator'),
  async [ACTIONS.openBlock]() {
    await press(ada, ACTIONS.openBlock);
    await submit(ada, { until: '2026-12-24' });
  },
  async [ACTIONS.lift]() {
    await command(ada, `restricted as "${accountNames[1]}"`);
    await press(ada, ACTIONS.lift);
    await submit(ada);
  },
  async [ACTIONS.tellTeam]() {
    await command(ada, `restricted as "${accountNames[6]}"`);
    await press(ada, ACTIONS.tellTeam, await newest());
  },
  async [ACTIONS.openPage]() {
    await press(ada, ACTIONS.openPage);
    await submit(ada, { count: '100' });
  },
  async [ACTIONS.openCheck]() {
    await press(ada, ACTIONS.openCheck);
    await submit(ada, {
      people: hundred(0)
        .slice(0, 10)
        .map(({ key }) => `@${key.slice(3)}`)
        .join('\n'),
    });
  },
  async [ACTIONS.openCounter]() {
    await press(ada, ACTIONS.openCounter);
    await submit(ada, { left: '0' });
  },
  async [ACTIONS.openMySettings]() {
    await press(ada, ACTIONS.openMySettings);
    await within(ada, 'personal_add_account');
    await submit(ada, { awayUntil: '2026-12-24' });
  },
  async [ACTIONS.openSettings]() {
    await press(manager, ACTIONS.openSettings);
    await press(boss, ACTIONS.openSettings);
    await press(ada, ACTIONS.openSettings);
  },
  [ACTIONS.openSetUp]: () => press(boss, ACTIONS.openSetUp),
  async [ACTIONS.openRules]() {
    await press(boss, ACTIONS.openRules);
    await press(manager, ACTIONS.openRules);
    await submit(manager, { leaderboard: 'full', overlapNames: 'yes', retentionMonths: '120' });
  },
  async [ACTIONS.addTeam]() {
    await press(manager, ACTIONS.removeTeam, '49');
    await press(manager, ACTIONS.addTeam);
    await submit(manager, { name: 'م'.repeat(50), managers: members.slice(0, 100).map(({ id }) => id) });
  },
  [ACTIONS.openTeam]: () => press(manager, ACTIONS.openTeam, '1'),
  async [ACTIONS.openPeople]() {
    await press(manager, ACTIONS.openPeople, '1');
    const meanwhile = top(manager);
    await submit(manager, { managers: members.slice(0, 99).map(({ id }) => id) });
    // The same, as it was before: the later one is shown what changed.
    await closed(manager);
    await press(manager, ACTIONS.openPeople, '1');
    expect(top(manager).callbackId).toBe(meanwhile.callbackId);
    await headroom.ledger.sql`
      insert into settings select workspace_id, subject, version + 1, document || '{"name": "&<>*", "holidays": [], "managers": []}', changed_at, changed_by
      from settings where subject = 'team:1' order by version desc limit 1`;
    await submit(manager, { members: members.map(({ id }) => id) });
  },
  async [ACTIONS.openTimes]() {
    await press(manager, ACTIONS.openTimes, '2');
    await submit(manager, { digestAt: '17:00' });
  },
  [ACTIONS.testDigest]: () => press(manager, ACTIONS.testDigest, '2'),
  [ACTIONS.retryDelivery]: () => press(manager, ACTIONS.retryDelivery, 'C0DEAD1'),
  [ACTIONS.removeTeam]: () => press(manager, ACTIONS.removeTeam, '50'),
  async [ACTIONS.openPolicy]() {
    await press(manager, ACTIONS.openPolicy);
    await within(manager, 'preset', { choice: 'observed' });
    await within(manager, 'policy_caps');
    for (const choice of ['business_plus', 'sales_navigator', 'free'])
      await within(manager, 'accountType', { choice });
    await within(manager, 'policy_rules');
    await within(manager, 'policy_waits');
    await within(manager, 'policy_rules');
    await submit(manager, { nearing: '70' });
  },
  async [ACTIONS.openBoard]() {
    await press(ada, ACTIONS.openBoard, boardOf('all'));
    await press(manager, ACTIONS.openBoard, boardOf('all'));
    await within(manager, 'period', { choice: 'quarter' });
    await within(manager, 'back', { choice: '1' });
    await within(manager, 'back', { choice: '0' });
    await within(manager, 'rank_by', { choice: 'rate' });
    await within(manager, ACTIONS.boardPage);
    await within(manager, 'team', { choice: '1' });
    await within(manager, ACTIONS.shareBoard);
    await press(manager, ACTIONS.openBoard, boardOf(1));
    await within(manager, ACTIONS.boardFile);
  },
  [ACTIONS.boardPage]: () => press(manager, ACTIONS.boardPage, boardOf('all', 100)),
  async [ACTIONS.openDigest]() {
    await press(ada, ACTIONS.openDigest, '1');
    await press(manager, ACTIONS.openDigest, '1');
    await within(manager, ACTIONS.digestPage);
  },
  [ACTIONS.previewDigest]: () => press(manager, ACTIONS.previewDigest, '1'),
  [ACTIONS.postDigest]: () => press(manager, ACTIONS.postDigest, '2'),
  [ACTIONS.export]: () => press(ada, ACTIONS.export),
  [ACTIONS.help]: () => press(ada, ACTIONS.help),
};

/** What is in the forms that no button above goes through. */
async function walkForms(): Promise<void> {
  const handles = (from: number) =>
    Array.from({ length: 100 }, (_, n) => `@${from + n}-${'w'.repeat(20)}`).join('\n');
  await press(ada, ACTIONS.openLog);
  await within(ada, 'more_options', { values: { people: handles(100) } });
  await within(ada, 'account', { choice: accountNames[0], values: { people: handles(100) } });
  await within(ada, 'when', { choice: 'date', values: { people: handles(100) } });
  await within(ada, 'date', { choice: '2026-11-20', values: { people: handles(100), when: 'date' } });
  await within(ada, 'check_people', { values: { people: handles(100) } });
  await submit(ada, { people: handles(100), note: '&'.repeat(200) });

  await press(ada, ACTIONS.openPending);
  await within(ada, 'show_next');
  await within(ada, 'show_previous');
  await within(ada, 'search', { choice: 'w' });
  const pasted = hundred(400)
    .map(({ key }) => `@${key.slice(3, 28)}`)
    .join('\n');
  await within(ada, 'tick_pasted', {
    values: valuesFor(top(ada), { pasted: `${sharedName}\n${pasted}`.slice(0, 3_000) }),
  });
  await within(ada, 'show_list');
  await within(ada, 'show_ticked');
  await within(ada, 'show_list');
  const ticks = top(ada).blocks.flatMap((block) =>
    block.type === 'input' && block.element.type === 'checkboxes'
      ? [
          [
            block.block_id ?? '',
            (block.element.options as { value: string }[]).map(({ value }) => value),
          ] as const,
        ]
      : [],
  );
  await submit(ada, { ...Object.fromEntries(ticks), outcome: 'withdrawn' });

  const session = headroom.slack.as(ada);
  await closed(ada);
  await answered(() => session.shortcut('log_invites'));
  await closed(ada);
  const note = session.say(
    general,
    hundred(500)
      .map(({ key }) => `https://www.linkedin.com/in/${key.slice(3)}`)
      .join(' '),
  );
  await answered(() => session.shortcut('log_invites_from_message', note));
}

/** Each Home, and every button of any, whose answer is then a modal. */
async function walkHomes(): Promise<void> {
  const pressed = new Set<string>();
  for (const user of [ada, manager, boss]) {
    const session = headroom.slack.as(user);
    await session.openHome();
    const home = await headroom.slack.waitFor(() => session.home());
    const ids = [...JSON.stringify(home.blocks).matchAll(/"action_id":"([^"]*)"/g)].map(([, id = '']) => id);
    for (const id of ids) {
      const name = id.replace(/:.*$/, '');
      if (pressed.has(name)) continue;
      pressed.add(name);
      await closed(user);
      await answered(() => session.press(home, id));
    }
  }
}

/** What was used, by what the bot was told: so that nothing counts as walked that was not. */
function walked() {
  const used = {
    presses: new Set<string>(),
    forms: new Set<string>(),
    shortcuts: new Set<string>(),
    commands: new Set<string>(),
  };
  for (const call of headroom.slack.calls) {
    if (call.kind !== 'delivery') continue;
    const { payload } = call;
    const view = payload.view as { callback_id?: string; type?: string } | undefined;
    if (call.type === 'slash_commands') used.commands.add(String(payload.text).split(' ')[0] ?? '');
    if (payload.type === 'view_submission') used.forms.add(`${view?.callback_id} submit`);
    if (payload.type === 'shortcut' || payload.type === 'message_action')
      used.shortcuts.add(String(payload.callback_id));
    if (payload.type !== 'block_actions') continue;
    for (const { action_id } of payload.actions as { action_id: string }[]) {
      const id = action_id.replace(/:.*$/, '');
      if (view?.type === 'modal') used.forms.add(`${view.callback_id} ${id}`);
      used.presses.add(id);
    }
  }
  return used;
}

/** The compiler knows when a kind of message is missing here. */
const kinds: Readonly<Record<Said['kind'], true>> = {
  board: true,
  board_file: true,
  check_in: true,
  digest: true,
  export: true,
  limit_warning: true,
  pause_ended: true,
  pause_ending: true,
  paused: true,
  paused_account: true,
  placed: true,
  policy_changed: true,
  silent: true,
  test_digest: true,
  undelivered: true,
};

describe('with the worst data', () => {
  it('every view and message is what Slack takes and a person can read', { timeout: 120_000 }, async () => {
    const { ledger, clock, slack } = headroom;
    await press(boss, ACTIONS.openSetUp);
    await submit(boss, {
      managers: members.slice(0, 100).map(({ id }) => id),
      channel: general,
      // Each of them is told: the rest of the thousand are placed by the seed.
      members: [ada, boss, ...members.slice(0, 60).map(({ id }) => id)],
      guide: '200',
    });
    await addTeams(ledger, clock.time);
    await addHistory(ledger, clock.time);
    await addAda(ledger, clock.time);
    // As the database does by itself a minute after so much was written at once.
    await ledger.sql`analyze`;
    await addDeadDeliveries(ledger);

    expect(Object.keys(lines)).toEqual(subcommands.map(({ name }) => name));
    for (const line of Object.values(lines).flat())
      await (typeof line === 'string' ? command(ada, line) : command(...line));
    // Refusals that wait for an answer: of people who were invited already.
    for (const from of [100, 400, 500]) await command(ada, `log ${listed(hundred(from))}`);
    expect(Object.keys(buttons).sort()).toEqual([...presses.keys()].sort());
    for (const button of Object.values(buttons)) await button();
    await walkForms();
    await command(ada, `restricted as "${accountNames[2]}"`);
    await walkHomes();
    for (const [kind, at] of [
      ['pause_ending', '2026-12-24T18:00:00Z'],
      ['pause_ended', '2026-12-25T08:00:00Z'],
    ] as const) {
      await settled(ledger);
      clock.time = Date.parse(at);
      const round = { workspaceId: 'T0ACME', zone: 'Europe/London', now: clock.time, withinMs: 10_000 };
      await queuePauseNews(ledger, kind, round);
    }
    await settled(ledger);
    // Who asked for it is told.
    await queue(ledger, 'C0GONE', [1], { now: clock.time });
    await settled(ledger);
    await headroom.bot.stop();

    const used = walked();
    expect([...used.presses]).toEqual(expect.arrayContaining([...presses.keys()]));
    expect([...used.forms]).toEqual(
      expect.arrayContaining(
        forms.flatMap(({ callbackId, submit: submits, presses: inForm = {} }) => [
          ...(submits ? [`${callbackId} submit`] : []),
          ...Object.keys(inForm).map((id) => `${callbackId} ${id}`),
        ]),
      ),
    );
    expect([...used.shortcuts].sort()).toEqual([...shortcuts.keys()].sort());
    const rows = await ledger.sql<{ kind: string; state: string; reason: string | null }[]>`
      select distinct kind, state, reason from deliveries
      where reason is distinct from 'channel_not_found' and state <> 'skipped' order by kind`;
    expect(rows).toEqual(Object.keys(kinds).map((kind) => ({ kind, state: 'sent', reason: null })));

    const refusedCalls = slack.calls.flatMap((call) =>
      call.kind === 'refused' ||
      ('error' in call && call.error !== undefined && call.error !== 'channel_not_found')
        ? [{ ...call, payload: undefined, args: undefined }]
        : [],
    );
    expect(refusedCalls).toEqual([]);
    const warned = headroom.logLines.filter(({ level }) => Number(level) >= 40);
    // By *Retry Delivery*, and of the channel that is gone.
    const isRefused = ({ reason }: (typeof warned)[number]) => reason === 'channel_not_found';
    expect(warned.filter(isRefused).map(({ kind }) => kind)).toEqual(['test_digest', 'test_digest']);
    expect(warned.filter((line) => !isRefused(line))).toEqual([]);
    const shown = shownIn(slack.calls);
    const faults = shown.flatMap((one) =>
      faultsOf(one).map((fault) => `${one.how}, ${titleOf(one)}: ${fault}`),
    );
    expect([...new Set(faults)]).toEqual([]);
  });
});

function titleOf({ text, view }: { readonly text: string | undefined; readonly view: unknown }): string {
  return view === undefined
    ? (text ?? '').slice(0, 60)
    : JSON.stringify(Reflect.get(Object(view), 'callback_id'));
}
