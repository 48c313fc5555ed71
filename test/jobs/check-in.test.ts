import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { queueDeliveries } from '../../src/ledger/queue-deliveries.ts';
import type { Message } from '../../src/simulator/simulator.ts';
import { type Headroom, startHeadroom } from '../headroom.ts';
import { ada, boss } from '../slack/workspace.ts';

const day = 86_400_000;
/** A Tuesday, at four in London. */
const tuesday = '2026-11-24';
const friday = '2026-11-27';
const fourOf = (date: string) => Date.parse(`${date}T16:00:00Z`);

let headroom: Headroom;
const url = (slug: string) => `https://www.linkedin.com/in/${slug}`;
const member = (n: number) => `U0MEMBER${n}`;
const start = async () => {
  headroom = await startHeadroom({
    at: '2026-11-10T09:00:00Z',
    users: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => ({
      id: member(n),
      name: `member-${n}`,
      realName: `Member ${n}`,
      tz: 'Europe/London',
    })),
  });
};

/** Logs some days before the check-in. */
async function log(user: string, daysBefore: number, people: string, date = tuesday): Promise<void> {
  headroom.clock.time = fourOf(date) - daysBefore * day;
  expect(await headroom.says(user, `/invites log ${people}`)).toMatch(/^Logged/);
  headroom.clock.time = fourOf(date);
}

/** The round of a zone, done by the worker; gives how many it found. */
async function round(localDate: string, zone = 'Europe/London'): Promise<number> {
  const done = () => headroom.logLines.filter(({ msg }) => msg === 'check-ins queued');
  const before = done().length;
  const payload = JSON.stringify({ workspaceId: 'T0ACME', kind: 'check_in', zone, localDate });
  await headroom.ledger.sql`select graphile_worker.add_job('round', ${payload}::text::json)`;
  return vi.waitFor(
    () => {
      const line = done()[before];
      if (!line) throw new Error('the round is not done');
      return Number(line.asked);
    },
    { timeout: 10_000, interval: 20 },
  );
}

/** Who was sent one, once all is said. */
async function asked(): Promise<string[]> {
  return vi.waitFor(
    async () => {
      const rows = await headroom.ledger.sql<{ channel: string; state: string }[]>`
        select channel, state from deliveries where kind = 'check_in' order by id`;
      expect(rows.filter(({ state }) => state === 'queued')).toEqual([]);
      return rows.filter(({ state }) => state === 'sent').map(({ channel }) => channel);
    },
    { timeout: 10_000, interval: 20 },
  );
}

/** The check-in of somebody as it stands now. */
async function checkIn(user: string): Promise<Message> {
  return headroom.slack.waitFor(() =>
    headroom.slack
      .as(user)
      .sees()
      .find(({ text, blocks }) => text.includes('LinkedIn told you') && blocks.length > 2),
  );
}

type Options = { readonly value: string; readonly text: { readonly text: string } }[];
function optionsOf({ blocks }: Pick<Message, 'blocks'>): Options {
  return blocks.flatMap((block) =>
    block.type === 'input' && block.element.type === 'checkboxes' ? (block.element.options as Options) : [],
  );
}
const buttonsOf = ({ blocks }: Pick<Message, 'blocks'>) =>
  blocks.flatMap((block) =>
    block.type === 'actions'
      ? (block.elements as unknown as { text: { text: string } }[]).map(({ text }) => text.text)
      : [],
  );

/** Ticks some people by what they are called, presses, and gives what stands there then. */
async function press(
  user: string,
  message: Message,
  button: string,
  people: readonly string[] = [],
): Promise<Message> {
  const values = optionsOf(message)
    .filter(({ text }) => people.some((name) => text.text.includes(name)))
    .map(({ value }) => value);
  expect(values).toHaveLength(people.length);
  const pressed = await headroom.slack
    .as(user)
    .press(message, button, { values: people.length > 0 ? { 'ticks:0.0': values } : {} });
  return pressed.updated();
}

const entries = () =>
  headroom.ledger.sql<{ kind: string; account_id: string; local_date: string }[]>`
    select kind, account_id::text, local_date::text from entries where kind <> 'sent' order by id`;
