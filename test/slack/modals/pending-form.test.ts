import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logInvites } from '../../../src/services/log-invites.ts';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { callOf } from '../../services/call.ts';
import { ada, boss } from '../workspace.ts';
import { pendingScreen } from './pending-screen.ts';

let headroom: Headroom;
beforeEach(async () => {
  headroom = await startHeadroom();
});
afterEach(() => headroom.stop());

const screenOf = (user = ada) => pendingScreen(headroom.slack, headroom.slack.as(user));
const log = (...lines: string[]) =>
  lines.reduce(async (before, line) => {
    await before;
    await headroom.says(ada, `/invites log ${line}`);
  }, Promise.resolve());

/** Every invite's state, by the key of whom it went to. */
async function states(): Promise<Readonly<Record<string, string>>> {
  const rows = await headroom.ledger.sql<{ key: string; state: string }[]>`
    select k.key, i.state from invites i
    join person_keys k on k.workspace_id = i.workspace_id and k.person_id = i.person_id order by i.id`;
  return Object.fromEntries(rows.map(({ key, state }) => [key, state]));
}
const requestsOf = async (verb: string) => {
  const [row] = await headroom.ledger.sql<{ n: number }[]>`
    select count(*)::int as n from requests where arguments->>'verb' = ${verb}`;
  return row?.n ?? 0;
};

