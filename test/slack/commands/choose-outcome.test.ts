import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
beforeAll(async () => {
  headroom = await startHeadroom();
  await headroom.says(ada, '/invites log 1');
  await headroom.says(ada, '/invites account add founder');
});
afterAll(() => headroom.stop());

const says = (line: string) => headroom.says(ada, `/invites ${line}`);
const types = async (line: string) => messageOf(await headroom.slack.as(ada).command(`/invites ${line}`));
const press = async (on: Awaited<ReturnType<typeof types>>, label: string) =>
  (await headroom.slack.as(ada).press(on, label)).updated();
const firstLine = (text: string) => text.split('\n')[0];
const labels = (message: Awaited<ReturnType<typeof types>>) => message.buttons().map(({ text }) => text);
/** What was recorded of everybody with this surname: each test has one of its own. */
const outcomesOf = (surname: string) => headroom.ledger.sql`
  select e.kind, e.happened_at, k.key from entries e
  join person_keys k on k.workspace_id = e.workspace_id and k.person_id = e.person_id
  where k.key like ${`%${surname}%`} and e.kind in ('accepted', 'declined', 'ignored', 'withdrawn') order by e.id`;

describe('a name that fits one person', () => {
  it('by the words of the address records the outcome and names who it is', async () => {
    await says('log @jane-doe-1a2b3c at 2026-11-20 10:00');
    expect(firstLine(await says('accepted "JANE  Döe"'))).toBe(
      'Recorded: jane-doe-1a2b3c accepted (sent 20 Nov 2026, 10:00).',
    );
  });

  it('by the stored name too', async () => {
    await says('log https://www.linkedin.com/in/ja-77 "Jane Abel" at 2026-11-20 10:00');
    expect(firstLine(await says('ignored “jane abel”'))).toBe(
      'Recorded: Jane Abel ignored your invite (sent 20 Nov 2026, 10:00).',
    );
  });

  it('is not about who answered long ago, nor about a teammate’s invites', async () => {
    await says('log @jane-brown-old at 2026-11-02');
    await says('declined @jane-brown-old');
    await headroom.says(boss, '/invites log @jane-brown-boss at 2026-11-03');
    await says('log @jane-brown-new at 2026-11-04 10:00');
    expect(firstLine(await says('accepted "Jane Brown"'))).toBe(
      'Recorded: jane-brown-new accepted (sent 4 Nov 2026, 10:00).',
    );
  });

  it('takes the newest invite of one who was invited twice, without asking', async () => {
    await says('log @jane-cole at 2026-11-02 10:00');
    await says('log @jane-cole at 2026-11-12 10:00');
    expect(firstLine(await says('accepted "Jane Cole"'))).toContain('(sent 12 Nov 2026, 10:00)');
  });

  it('takes who is joined with the name as one person', async () => {
    await says('log @jane-dunn-1 at 2026-11-20 10:00');
    await says('same @jane-dunn-1 "Jane Dunn"');
    expect(firstLine(await says('accepted "Jane Dunn"'))).toBe(
      'Recorded: Jane Dunn accepted (sent 20 Nov 2026, 10:00).',
    );
  });

  it('accepts late who ignored an invite and is known by name only', async () => {
    await says('log "Jane Ezra" at 2026-11-02');
    await says('ignored "Jane Ezra" at 2026-11-10');
    expect(firstLine(await says('accepted "Jane Ezra"'))).toMatch(/^Recorded: Jane Ezra accepted/);
  });

  it('says that the invite was sent later than the outcome', async () => {
    await says('log @jane-ford-1 at 2026-11-20 10:00');
    expect(await says('accepted "Jane Ford" at 2026-11-18')).toMatch(
      /^Not recorded: your invite to jane-ford-1 was sent 20 Nov 2026, 10:00, after that\./,
    );
  });
});

describe('a name that fits nobody', () => {
  it('is answered with what to do', async () => {
    await says('log @jane-gray');
    expect(await says('accepted "June Gray"')).toBe(
      'Not recorded: none of your invites fits June Gray. Log it first: /invites log and the LinkedIn address.',
    );
  });

  it('who is still asked is answered with what became of the invite, and when', async () => {
    await says('accepted "Jane Gray"');
    expect(await says('accepted "Jane Gray"')).toMatch(
      /^Not recorded: jane-gray has accepted already, 24 Nov 2026, 09:\d\d\.$/,
    );
    await says('log https://www.linkedin.com/in/jg-1 "Jane Gruen" at 2026-11-02 10:00');
    await says('withdrawn @jg-1 at 2026-11-10 10:00');
    expect(await says('ignored "Jane Gruen"')).toBe(
      'Not recorded: you have withdrawn your invite to Jane Gruen already, 10 Nov 2026, 10:00.',
    );
  });
});