const kinds = async () => (await entries()).map(({ kind }) => kind);

describe('the round', () => {
  beforeAll(start);
  afterAll(() => headroom.stop());

  it('asks on Tuesday who waits for somebody and wants it, once, however often it runs', async () => {
    const { sql } = headroom.ledger;
    const setting = (user: string, column: string, value: string) =>
      sql`insert into teammates ${sql({ workspace_id: 'T0ACME', user_id: user, [column]: value })}`;
    for (const n of [1, 2, 3, 4, 5]) await log(member(n), 5, `@person-${n}`);
    await setting(member(2), 'check_ins', 'off');
    await setting(member(3), 'check_ins', 'weekly');
    await setting(member(4), 'away_until', tuesday);
    await setting(member(5), 'deactivated_at', '2026-11-20T00:00:00Z');
    // Too young, and too old.
    await log(member(6), 0.9, '@young');
    await log(member(7), 31, '@old');
    // Answered.
    await log(member(8), 5, '@answered');
    await headroom.says(member(8), '/invites accepted @answered');
    // Unnamed ones can be recorded too.
    await log(ada, 5, '3');

    expect(await round(tuesday)).toBe(2);
    expect(await round(tuesday)).toBe(2);
    expect(await asked()).toEqual([ada, member(1)]);
  });

  it('asks on Friday who wants one a week too, and who is back', async () => {
    headroom.clock.time = fourOf(friday);
    expect(await round(friday)).toBe(5);
    expect((await asked()).slice(2)).toEqual([ada, member(1), member(3), member(4), member(6)]);
  });

  it('asks nobody of another zone, and whoever has accounts in two zones once', async () => {
    expect(await round('2026-12-01', 'America/New_York')).toBe(0);
    await headroom.ledger.sql`
      insert into accounts (workspace_id, owner, name, type, zone, created_at)
      values ('T0ACME', ${member(1)}, 'founder', 'free', 'America/New_York', now())`;
    headroom.clock.time = fourOf('2026-12-01');
    const before = (await asked()).length;
    await round('2026-12-01');
    expect(await round('2026-12-01', 'America/New_York')).toBe(1);
    expect((await asked()).slice(before).filter((user) => user === member(1))).toHaveLength(1);
    await headroom.ledger.sql`delete from accounts where name = 'founder'`;
  });

  it('says nothing to whom nobody is waited for any more when it would be said', async () => {
    await headroom.ledger.transact({ deadlineMs: 5_000 }, (tx) =>
      queueDeliveries(tx, { workspaceId: 'T0ACME', now: headroom.clock.time }, [
        { channel: member(8), message: { kind: 'check_in', date: '2026-12-01' } as { kind: string } },
        { channel: member(2), message: { kind: 'check_in', date: '2026-12-01' } as { kind: string } },
      ]),
    );
    await asked();
    const rows = await headroom.ledger.sql`
      select channel, state, reason from deliveries where state <> 'sent' order by channel`;
    expect(rows).toMatchObject([
      { channel: member(2), state: 'skipped', reason: 'off' },
      { channel: member(8), state: 'skipped', reason: 'nothing' },
    ]);
  });
});