describe('the list', () => {
  it('shows whom one waits for, oldest first, with the age and what is worth withdrawing', async () => {
    await log(
      '@new-one',
      'https://www.linkedin.com/in/old-one "Old One" at 2026-11-09 09:00',
      '@older-one at 2026-10-24 08:00',
      '5',
    );
    const screen = screenOf();
    const view = await screen.open('/invites accepted');
    expect(screen.rows().map(({ name, says }) => [name, says])).toEqual([
      ['older-one', 'Sent 24 Oct 2026, 08:00 (31 days ago), worth withdrawing'],
      ['Old One', 'Sent 9 Nov 2026, 09:00 (15 days ago), older than 14 days'],
      ['new-one', 'Sent 24 Nov 2026, 09:00 (less than a day ago)'],
    ]);
    const text = screen.text();
    expect(text).toContain('*Pending: 3*, oldest first. Ticked: 0');
    expect(text).toContain('Not listed: 5 unnamed invites.');
    expect(text).toContain('LinkedIn counts old pending invites against you.');
    expect(view).toMatchObject({ title: 'Record Outcomes', submit: 'Record Outcomes' });
  });

  it('opens with the outcome that was typed, and the date', async () => {
    await log('@jane-doe at 2026-11-01');
    const screen = screenOf();
    await screen.open('/invites withdrawn at 2026-11-20');
    expect(JSON.stringify(screen.view().blocks)).toContain('"initial_date":"2026-11-20"');
    const { view } = await screen.submit({ [screen.rows()[0]?.blockId ?? '']: [screen.rows()[0]?.value] });
    expect(screen.text(view)).toContain(
      'you withdrew your invite to <https://www.linkedin.com/in/jane-doe|jane-doe> <!date^1795176000',
    );
    expect(await states()).toEqual({ 'in:jane-doe': 'withdrawn' });
  });

  it.each([
    ['accepted', ['Accepted', 'Withdrawn', 'Still Waiting'], 'accepted'],
    ['declined', ['Accepted', 'Withdrawn', 'Declined', 'Still Waiting'], 'declined'],
    ['ignored', ['Accepted', 'Withdrawn', 'Ignored', 'Still Waiting'], 'ignored'],
  ])('offers after %s', async (typed, offered, chosen) => {
    await log('@jane-doe');
    const screen = screenOf();
    await screen.open(`/invites ${typed}`);
    const radio = screen.view().blocks.find(({ block_id }) => block_id === 'outcome');
    expect(radio).toMatchObject({
      element: { options: offered.map((text) => ({ text: { text } })), initial_option: { value: chosen } },
    });
    screen.tick('jane-doe');
    await screen.submit();
    expect(await states()).toEqual({ 'in:jane-doe': chosen });
  });

  it('opens from the list that the command writes, without an outcome', async () => {
    await log('@jane-doe');
    const user = headroom.slack.as(ada);
    const message = messageOf(await user.command('/invites pending'));
    await user.press(message, 'Record Outcomes');
    const view = await headroom.slack.waitFor(() => user.views().at(-1));
    const screen = screenOf();
    screen.tick('jane-doe');
    expect((await screen.submit()).errors).toEqual({ outcome: 'Please complete this required field.' });
    expect((await screen.submit({ outcome: 'accepted' })).view).not.toEqual(view);
    expect(await states()).toEqual({ 'in:jane-doe': 'accepted' });
  });

  it('finds by a part of a name or address, keeps the ticks, and says when nobody fits', async () => {
    await log('https://www.linkedin.com/in/jd-77 "José Núñez"', '@sam-lee', '@samira-b');
    const screen = screenOf();
    await screen.open('/invites accepted');
    screen.tick('sam-lee');
    for (const [search, found] of [
      ['nunez jose', ['José Núñez']],
      ['JD-77', ['José Núñez']],
      ['sam', ['sam-lee', 'samira-b']],
      ['https://www.linkedin.com/in/sam-lee?trk=x', ['sam-lee']],
      ['@samira', ['samira-b']],
    ] as const) {
      screen.type('search', search);
      await screen.press('Search List');
      expect(screen.rows().map(({ name }) => name)).toEqual(found);
    }
    screen.type('search', 'nobody');
    // The field tells at once, too, when Enter is pressed in it.
    await screen.press('search');
    expect(screen.rows()).toEqual([]);
    expect(screen.text()).toContain('*Found: 0 of 3*, oldest first. Ticked: 1\nNobody fits.');
    expect((await screen.submit()).view?.blocks).not.toEqual([]);
    expect(await states()).toMatchObject({ 'in:sam-lee': 'accepted', 'in:samira-b': 'pending' });
  });

  it('pages thirty at a time, keeps ticks of every page, and shows them together', async () => {
    for (const part of [0, 1, 2])
      await log(
        `${Array.from({ length: 25 }, (_, n) => `@p${part}-${n}`).join(' ')} at ${3 - part} days ago`,
      );
    const screen = screenOf();
    await screen.open('/invites accepted');
    expect(screen.rows()).toHaveLength(30);
    expect(screen.text()).toContain('page 1 of 3');
    screen.tick('p0-3', 'p0-4');
    await screen.press('Show Next Page');
    expect(screen.text()).toContain('31 to 40 of 75, waiting for an answer');
    expect(screen.ticked()).toEqual([]);
    screen.tick('p1-10');
    await screen.press('Show Next Page');
    expect(screen.rows()).toHaveLength(15);
    screen.tick('p2-24');
    await screen.press('Show Previous Page');
    expect(screen.ticked()).toEqual(['p1-10']);
    await screen.press('Show Previous Page');
    expect(screen.ticked()).toEqual(['p0-3', 'p0-4']);
    screen.tick('p0-4');
    await screen.press('Show Ticked');
    expect(screen.ticked()).toEqual(['p0-3', 'p1-10', 'p2-24']);
    await screen.press('Show List');
    expect(screen.ticked()).toEqual(['p0-3']);
    const { view } = await screen.submit();
    expect(screen.text(view)).toContain('Accepted today: 3 of 300');
    const accepted = Object.entries(await states()).filter(([, state]) => state === 'accepted');
    expect(accepted.map(([key]) => key)).toEqual(['in:p0-3', 'in:p1-10', 'in:p2-24']);
  });

  it('is about one account with `as`, and names each without', async () => {
    await log('@mine');
    await headroom.says(ada, '/invites account add founder');
    await log('@theirs as founder');
    const screen = screenOf();
    await screen.open('/invites accepted as founder');
    expect(screen.rows().map(({ name }) => name)).toEqual(['theirs']);
    await screen.press('Show Ticked');
    await screen.press('Show List');
    expect(screen.rows().map(({ name }) => name)).toEqual(['theirs']);
    await headroom.slack.as(ada).closeAll();
    await screen.open('/invites accepted');
    expect(screen.rows().map(({ name }) => name)).toEqual(['mine · first account', 'theirs · as founder']);
    screen.tick('mine · first account', 'theirs · as founder');
    const { view } = await screen.submit();
    expect(screen.text(view)).toContain('As founder: Accepted today: 1 of 300');
    expect(await states()).toEqual({ 'in:mine': 'accepted', 'in:theirs': 'accepted' });
  });

  it('tells two of one name apart by their addresses', async () => {
    await log(
      'https://www.linkedin.com/in/jane-1 "Jane Doe"',
      'https://www.linkedin.com/in/jane-2 "Jane Doe"',
    );
    const screen = screenOf();
    await screen.open('/invites accepted');
    expect(screen.rows().map(({ name }) => name)).toEqual(['Jane Doe (jane-1)', 'Jane Doe (jane-2)']);
  });

  it('leaves out what has expired, what is a teammate’s and what is another workspace’s', async () => {
    await log('@old-one');
    headroom.clock.time += 180 * 86_400_000;
    await log('@mine');
    await headroom.says(boss, '/invites log @others');
    const elsewhere = callOf({ workspaceId: 'T0OTHER', userId: ada, now: headroom.clock.time });
    await logInvites(headroom.ledger, elsewhere, { people: [{ key: 'in:secret' }], unnamed: 0 });
    const screen = screenOf();
    await screen.open('/invites accepted');
    expect(screen.rows().map(({ name }) => name)).toEqual(['mine']);
  });
});

