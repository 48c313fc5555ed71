import type { ModalView } from '@slack/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { subcommands } from '../../src/slack/commands/help.ts';
import { describeFailure } from '../../src/slack/failure.ts';
import { createHandlers } from '../../src/slack/handlers.ts';
import { ACTIONS } from '../../src/slack/ids.ts';
import { forms } from '../../src/slack/modals/list.ts';
import { presses } from '../../src/slack/presses.ts';
import type { Answered, Context, FormState, Handlers, OpenForm } from '../../src/slack/request.ts';
import { shortcuts } from '../../src/slack/shortcuts/list.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { saveTeam, saveWorkspace } from './settings/settings.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const boss = 'U0BOSS';
const former = 'U0FORMER';
const [ours, theirs] = ['T0ACME', 'T0OTHER'];
/** Words that stand in nobody's answer but those of whom they belong to. */
const secrets = ['Secret Sales', 'Hidden Person', 'secret-slug'] as const;

/** Who may not do it. */
const actors = {
  'an ordinary teammate': { workspaceId: ours, userId: 'U0ADA', isAdmin: false },
  'a former manager': { workspaceId: ours, userId: former, isAdmin: false },
  'a manager of another team': { workspaceId: ours, userId: 'U0DORA', isAdmin: false },
  'an admin who is no manager': { workspaceId: ours, userId: 'U0ADMIN', isAdmin: true },
  'somebody of another workspace': { workspaceId: theirs, userId: 'U0STRANGER', isAdmin: false },
  // Who manages there everything that is there.
  'a manager of another workspace': { workspaceId: theirs, userId: 'U0THEIRBOSS', isAdmin: true },
} as const;
type ActorName = keyof typeof actors;
const [ordinary, formerManager, ofOtherTeam, admin, elsewhere, managerElsewhere] = Object.keys(
  actors,
) as ActorName[] as [ActorName, ActorName, ActorName, ActorName, ActorName, ActorName];
const everybody = [ordinary, formerManager, ofOtherTeam, admin, elsewhere, managerElsewhere];
const inOtherWorkspace = (name: ActorName) => actors[name].workspaceId !== ours;

let database: TestLedger;
let handlers: Handlers;
let requests = 0;
let tables: readonly string[] | undefined;
/** The forms as somebody opened them while they managed, by what they are for. */
const opened = new Map<string, OpenForm>();
/** What the buttons of others carry. */
const values = { refused: '', recorded: '', choice: '', inviteId: '', blocked: '' };

beforeAll(async () => {
  database = await createTestLedger();
  handlers = createHandlers({ ledger: database.ledger, clock: { now: () => now } });
  const boardOfSales = 'month.0.1.accepted.0.0';
  await keep('set_up', { workspaceId: ours, userId: 'U0ADMIN', isAdmin: true }, ACTIONS.openSetUp);

  await saveWorkspace(database.ledger, { managers: [boss, former], leaderboard: 'full' });
  await saveTeam(database.ledger, 1, { name: 'Secret Sales', channel: 'C0GENERAL', managers: [former] });
  await saveTeam(database.ledger, 2, { name: 'Talent', managers: [actors[ofOtherTeam].userId] });
  const manager = { workspaceId: ours, userId: former, isAdmin: false };
  await keep('policy', manager, ACTIONS.openPolicy);
  await keep('workspace_settings', manager, ACTIONS.openRules);
  await keep('team_people', manager, ACTIONS.openPeople, '1');
  await keep('team_people of a new team', manager, ACTIONS.addTeam, '', { name: 'Another team' });
  await keep('team_times', manager, ACTIONS.openTimes, '1');
  await keep('leaderboard', manager, ACTIONS.openBoard, boardOfSales);
  await keep('digest_list', manager, ACTIONS.openDigest, '1');

  const asBoss = { workspaceId: ours, userId: boss, isAdmin: false };
  await handlers.command('log @secret-slug "Hidden Person"', contextOf(asBoss));
  values.recorded = await lastRequest();
  await handlers.command('log @secret-slug', contextOf(asBoss));
  values.refused = await lastRequest();
  const namesake = 'log https://www.linkedin.com/in/secret-slug-2 "Hidden Person"';
  await handlers.command(namesake, contextOf(asBoss));
  await handlers.command('accepted "Hidden Person"', contextOf(asBoss));
  values.choice = await lastRequest();
  await handlers.command('restricted', contextOf(asBoss));
  values.blocked = await lastRequest();
  await keep('pending', asBoss, ACTIONS.openPending);
  const [invite] = await database.ledger.sql<{ id: string }[]>`select min(id)::text as id from invites`;
  values.inviteId = invite?.id ?? '';

  await saveWorkspace(database.ledger, { managers: [boss], leaderboard: 'full' }, { version: 2 });
  await saveTeam(
    database.ledger,
    1,
    { name: 'Secret Sales', channel: 'C0GENERAL', managers: [] },
    { version: 2 },
  );
});
afterAll(() => database.drop());