describe('the check-in', () => {
  beforeEach(start);
  afterEach(() => headroom.stop());

  async function asking(): Promise<Message> {
    await log(ada, 10, `${url('jane-doe')} "Jane Doe" ${url('sam-lee')} "Sam Lee"`);
    await log(ada, 2, `${url('ann-ray')} "Ann Ray"`);
    await round(tuesday);
    return checkIn(ada);
  }

  it('has the newest first to tick, and says the same as text', async () => {
    const message = await asking();
    expect(optionsOf(message).map(({ text }) => text.text)).toEqual(['Ann Ray', 'Sam Lee', 'Jane Doe']);
    expect(buttonsOf(message)).toEqual(['Save Acceptances', 'None Accepted', 'Not Now', 'Paste Names']);
    expect(message.text).toBe(
      [
        'LinkedIn told you who accepted. Tick them, or paste their names.',
        'Waiting for an answer: 3, sent 1 to 30 days ago.',
        '• Ann Ray, sent 22 Nov 2026, 16:00',
        '• Sam Lee, sent 14 Nov 2026, 16:00',
        '• Jane Doe, sent 14 Nov 2026, 16:00',
        'Save Acceptances and None Accepted also record that you looked on LinkedIn: everybody you wait for and did not tick counts as not accepted so far.',
      ].join('\n'),
    );
  });

  it('records who is ticked and that the others have not accepted; Undo takes both back', async () => {
    const message = await asking();
    const saved = await press(ada, message, 'Save Acceptances', ['Jane Doe', 'Sam Lee']);
    expect(saved.text).toMatch(
      /^Recorded: Jane Doe accepted \(sent .*\)\.\nRecorded: Sam Lee accepted .*\nRecorded: you looked, and of the others you wait for none has accepted so far\.\nAccepted today: 2 of 300 /,
    );
    expect(saved.ts).toBe(message.ts);
    expect(saved.ephemeral).toBe(false);
    expect(await entries()).toEqual(
      ['accepted', 'accepted', 'checked'].map((kind) => ({
        kind,
        account_id: expect.any(String),
        local_date: tuesday,
      })),
    );
    expect(await headroom.says(ada, '/invites history')).toContain('you checked who had accepted');

    const undone = await headroom.slack.as(ada).press(saved, 'Undo');
    expect((await undone.updated()).text).toMatch(
      /^Undone: the invite to Jane Doe is not marked as accepted any more\.\nUndone: the invite to Sam Lee .*\nUndone: that you looked who accepted does not count any more\./,
    );
  });

  it('settles once: a second press says what happened, whichever it is', async () => {
    const message = await asking();
    await press(ada, message, 'Save Acceptances', ['Jane Doe']);
    const again = await press(ada, message, 'Save Acceptances', ['Sam Lee']);
    expect(again.text).toMatch(
      /^You answered this check-in already\. Nothing more was recorded\.\nRecorded: Jane Doe accepted/,
    );
    expect((await press(ada, message, 'None Accepted')).text).toMatch(/^You answered this check-in already/);
    expect((await press(ada, message, 'Not Now')).text).toMatch(/^You answered this check-in already/);
    expect(await kinds()).toEqual(['accepted', 'checked']);
  });

  it('settles two presses at the same moment once', async () => {
    const message = await asking();
    const both = await Promise.all([
      press(ada, message, 'Save Acceptances', ['Jane Doe']),
      press(ada, message, 'None Accepted'),
    ]);
    expect(both.filter(({ text }) => text.startsWith('You answered this check-in already'))).toHaveLength(1);
    expect((await kinds()).filter((kind) => kind === 'checked')).toHaveLength(1);
  });

  it('records that none accepted, for each account that waits', async () => {
    await headroom.says(ada, '/invites account add founder');
    await headroom.says(ada, '/invites account add empty');
    await log(ada, 3, '@dan-fox as founder');
    const message = await asking();
    const saved = await press(ada, message, 'None Accepted');
    expect(saved.text).toMatch(
      /^Recorded: you looked, and of those you wait for none has accepted so far\.\nAccepted today: 0 of 300 /,
    );
    expect(buttonsOf(saved)).toEqual(['Undo']);
    const checks = (await entries()).filter(({ kind }) => kind === 'checked');
    expect(new Set(checks.map(({ account_id }) => account_id)).size).toBe(2);
    await headroom.slack.as(ada).press(saved, 'Undo');
    await vi.waitFor(async () => expect((await kinds()).slice(-2)).toEqual(['undone', 'undone']));
  });

  it('says that nobody is ticked, and stays as it is', async () => {
    const message = await asking();
    const said = await press(ada, message, 'Save Acceptances');
    expect(said.text).toMatch(/^Nobody is ticked, so nothing was recorded\./);
    expect(said.ts).not.toBe(message.ts);
    expect(await checkIn(ada)).toEqual(message);
    expect(await kinds()).toEqual([]);
  });

  it.each(['None Accepted', 'Not Now'])('loses no ticks by %s, and stays as it is', async (button) => {
    const message = await asking();
    for (const [people, said] of [
      [['Jane Doe'], '1 person is ticked'],
      [['Jane Doe', 'Sam Lee'], '2 people are ticked'],
    ] as const) {
      const refused = await press(ada, message, button, people);
      expect(refused.text).toBe(
        `${said}, so nothing was recorded. Press *Save Acceptances*, or clear the ticks first.`,
      );
      expect(refused.ts).not.toBe(message.ts);
    }
    expect(await checkIn(ada)).toEqual(message);
    expect(await kinds()).toEqual([]);
    await press(ada, message, 'Save Acceptances', ['Jane Doe']);
    expect((await press(ada, message, button, ['Sam Lee'])).text).toMatch(
      /^You answered this check-in already/,
    );
  });

  it('says when the next one comes to who has no time', async () => {
    const message = await asking();
    const later = await press(ada, message, 'Not Now');
    expect(later.text).toContain(
      'The next check-in comes 27 Nov 2026, 16:00, if somebody has not answered by then.\n' +
        'To record somebody sooner, type /invites accepted.',
    );
    expect(later.ts).toBe(message.ts);
    expect(await kinds()).toEqual([]);
  });

  it('says of who was answered elsewhere meanwhile what happened', async () => {
    const message = await asking();
    await headroom.says(ada, '/invites accepted @jane-doe @sam-lee');
    await headroom.says(ada, '/invites withdrawn @ann-ray');
    const saved = await press(ada, message, 'Save Acceptances', ['Jane Doe', 'Ann Ray']);
    expect(saved.text).toMatch(
      /^Not recorded: Jane Doe has accepted already, .*\nNot recorded: you have withdrawn your invite to Ann Ray already, .*\nNobody you logged waits for an answer any more/,
    );
    expect(buttonsOf(saved)).toEqual([]);
    expect(await kinds()).not.toContain('checked');
  });

  it('is answered by whom it asked only', async () => {
    const message = await asking();
    await log(boss, 3, '@other-person');
    for (const button of ['save_check_in', 'none_accepted', 'not_now']) {
      const { message: own } = await headroom.slack.as(boss).command('/invites help');
      if (own === undefined) throw new Error('no help came');
      const pressed = await headroom.slack.as(boss).press({ ...own, blocks: message.blocks }, button);
      expect((await pressed.updated()).text).toBe('Only the person who was asked can answer a check-in.');
    }
    expect(await kinds()).toEqual([]);
  });

  it('opens the list with the field for names, and acceptance chosen', async () => {
    const message = await asking();
    await headroom.slack.as(ada).press(message, 'Paste Names');
    const view = await headroom.modal(ada);
    expect(JSON.stringify(view.blocks)).toContain('People who accepted');
    const outcome = view.blocks.find(({ block_id }) => block_id === 'outcome');
    expect(outcome).toMatchObject({ element: { initial_option: { value: 'accepted' } } });
  });

  it('shows forty of more, and the list with all of them', async () => {
    const handles = Array.from({ length: 45 }, (_, n) => `@person-${n}`).join(' ');
    await log(ada, 4, handles);
    await round(tuesday);
    const message = await checkIn(ada);
    expect(optionsOf(message)).toHaveLength(40);
    expect(message.text).toContain(
      'Waiting for an answer: 45, sent 1 to 30 days ago. The newest 40 are here.',
    );
    expect(buttonsOf(message)).toContain('Open Whole List');
  });

  it('has no boxes where all are unnamed', async () => {
    await log(ada, 4, '7');
    await round(tuesday);
    const message = await headroom.slack.waitFor(() =>
      headroom.slack
        .as(ada)
        .sees()
        .find(({ text }) => text.includes('LinkedIn told you')),
    );
    expect(message.text).toContain('Waiting for an answer: 7 unnamed invites, sent 1 to 30 days ago.');
    expect(buttonsOf(message)).toEqual(['None Accepted', 'Not Now']);
    expect(message.text).toContain(
      'None Accepted records that you looked on LinkedIn: everybody you wait for',
    );
  });
});