describe('two thousand of them', () => {
  it('open, are searched, pasted and recorded, whatever they are called', async () => {
    const names = ['محمد '.repeat(40), '🦄👩🏽‍🚀'.repeat(40), '*_~`&<>|'.repeat(25), 'W'.repeat(200)];
    for (let hundred = 0; hundred < 20; hundred += 1) {
      const people = Array.from({ length: 100 }, (_, n) => ({
        key: `in:${'م'.repeat(150)}${hundred}-${n}` as const,
        name: names[n % names.length] ?? '',
      }));
      const call = callOf({ workspaceId: 'T0ACME', userId: ada, zone: 'Europe/London' });
      await logInvites(headroom.ledger, call, { people, unnamed: 0 });
    }
    const screen = screenOf();
    await screen.open('/invites accepted');
    expect(screen.text()).toContain('*Pending: 2,000*, oldest first, page 1 of 67.');
    screen.type('search', 'wwww');
    await screen.press('Search List');
    expect(screen.text()).toContain('*Found: 500 of 2,000*');
    screen.type('pasted', names.join('\n'));
    await screen.press('Tick Them');
    expect(screen.text()).toContain('Several people fit');
    expect(screen.rows()).toHaveLength(30);
    screen.tick(screen.rows()[0]?.name ?? '');
    const { view } = await screen.submit();
    expect(screen.text(view)).toContain('Accepted today: 1 of 300');
  });
});

describe('nothing pending', () => {
  it('teaches a newcomer what the list is for, and makes nobody a teammate', async () => {
    const screen = screenOf();
    const view = await screen.open('/invites accepted');
    expect(screen.text()).toBe(
      'Nothing is pending. Whoever you log stands here until you record the answer.\nLog Invites',
    );
    expect(view.submit).toBeUndefined();
    for (const table of ['requests', 'accounts']) expect(await headroom.count(table), table).toBe(0);
  });

  it('says how unnamed ones are recorded', async () => {
    await log('12');
    const screen = screenOf();
    await screen.open('/invites accepted');
    expect(screen.text()).toContain(
      '12 unnamed invites do: record them by number, like `/invites accepted 5`.',
    );
  });
});

