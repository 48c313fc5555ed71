import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACTIONS } from '../../src/slack/ids.ts';
import { type Headroom, startHeadroom } from '../headroom.ts';
import { type FaultyProxy, startProxy } from '../ledger/proxy.ts';
import { openForm, pressAction, valuesFor, wordsOf } from './modals/open-form.ts';
import { boss } from './workspace.ts';

let headroom: Headroom;
let proxy: FaultyProxy;
/** Whom a test enters, and how many messages were there before it. */
let somebody: string;
let seenBefore: number;

/** One bot for all: each test begins with no settings and no limits of its own, and enters somebody new. */
beforeAll(async () => {
  headroom = await startHeadroom({
    route: async (url) => {
      proxy = await startProxy(url);
      return proxy.url;
    },
  });
});
let tests = 0;
beforeEach(async () => {
  tests += 1;
  somebody = `ann-lee-${tests}`;
  for (const table of ['settings', 'policies'])
    await headroom.ledger.sql`delete from ${headroom.ledger.sql(table)}`;
  await headroom.says(boss, `/invites log @jane-doe-${tests} "Sam Lee"`);
  seenBefore = session().sees().length;
});
afterEach(async () => {
  proxy.thaw();
  proxy.refuse(false);
  if (session().views().length > 0) await session().closeAll();
});
afterAll(async () => {
  await headroom.stop();
  await proxy.close();
});

const session = () => headroom.slack.as(boss);
const saidTo = () =>
  session()
    .sees()
    .slice(seenBefore)
    .map(({ text }) => text)
    .join('\n');

/** The forms by the button that opens each, with what is entered, what redraws it, and what it records in which table. */
const forms = [
  {
    name: 'the log form',
    opener: ACTIONS.openLog,
    enters: () => ({ people: `@${somebody}` }),
    redraw: 'check_people',
    table: 'invites',
    says: 'Logged',
  },
  {
    name: 'the pending list',
    opener: ACTIONS.openPending,
    enters: () => ({ outcome: 'accepted', ...ticks() }),
    redraw: 'show_ticked',
    table: 'entries',
    says: 'accepted',
  },
  {
    name: 'the settings',
    opener: ACTIONS.openRules,
    enters: () => ({ leaderboard: 'full' }),
    redraw: undefined,
    table: 'settings',
    says: 'the whole board',
  },
  {
    name: 'the limits',
    opener: ACTIONS.openPolicy,
    enters: () => ({ guide: '55' }),
    redraw: 'policy_waits',
    table: 'policies',
    says: '55',
  },
] as const;

/** The first list of the pending form, with its first person ticked. */
function ticks(): Record<string, readonly string[]> {
  for (const block of session().views().at(-1)?.blocks ?? [])
    if (block.type === 'input' && block.element.type === 'checkboxes') {
      const [first] = block.element.options as readonly { readonly value: string }[];
      return { ticks: [first?.value ?? ''] };
    }
  throw new Error('nobody is pending');
}

/** The `action_id` as it is drawn now: it may end with the number of the drawing. */
function drawn(action: string): string {
  const blocks = JSON.stringify(session().views().at(-1)?.blocks);
  const [, id] = new RegExp(`"action_id":"(${action}(?::[^"]*)?)"`).exec(blocks) ?? [];
  if (id === undefined) throw new Error(`there is no ${action}`);
  return id;
}

describe.each(forms)('$name', ({ opener, enters, redraw, table, says }) => {
  it('that Slack is too busy to open opens a moment later', async () => {
    headroom.slack.faults.api('views.open', { status: 429, retryAfter: 1 });
    expect((await openForm(headroom, boss, opener)).callbackId).not.toBe('');
  });

  it.each([{ error: 'expired_trigger_id' }, { error: 'view_too_large' }])(
    'that Slack does not open ($error) says so, and opens the next time',
    async (fault) => {
      headroom.slack.faults.api('views.open', fault);
      await pressAction(headroom, boss, opener);
      await headroom.slack.waitFor(() => /did not open|did not show|again/.test(saidTo()));
      expect(session().views()).toEqual([]);
      expect((await openForm(headroom, boss, opener)).submit).not.toBe('');
    },
  );

  it('that is closed before it is answered records all the same', async () => {
    const form = await openForm(headroom, boss, opener);
    const before = await headroom.count(table === 'invites' ? 'entries' : table);
    proxy.freezeOpen();
    const submitted = session().submit(form.id, valuesFor(form, enters()));
    await session().closeAll();
    proxy.thaw();
    await submitted;
    expect(session().views()).toEqual([]);
    expect(await headroom.count(table === 'invites' ? 'entries' : table)).toBeGreaterThan(before);
  });

  it('whose acknowledgement is lost is answered again and recorded once', async () => {
    const form = await openForm(headroom, boss, opener);
    const [entries, rows] = [await headroom.count('entries'), await headroom.count(table)];
    headroom.slack.faults.loseAcks(1);
    const values = valuesFor(form, enters());
    await session().submit(form.id, values);
    const open = session()
      .views()
      .find(({ id }) => id === form.id);
    if (open?.callbackId === form.callbackId) await session().submit(form.id, values);
    await headroom.slack.waitFor(() => wordsOf(session().views().at(-1)).includes(says));
    expect(await headroom.count('entries')).toBe(entries + 1);
    expect(await headroom.count(table)).toBe(rows + 1);
  });

  it('stays with what was typed while the database is away, then saves it', async () => {
    const form = await openForm(headroom, boss, opener);
    const rows = await headroom.count(table);
    const values = valuesFor(form, enters());
    proxy.refuse(true);
    proxy.cut();
    const first = await session().submit(form.id, values);
    expect(Object.values(first.errors ?? {}).join()).toContain('Nothing was recorded');
    expect(session().views().at(-1)?.id).toBe(form.id);
    expect(await headroom.count(table)).toBe(rows);
    proxy.refuse(false);
    await vi.waitFor(async () => expect((await session().submit(form.id, values)).errors).toBeUndefined(), {
      timeout: 8_000,
    });
    await headroom.slack.waitFor(() => wordsOf(session().views().at(-1)).includes(says));
    expect(await headroom.count(table)).toBe(rows + 1);
  });

  if (redraw !== undefined) {
    const press = async () => {
      const form = await openForm(headroom, boss, opener);
      await session().press(form, drawn(redraw), { values: valuesFor(form, enters()) });
      return form;
    };

    it.each([{ error: 'hash_conflict' }, { status: 429, retryAfter: 1 } as const])(
      'that Slack does not draw again at once (%j) is drawn after all',
      async (fault) => {
        headroom.slack.faults.api('views.update', fault);
        const form = await press();
        await headroom.slack.waitFor(() => session().views().at(-1)?.hash !== form.hash);
        expect(session().views().at(-1)?.callbackId).toBe(form.callbackId);
      },
    );

    it('that Slack finds too large to draw again says so, and stays as it is', async () => {
      headroom.slack.faults.api('views.update', { error: 'view_too_large' });
      const form = await press();
      await headroom.slack.waitFor(() => saidTo().includes('Slack did not show the answer (view_too_large)'));
      expect(session().views().at(-1)?.hash).toBe(form.hash);
    });
  }
});