describe('a name whose invite is not pending', () => {
  it('accepts late who ignored it, by the words of the address and by the stored name', async () => {
    await says('log @jane-hurd-1 at 2026-11-02 10:00');
    await says('log https://www.linkedin.com/in/jh-2 "Joe Hurd" at 2026-11-02 10:00');
    await says('ignored @jane-hurd-1 @jh-2 at 2026-11-10');
    expect(firstLine(await says('accepted "Jane Hurd"'))).toBe(
      'Recorded: jane-hurd-1 accepted (sent 2 Nov 2026, 10:00).',
    );
    expect(firstLine(await says('accepted "Joe Hurd"'))).toBe(
      'Recorded: Joe Hurd accepted (sent 2 Nov 2026, 10:00).',
    );
  });

  it('accepts late whose invite expired', async () => {
    await says('log @jane-iris-1 at 2026-04-02 10:00');
    expect(firstLine(await says('accepted "Jane Iris"'))).toBe(
      'Recorded: jane-iris-1 accepted (sent 2 Apr 2026, 10:00).',
    );
    await says('log @jane-jolie-1 at 2026-04-02 10:00');
    expect(await says('declined "Jane Jolie"')).toMatch(
      /^Not recorded: your invite to jane-jolie-1 has expired, 29 Sept 2026, 10:00\.$/,
    );
  });

  it('goes after who still waits', async () => {
    await says('log @jane-kerr-1 at 2026-11-02 10:00');
    await says('ignored @jane-kerr-1 at 2026-11-10');
    await says('log @jane-kerr-2 at 2026-11-03 10:00');
    expect(firstLine(await says('accepted "Jane Kerr"'))).toMatch(/^Recorded: jane-kerr-2 accepted/);
  });

  it('is for choosing where it fits several', async () => {
    await says('log @jane-lund-1 @jane-lund-2 at 2026-11-02 10:00');
    await says('ignored @jane-lund-1 @jane-lund-2 at 2026-11-10');
    const reply = await types('accepted "Jane Lund"');
    expect(firstLine((await press(reply, 'jane-lund-1, sent 2 Nov 2026, 10:00')).text)).toMatch(
      /^Recorded: jane-lund-1 accepted/,
    );
  });

  it('is no teammate’s', async () => {
    await headroom.says(boss, '/invites log @jane-mott-1');
    expect(await says('accepted "Jane Mott"')).toMatch(
      /^Not recorded: none of your invites fits Jane Mott\./,
    );
  });
});