describe('what is pasted', () => {
  it('ticks those it names, by name and by address, shows them together, and keeps nothing of it', async () => {
    await log(
      'https://www.linkedin.com/in/jane-doe "Jane Doe"',
      'https://www.linkedin.com/in/jd-77 "José Núñez"',
      '@sam-lee',
      '@ana-b',
      '@waits',
    );
    const screen = screenOf();
    await screen.open('/invites accepted');
    screen.tick('ana-b');
    screen.type(
      'pasted',
      'Jane Doe\n• jose nunez, Sam Lee\nhttps://www.linkedin.com/in/ana-b/?trk=x\nZaphod Beeblebrox\nAlso <b>\n',
    );
    await screen.press('Tick Them');
    expect(screen.ticked()).toEqual(['Jane Doe', 'José Núñez', 'sam-lee', 'ana-b']);
    expect(screen.rows()).toHaveLength(4);
    const text = screen.text();
    expect(text).toContain('*Ticked: 3*. Look through them, then record.\nTicked before: 1.');
    expect(text).toContain('Not found among those you wait for: “Zaphod Beeblebrox”, “Also &lt;b&gt;”.');
    expect(JSON.stringify(screen.entered())).not.toContain('Jane');
    expect(screen.view().privateMetadata).not.toMatch(/Jane|Zaphod|ana-b/);
    await screen.submit();
    expect(await states()).toEqual({
      'in:jane-doe': 'accepted',
      'in:jd-77': 'accepted',
      'in:sam-lee': 'accepted',
      'in:ana-b': 'accepted',
      'in:waits': 'pending',
    });
    const stored = await headroom.ledger.sql`select arguments, answer from requests`;
    expect(JSON.stringify([stored, headroom.logLines])).not.toContain('Zaphod');
  });

  it('guesses nobody whose name several have: they are shown to be ticked by hand', async () => {
    await log(
      'https://www.linkedin.com/in/jane-1 "Jane Doe"',
      'https://www.linkedin.com/in/jane-2 "Jane Doe"',
      '@sam-lee',
    );
    const screen = screenOf();
    await screen.open('/invites accepted');
    screen.type('pasted', 'Jane Doe');
    await screen.press('Tick Them');
    expect(screen.ticked()).toEqual([]);
    expect(screen.rows().map(({ name }) => name)).toEqual(['Jane Doe (jane-1)', 'Jane Doe (jane-2)']);
    expect(screen.text()).toContain('Several people fit “Jane Doe”. Tick the right ones by hand.');
    screen.tick('Jane Doe (jane-2)');
    await screen.submit();
    expect(await states()).toEqual({
      'in:jane-1': 'pending',
      'in:jane-2': 'accepted',
      'in:sam-lee': 'pending',
    });
  });

  it('finds a person by an address of somebody they were joined with', async () => {
    await log('@jane-doe');
    await headroom.says(ada, '/invites same @jane-doe @jane-married');
    const screen = screenOf();
    await screen.open('/invites accepted');
    screen.type('pasted', 'https://linkedin.com/in/jane-married');
    await screen.press('Tick Them');
    expect(screen.ticked()).toEqual(['jane-doe']);
  });

  it('is used before anything is recorded when it was not yet', async () => {
    await log('@jane-doe', '@sam-lee');
    const screen = screenOf();
    await screen.open('/invites accepted');
    screen.type('pasted', 'Jane Doe');
    await screen.submit();
    expect(screen.ticked()).toEqual(['jane-doe']);
    expect(await states()).toMatchObject({ 'in:jane-doe': 'pending' });
    await screen.submit();
    expect(await states()).toEqual({ 'in:jane-doe': 'accepted', 'in:sam-lee': 'pending' });
  });

  it('asks for it when there is none', async () => {
    await log('@jane-doe');
    const screen = screenOf();
    await screen.open('/invites accepted');
    await screen.press('Tick Them');
    expect(screen.text()).toContain('Paste names or LinkedIn addresses first, one a line.');
  });
});