type Actor = Pick<Context, 'workspaceId' | 'userId'> & { readonly isAdmin: boolean };
function contextOf({ workspaceId, userId, isAdmin }: Actor): Context {
  requests += 1;
  return {
    workspaceId,
    userId,
    requestKey: `request ${requests}`,
    now,
    deadline: performance.now() + 10_000,
    person: { zone: 'Europe/London', name: 'Somebody', isAdmin },
  };
}

/** Keeps the form that a button opens for who may, as it stands there. */
async function keep(
  name: string,
  actor: Actor,
  actionId: string,
  value = '',
  entered: FormState = {},
): Promise<void> {
  const answered = await handlers.press({ actionId, value, form: 'message' }, contextOf(actor));
  if (!('kind' in answered) || answered.kind !== 'open') throw new Error(`${name} was not opened`);
  const { view } = answered;
  opened.set(name, {
    callbackId: view.callback_id ?? '',
    metadata: view.private_metadata ?? '',
    state: { ...stateOf(view), ...entered },
  });
}

/** What stands in the inputs of a modal that nobody has touched. */
function stateOf(view: ModalView): FormState {
  return Object.fromEntries(
    view.blocks.flatMap((block): [string, FormState[string]][] => {
      if (!('element' in block)) return [];
      const element: Readonly<Record<string, unknown>> = { ...block.element };
      const [initial = null] = Object.entries(element).flatMap(([key, value]) =>
        key.startsWith('initial_') ? [value] : [],
      );
      return [[block.block_id ?? '', enteredAt(initial, String(element.type))]];
    }),
  );
}
function enteredAt(initial: unknown, type: string): FormState[string] {
  if (Array.isArray(initial)) return initial.map((one) => enteredAt(one, 'option')).map(String);
  if (typeof initial === 'object' && initial !== null) return String(Reflect.get(initial, 'value'));
  if (typeof initial === 'string') return initial;
  return ['checkboxes', 'multi_users_select'].includes(type) ? [] : null;
}

function form(name: string): OpenForm {
  const found = opened.get(name);
  if (!found) throw new Error(`the form ${name} was not opened`);
  return found;
}

async function lastRequest(): Promise<string> {
  const [row] = await database.ledger.sql<{ id: string }[]>`select max(id)::text as id from requests`;
  return row?.id ?? '';
}

/** Everything that is stored of the workspace, as one text a table. */
async function stored(): Promise<Record<string, string>> {
  const { sql } = database.ledger;
  tables ??= (
    await sql<{ name: string }[]>`
      select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'workspace_id' order by 1`
  ).map(({ name }) => name);
  const sums = await sql.unsafe<{ name: string; sum: string }[]>(
    tables
      .map(
        (
          name,
        ) => `select '${name}' as name, count(*) || ' ' || md5(string_agg(t::text, ' ' order by t::text)) as sum
          from ${name} t where workspace_id = '${ours}'`,
      )
      .join(' union all '),
  );
  return Object.fromEntries(sums.map(({ name, sum }) => [name, sum]));
}

type Attempt = (ctx: Context) => Promise<Answered>;
/** What somebody tries, and the sentence they get: nothing of the workspace is other than before, nor told elsewhere. */
async function refusal(name: ActorName, attempt: Attempt): Promise<string> {
  const before = await stored();
  const said = await attempt(contextOf(actors[name])).then(
    (answered) => `answered: ${JSON.stringify(answered)}`,
    (err) => {
      if (!(err instanceof AppError)) throw err;
      return describeFailure(err).reply.text;
    },
  );
  expect(await stored(), said).toEqual(before);
  for (const secret of secrets) expect(said).not.toContain(secret);
  return said;
}

const press =
  (actionId: string, value = '', on: OpenForm | (() => OpenForm) | 'message' | 'home' = 'message'): Attempt =>
  (ctx) =>
    handlers.press({ actionId, value, form: typeof on === 'function' ? on() : on }, ctx);