describe('a name that fits several people', () => {
  /** One known by the address alone, one by address and name, one by name alone. */
  async function three(surname: string) {
    await says(`log @jane-${surname}-1 at 2026-11-10 10:00`);
    await says(`log https://www.linkedin.com/in/j${surname} "Jane ${surname}" at 2026-11-11 10:00`);
    await says(`log "Jane ${surname}" at 2026-11-12 10:00`);
    await says(`log @sam-${surname} at 2026-11-12 10:00`);
    return `jane-${surname}-1, sent 10 Nov 2026, 10:00`;
  }

  it('offers each with when they were invited, the newest first, and records the others meanwhile', async () => {
    await three('hall');
    const reply = await types('accepted "Jane Hall" @sam-hall at 2026-11-20 15:00');
    expect(reply.text.split('\n').slice(0, 2)).toEqual([
      'Not recorded yet: your invites to 3 people fit Jane Hall. Press the right one.',
      'Recorded: sam-hall accepted 20 Nov 2026, 15:00 (sent 12 Nov 2026, 10:00).',
    ]);
    expect(labels(reply)).toEqual([
      'Jane hall, sent 12 Nov 2026, 10:00',
      'Jane hall (jhall), sent 11 Nov 2026, 10:00',
      'jane-hall-1, sent 10 Nov 2026, 10:00',
    ]);
    // What Undo answers would take the place of the buttons.
    expect(reply.text).toMatch(/\nTake back what was recorded: \/invites undo$/);
    for (const { value } of reply.buttons()) expect(value).toMatch(/^\d+\.\d+$/);
  });

  it('records the one pressed, as of the time typed, and keeps the other lines', async () => {
    const label = await three('irwin');
    const reply = await types('accepted "Jane Irwin" @sam-irwin at 2026-11-20 15:00');
    headroom.clock.time += 60_000;
    const pressed = await press(reply, label);
    expect(pressed.text.split('\n').slice(0, 2)).toEqual([
      'Recorded: jane-irwin-1 accepted 20 Nov 2026, 15:00 (sent 10 Nov 2026, 10:00).',
      'Recorded: sam-irwin accepted 20 Nov 2026, 15:00 (sent 12 Nov 2026, 10:00).',
    ]);
    expect(labels(pressed)).toEqual(['Undo']);
    expect(await outcomesOf('irwin')).toEqual([
      { kind: 'accepted', happened_at: '2026-11-20 15:00:00+00', key: 'in:sam-irwin' },
      { kind: 'accepted', happened_at: '2026-11-20 15:00:00+00', key: 'in:jane-irwin-1' },
    ]);
  });

  it('takes the time of the command, not of the press, when none was typed', async () => {
    const label = await three('kent');
    const typedAt = headroom.clock.time;
    const reply = await types('ignored "Jane Kent"');
    headroom.clock.time += 60_000;
    expect(firstLine((await press(reply, label)).text)).toBe(
      'Recorded: jane-kent-1 ignored your invite (sent 10 Nov 2026, 10:00).',
    );
    const [entry] = await outcomesOf('kent');
    expect(Date.parse(entry?.happened_at)).toBe(typedAt);
  });

  it('records once when it is pressed again, or another of them is, and says what happened', async () => {
    const label = await three('lamb');
    const reply = await types('withdrawn "Jane Lamb"');
    const all = [label, 'Jane lamb (jlamb), sent 11 Nov 2026, 10:00'];
    const texts = (await Promise.all([...all, ...all].map((one) => press(reply, one)))).map(
      ({ text }) => text,
    );
    expect(texts.filter((text) => text.startsWith('Recorded: you withdrew your invite to'))).toHaveLength(1);
    const others = texts.filter((text) =>
      text.startsWith('You have chosen already. Nothing more was recorded.'),
    );
    expect(others).toHaveLength(3);
    for (const text of others) expect(text).toMatch(/^Recorded: you withdrew your invite to/m);
    expect(await outcomesOf('lamb')).toHaveLength(1);
  });

  it('gives the first answer to a press that is delivered twice', async () => {
    const label = await three('moss');
    const reply = await types('ignored "Jane Moss"');
    const twice = await headroom.slack.as(ada).press(reply, label, { redeliver: true });
    expect((await twice.updated()).text).toMatch(/^Recorded: jane-moss-1 ignored your invite/);
    expect(await outcomesOf('moss')).toHaveLength(1);
  });

  it('keeps the buttons of another name until it is chosen as well', async () => {
    const label = await three('nash');
    await says('log @sam-nash-2 at 2026-11-13 10:00');
    const one = await press(await types('declined "Jane Nash" "Sam Nash"'), label);
    expect(labels(one)).toEqual(['sam-nash-2, sent 13 Nov 2026, 10:00', 'sam-nash, sent 12 Nov 2026, 10:00']);
    const both = await press(one, 'sam-nash, sent 12 Nov 2026, 10:00');
    expect(labels(both)).toEqual(['Undo']);
    expect(both.text).not.toContain('Take back');
    expect(both.text.split('\n').slice(0, 2)).toEqual([
      'Recorded: jane-nash-1 declined your invite (sent 10 Nov 2026, 10:00).',
      'Recorded: sam-nash declined your invite (sent 12 Nov 2026, 10:00).',
    ]);
    expect((await outcomesOf('nash')).map(({ key }) => key)).toEqual(['in:jane-nash-1', 'in:sam-nash']);
  });

  it('refuses a press whose invite has had its outcome meanwhile', async () => {
    const label = await three('owen');
    const reply = await types('ignored "Jane Owen"');
    await says('accepted @jane-owen-1');
    expect((await press(reply, label)).text).toMatch(
      /^Not recorded: jane-owen-1 has accepted already, 24 Nov 2026, 09:\d\d\.$/,
    );
    expect(await outcomesOf('owen')).toHaveLength(1);
  });

  it('finds the invite of a further account, and counts it there', async () => {
    await three('page');
    await says('log @jane-page-9 at 2026-11-13 10:00 as founder');
    const reply = await types('accepted "Jane Page"');
    expect((await press(reply, 'jane-page-9, sent 13 Nov 2026, 10:00')).text).toBe(
      'Recorded: jane-page-9 accepted (sent 13 Nov 2026, 10:00, as founder).\n' +
        'As founder: Accepted today: 1 of 300 · Accepted this month: 1 of 3,000 · Pending: 0',
    );
  });

  it('takes back with Undo what was pressed', async () => {
    const label = await three('quinn');
    await press(await press(await types('accepted "Jane Quinn"'), label), 'Undo');
    expect(firstLine(await says('ignored @jane-quinn-1'))).toMatch(/^Recorded: jane-quinn-1 ignored/);
  });
});

it('says so when more people fit than there are buttons', async () => {
  await says(`log ${Array.from({ length: 30 }, (_, n) => `@jane-reed-${n}`).join(' ')}`);
  const reply = await types('accepted "Jane Reed"');
  expect(reply.text).toBe(
    'Not recorded yet: your invites to 30 people fit Jane Reed. Press the right one of the newest 25, or give the LinkedIn address.',
  );
  expect(reply.buttons()).toHaveLength(25);
});

it('shows the buttons of five names at a time', async () => {
  const names = ['ann', 'bob', 'cid', 'dan', 'eva', 'fay', 'gus'];
  await says(`log ${names.flatMap((name) => [`@${name}-snow-1`, `@${name}-snow-2`]).join(' ')}`);
  const reply = await types(`ignored ${names.map((name) => `"${name} snow"`).join(' ')}`);
  expect(reply.buttons()).toHaveLength(10);
  expect(reply.text.match(/Choose for those above first/g)).toHaveLength(2);
  const next = await press(reply, reply.buttons()[0]?.actionId ?? '');
  expect(next.buttons()).toHaveLength(10);
  expect(next.text.match(/Choose for those above first/g)).toHaveLength(1);
});