describe('what is recorded', () => {
  it('stands in the ledger as entered in a form, and can be undone in the result', async () => {
    await log('https://www.linkedin.com/in/jane-doe "Jane Doe" at yesterday 9am', '@sam-lee');
    const screen = screenOf();
    await screen.open('/invites accepted');
    screen.tick('Jane Doe', 'sam-lee');
    const { view } = await screen.submit();
    expect(screen.text(view)).toContain('Recorded: <https://www.linkedin.com/in/jane-doe|Jane Doe> accepted');
    const entries = await headroom.ledger.sql<{ kind: string; source: string }[]>`
      select kind, source from entries where kind = 'accepted'`;
    expect(entries.map(({ source }) => source)).toEqual(['form', 'form']);
    expect(await headroom.says(ada, '/invites quota')).toContain('2 of 300 accepted today');
    await screen.press('Undo');
    expect(screen.text()).toContain('Undone');
    expect(await states()).toEqual({ 'in:jane-doe': 'pending', 'in:sam-lee': 'pending' });
  });

  it('says before it is submitted, and after, how long a withdrawal makes one wait', async () => {
    await log('@jane-doe');
    const screen = screenOf();
    await screen.open('/invites withdrawn');
    expect(screen.text()).toContain(
      'Withdrawing adds no wait here: you can invite the same person again 7 days after the send. LinkedIn itself can make you wait up to 3 weeks.',
    );
    expect(screen.text()).toContain('Adds no wait here; LinkedIn can make you wait up to 3 weeks');
    screen.tick('jane-doe');
    const { view } = await screen.submit();
    expect(screen.text(view)).toMatch(
      /You can invite them again from <!date.*1 Dec 2026, 09:00>: withdrawing adds no wait\./,
    );
    expect(await states()).toEqual({ 'in:jane-doe': 'withdrawn' });
  });

  it('records nothing of those that still wait, and says that they are kept', async () => {
    await log('@jane-doe', '@sam-lee');
    const screen = screenOf();
    await screen.open('/invites accepted');
    screen.tick('jane-doe', 'sam-lee');
    const { view } = await screen.submit({ outcome: 'waiting' });
    expect(screen.text(view)).toBe(
      'Thank you. 2 invites still wait for an answer and stay in the list. Nothing was recorded.\nChecked LinkedIn, and nobody has accepted so far? Press *None Accepted* to record that you looked.\nNone Accepted',
    );
    expect(await headroom.count('requests')).toBe(2);
  });

  it('asks for who, what and when at the fields, all at once, and keeps what was entered', async () => {
    await log('@jane-doe');
    const screen = screenOf();
    await screen.open('/invites accepted');
    const list = screen.rows()[0]?.blockId ?? '';
    expect((await screen.submit({ on: '2026-11-25' })).errors).toEqual({
      [list]: 'Nobody is ticked. Tick at least one person here.',
      on: 'Choose a date from today to 365 days back, or empty it for today.',
    });
    expect((await screen.submit({ on: '2025-11-23' })).errors).toMatchObject({ on: expect.any(String) });
  });

  it('says of each what happened before its invite was sent, and records the others', async () => {
    await log('@later', '@sooner at 2026-11-10');
    const screen = screenOf();
    await screen.open('/invites accepted');
    screen.tick('later', 'sooner');
    const { view } = await screen.submit({ on: '2026-11-20' });
    expect(screen.text(view)).toMatch(
      /Not recorded: your invite to <.*\|later> was sent .* after that\. Give a later time/,
    );
    expect(await states()).toEqual({ 'in:later': 'pending', 'in:sooner': 'accepted' });
    const [entry] = await headroom.ledger
      .sql`select local_date::text as date from entries where kind = 'accepted'`;
    expect(entry).toEqual({ date: '2026-11-20' });
  });

  it('says what was answered, has expired or was taken back while the form was open', async () => {
    await log('@expires at 2026-05-28 11:00', '@answered', '@fresh');
    await log('@gone');
    const screen = screenOf();
    await screen.open('/invites withdrawn');
    screen.tick('expires', 'answered', 'gone', 'fresh');
    await headroom.says(ada, '/invites accepted @answered');
    await headroom.says(ada, '/invites undo @gone');
    headroom.clock.time += 3 * 3_600_000;
    const { view } = await screen.submit();
    const text = screen.text(view);
    expect(text).toMatch(/Not recorded: your invite to <.*\|expires> has expired/);
    expect(text).toMatch(/Not recorded: <.*\|answered> has accepted already/);
    expect(text).toMatch(/Recorded: you withdrew your invite to <.*\|fresh>/);
    expect(text).toContain(
      'Not recorded: 1 that you ticked is no longer among your invites. It was taken back meanwhile.',
    );
    expect(await states()).toMatchObject({ 'in:answered': 'accepted', 'in:fresh': 'withdrawn' });
  });

  it('settles a double click once', async () => {
    await log('@jane-doe');
    const screen = screenOf();
    const { id } = await screen.open('/invites accepted');
    screen.tick('jane-doe');
    const user = headroom.slack.as(ada);
    await Promise.all([user.submit(id, screen.entered()), user.submit(id, screen.entered())]);
    expect(await requestsOf('record_ticked')).toBe(1);
    expect(await headroom.says(ada, '/invites quota')).toContain('1 of 300 accepted today');
  });

  it('takes a hundred at a time: more are said where they are ticked', async () => {
    for (const part of [0, 1]) await log(Array.from({ length: 60 }, (_, n) => `@p${part}-${n}`).join(' '));
    const screen = screenOf();
    await screen.open('/invites accepted');
    for (const _ of [0, 1, 2]) {
      screen.tick(...screen.rows().map(({ name }) => name));
      await screen.press('Show Next Page');
    }
    screen.tick(...screen.rows().map(({ name }) => name));
    await screen.press('Show Previous Page');
    const tooMany = '120 are ticked, but 100 at a time can be recorded. Untick 20, or record these first.';
    expect(screen.text()).toContain(tooMany);
    expect(screen.ticked()).toHaveLength(30);
    expect(Object.values((await screen.submit()).errors ?? {})).toEqual([tooMany]);
    screen.tick(
      ...screen
        .rows()
        .slice(0, 20)
        .map(({ name }) => name),
    );
    const { view } = await screen.submit();
    expect(screen.text(view)).toContain('Accepted today: 100 of 300');
  });
});