const submit =
  (name: string, changed: FormState = {}): Attempt =>
  (ctx) => {
    const open = form(name);
    return handlers.submit({ ...open, state: { ...open.state, ...changed } }, ctx);
  };
const command =
  (line: string): Attempt =>
  (ctx) =>
    handlers.command(line, ctx);

type Case = {
  readonly attempt: Attempt;
  /** Who may: everybody else may not. */
  readonly may?: readonly ActorName[];
};
const onlySales: Case['may'] = [];
/** Of what has no number of a team: their own workspace's. */
const ofWorkspace: Case['may'] = [managerElsewhere];
const board = 'month.0.1.accepted.0.0';
const onBoard = (actionId: string, value = board): Case => ({
  attempt: press(actionId, value, () => form('leaderboard')),
  may: onlySales,
});

/** Everything that only managers can: buttons by `action_id`, forms by `callback_id`, commands by their lines. */
const managerPresses: Readonly<Record<string, Case>> = {
  [ACTIONS.openSetUp]: { attempt: press(ACTIONS.openSetUp), may: [admin, managerElsewhere] },
  [ACTIONS.openRules]: { attempt: press(ACTIONS.openRules), may: [admin, managerElsewhere] },
  [ACTIONS.openPolicy]: { attempt: press(ACTIONS.openPolicy), may: ofWorkspace },
  [ACTIONS.addTeam]: { attempt: press(ACTIONS.addTeam), may: ofWorkspace },
  [ACTIONS.openTeam]: { attempt: press(ACTIONS.openTeam, '1') },
  [ACTIONS.openPeople]: { attempt: press(ACTIONS.openPeople, '1') },
  [ACTIONS.openTimes]: { attempt: press(ACTIONS.openTimes, '1') },
  [ACTIONS.testDigest]: { attempt: press(ACTIONS.testDigest, '1') },
  [ACTIONS.retryDelivery]: { attempt: press(ACTIONS.retryDelivery, 'C0GENERAL'), may: ofWorkspace },
  [ACTIONS.openDigest]: { attempt: press(ACTIONS.openDigest, '1') },
  [ACTIONS.previewDigest]: { attempt: press(ACTIONS.previewDigest, '1') },
  [ACTIONS.postDigest]: { attempt: press(ACTIONS.postDigest, '1') },
  [ACTIONS.removeTeam]: { attempt: press(ACTIONS.removeTeam, '1') },
  [ACTIONS.openBoard]: { attempt: press(ACTIONS.openBoard, board) },
  [ACTIONS.boardPage]: { attempt: press(ACTIONS.boardPage, board) },
};
const policyPress = (actionId: string, value = ''): Case => ({
  attempt: press(actionId, value, () => form('policy')),
  may: ofWorkspace,
});
const managerForms: Readonly<Record<string, Case>> = {
  'policy preset': policyPress('preset', 'observed'),
  'policy policy_caps': policyPress('policy_caps'),
  'policy policy_waits': policyPress('policy_waits'),
  'policy policy_rules': policyPress('policy_rules'),
  'policy accountType': policyPress('accountType', 'free'),
  'policy submit': { attempt: submit('policy', { 'guide:0': '50' }), may: ofWorkspace },
  'set_up submit': { attempt: submit('set_up'), may: [admin, managerElsewhere] },
  'workspace_settings submit': {
    attempt: submit('workspace_settings', { leaderboard: 'off' }),
    may: ofWorkspace,
  },
  'team_people submit': { attempt: submit('team_people', { name: 'Mine now' }) },
  'team_times submit': { attempt: submit('team_times', { digestAt: '09:00' }) },
  'board period': onBoard('period'),
  'board back': onBoard('back'),
  'board team': onBoard('team'),
  'board rank_by': onBoard('rank_by'),
  'board board_page': onBoard(ACTIONS.boardPage),
  'board share_board': onBoard(ACTIONS.shareBoard),
  'board board_file': onBoard(ACTIONS.boardFile),
  'digest_list digest_page': { attempt: press(ACTIONS.digestPage, '1.0', () => form('digest_list')) },
};
const managerCommands: Readonly<Record<string, readonly (Case & { readonly line: string })[]>> = {
  log: [{ line: `log "Somebody New" for <@${boss}>`, attempt: command(`log "Somebody New" for <@${boss}>`) }],
  quota: [{ line: `quota <@${boss}>`, attempt: command(`quota <@${boss}>`) }],
  digest: [
    { line: 'digest team', attempt: command('digest team "Secret Sales"') },
    { line: 'digest post', attempt: command('digest post team "Secret Sales"') },
  ],
  leaderboard: [{ line: 'board team', attempt: command('leaderboard team "Secret Sales"') }],
  export: [
    { line: 'export team', attempt: command('export team "Secret Sales"') },
    { line: 'export everyone', attempt: command('export everyone'), may: ofWorkspace },
  ],
  'allow-contact': [
    // The list is the whole workspace's: any manager can.
    {
      line: 'allow-contact',
      attempt: command('allow-contact @secret-slug'),
      may: [ofOtherTeam, managerElsewhere],
    },
  ],
};
/** What is not a button of its own, or stands in other places too. */
const furtherCases: Readonly<Record<string, Case>> = {
  'adding a team': { attempt: submit('team_people of a new team'), may: ofWorkspace },
  'everybody’s board shared': {
    ...onBoard(ACTIONS.shareBoard, 'month.0.all.accepted.0.0'),
    may: ofWorkspace,
  },
  'everybody’s board as a file': {
    ...onBoard(ACTIONS.boardFile, 'month.0.all.accepted.0.0'),
    may: ofWorkspace,
  },
};