describe('an invite of somebody else', () => {
  /** A form that carries made-up ticks, as nobody's list would. */
  const submitForged = async (inviteId: number) => {
    await log('@mine');
    const screen = screenOf();
    const view = await screen.open('/invites accepted');
    screen.tick('mine');
    const metadata = { ...JSON.parse(view.privateMetadata ?? ''), elsewhere: inviteId.toString(36) };
    Object.assign(view, { privateMetadata: JSON.stringify(metadata) });
    return { screen, result: await screen.submit() };
  };
  const inviteTo = async (workspaceId: string, key: string) => {
    const [row] = await headroom.ledger.sql<{ id: number }[]>`
      select i.id::int from invites i join person_keys k on k.workspace_id = i.workspace_id and k.person_id = i.person_id
      where i.workspace_id = ${workspaceId} and k.key = ${key}`;
    return row?.id ?? 0;
  };

  it('of a teammate is refused, and nothing is recorded', async () => {
    await headroom.says(boss, '/invites log @theirs');
    const { result } = await submitForged(await inviteTo('T0ACME', 'in:theirs'));
    expect(Object.values(result.errors ?? {})).toEqual([
      'Only the person who sent an invite can record what came of it.',
    ]);
    expect(await states()).toEqual({ 'in:theirs': 'pending', 'in:mine': 'pending' });
  });

  it('of another workspace is not found', async () => {
    const elsewhere = callOf({ workspaceId: 'T0OTHER', userId: ada });
    await logInvites(headroom.ledger, elsewhere, { people: [{ key: 'in:secret' }], unnamed: 0 });
    const { screen, result } = await submitForged(await inviteTo('T0OTHER', 'in:secret'));
    expect(screen.text(result.view)).toContain('1 that you ticked is no longer among your invites');
    expect(screen.text(result.view)).not.toContain('secret');
    expect(await states()).toEqual({ 'in:secret': 'pending', 'in:mine': 'accepted' });
  });
});