const managerCases: readonly (readonly [string, Case])[] = [
  ...Object.entries(managerPresses).map(([id, one]) => [`the button ${id}`, one] as const),
  ...Object.entries(managerForms).map(([id, one]) => [`the form ${id}`, one] as const),
  ...Object.values(managerCommands)
    .flat()
    .map((one) => [`the command ${one.line}`, one] as const),
  ...Object.entries(furtherCases),
];

/** What belongs to whoever was answered: the buttons of a request, and one's own pending invites. */
const ownPresses: Readonly<Record<string, Attempt>> = {
  [ACTIONS.undo]: (ctx) => press(ACTIONS.undo, `${values.recorded}.1`)(ctx),
  [ACTIONS.undoEntry]: (ctx) => press(ACTIONS.undoEntry, `${values.recorded}.1`)(ctx),
  [ACTIONS.logAnyway]: (ctx) => press(ACTIONS.logAnyway, `${values.refused}.1`)(ctx),
  [ACTIONS.dismiss]: (ctx) => press(ACTIONS.dismiss, `${values.refused}.1`)(ctx),
  [ACTIONS.choose]: (ctx) => press(ACTIONS.choose, `${values.choice}.1`)(ctx),
  [ACTIONS.saveCheckIn]: (ctx) =>
    handlers.press(
      {
        actionId: ACTIONS.saveCheckIn,
        value: `${boss}.2026-11-24`,
        form: 'message',
        entered: { 'ticks:0.0': [values.inviteId] },
      },
      ctx,
    ),
  [ACTIONS.noneAccepted]: press(ACTIONS.noneAccepted, `${boss}.2026-11-24`),
  [ACTIONS.notNow]: press(ACTIONS.notNow, `${boss}.2026-11-24`),
  [ACTIONS.tellTeam]: (ctx) => press(ACTIONS.tellTeam, `${values.blocked}.1`)(ctx),
};
const ownForms: Readonly<Record<string, Attempt>> = {
  'pending submit': (ctx) => {
    const ticks = Object.keys(form('pending').state).find((id) => id.startsWith('ticks:')) ?? '';
    return submit('pending', { [ticks]: [values.inviteId], outcome: 'accepted' })(ctx);
  },
};
const ownCases = [
  ...Object.entries(ownPresses).map(([id, attempt]) => [`the button ${id}`, attempt] as const),
  ...Object.entries(ownForms).map(([id, attempt]) => [`the form ${id}`, attempt] as const),
];

/** What everybody can, about themselves: it shows nothing of others. */
const openPresses = [
  ACTIONS.welcome,
  ACTIONS.openLog,
  ACTIONS.openPending,
  ACTIONS.myRoom,
  ACTIONS.openBlock,
  ACTIONS.lift,
  ACTIONS.openPage,
  ACTIONS.openCounter,
  ACTIONS.openCheck,
  ACTIONS.openMySettings,
  ACTIONS.openSettings,
  ACTIONS.export,
  ACTIONS.help,
];
/** Of forms: about the account of who fills them in; a `pending` list of other ids shows nobody. */
const openForms = [
  'block submit',
  'check submit',
  'counter submit',
  'lift submit',
  'log submit',
  'log check_people',
  'log more_options',
  'log when',
  'log date',
  'log account',
  'page submit',
  'pending search',
  'pending show_list',
  'pending show_ticked',
  'pending show_previous',
  'pending show_next',
  'pending tick_pasted',
  'personal submit',
  'personal personal_add_account',
];
const openCommands = [
  'check',
  'accepted',
  'declined',
  'ignored',
  'withdrawn',
  'pending',
  'page',
  'history',
  'account',
  'counter',
  'restricted',
  'lifted',
  'settings',
  'undo',
  'same',
  'do-not-contact',
  'help',
];

describe('the table', () => {
  it('has every button', () => {
    expect([...Object.keys(managerPresses), ...Object.keys(ownPresses), ...openPresses].sort()).toEqual(
      [...presses.keys()].sort(),
    );
  });

  it('has every form, and what is pressed in it', () => {
    const all = forms.flatMap(({ callbackId, submit, presses: inForm = {} }) => [
      ...(submit ? [`${callbackId} submit`] : []),
      ...Object.keys(inForm).map((id) => `${callbackId} ${id}`),
    ]);
    expect([...Object.keys(managerForms), ...Object.keys(ownForms), ...openForms].sort()).toEqual(all.sort());
  });

  it('has every command, and the shortcuts, which everybody has', () => {
    expect([...Object.keys(managerCommands), ...openCommands].sort()).toEqual(
      subcommands.map(({ name }) => name).sort(),
    );
    expect([...shortcuts.keys()].sort()).toEqual(['log_invites', 'log_invites_from_message']);
  });
});

describe.each(managerCases)('%s', (_, { attempt, may = onlySales }) => {
  it.each(everybody.filter((name) => !may.includes(name)))('is not for %s', async (name) => {
    const said = await refusal(name, attempt);
    // With the number of a team or the id of a person that is not in their workspace, a manager there finds nothing.
    if (inOtherWorkspace(name))
      expect(said).toMatch(
        /^(Only .* can|There (is no|are no teams)|This team (is no more|was removed)|<@U0BOSS> has no)/,
      );
    else expect(said).toMatch(/^Only .* can/);
  });
});

describe.each(ownCases)('%s of somebody else', (_, attempt) => {
  it.each(everybody)('is not for %s', async (name) => {
    const said = await refusal(name, attempt);
    if (inOtherWorkspace(name))
      expect(said).toMatch(
        /^(This button is out of date|That is undone already, or nothing was recorded)|1 that you ticked is no longer among your invites|^Only the person who was asked can/,
      );
    else expect(said).toMatch(/^Only the person who .* can/);
  });

  it('is not for a manager either', async () => {
    const before = await stored();
    const other = { workspaceId: ours, userId: 'U0SECOND', isAdmin: false };
    await saveWorkspace(database.ledger, { managers: [boss, other.userId] }, { version: 3 });
    try {
      await expect(attempt(contextOf(other))).rejects.toThrow(/^Only the person who .* can/);
    } finally {
      await database.ledger.sql`delete from settings where version = 3`;
    }
    expect(await stored()).toEqual(before);
  });
});

describe.each(everybody)('%s', (name) => {
  const said = async (attempt: Attempt) => {
    const answered = await attempt(contextOf(actors[name])).catch((err: unknown) => {
      if (!(err instanceof AppError)) throw err;
      return err.message;
    });
    return JSON.stringify(answered);
  };

  it.each(openPresses)('sees nothing of others by the button %s', async (actionId) => {
    const text = await said(press(actionId, actionId === ACTIONS.welcome ? 'free' : ''));
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it.each(openForms.filter((one) => one.startsWith('pending ')).map((one) => one.replace('pending ', '')))(
    'sees nobody of another’s pending invites by %s',
    async (actionId) => {
      const { metadata, state, callbackId } = form('pending');
      const elsewhere = Number(values.inviteId).toString(36);
      const forged = JSON.stringify({ ...JSON.parse(metadata), elsewhere });
      const text = await said(press(actionId, '', { callbackId, metadata: forged, state }));
      for (const secret of secrets) expect(text).not.toContain(secret);
    },
  );

  it.each([...openCommands, 'pending', 'history', 'export', 'leaderboard'])(
    'sees nothing of others by the command %s',
    async (line) => {
      const text = await said(command(line));
      for (const secret of secrets) expect(text).not.toContain(secret);
    },
  );
});
