import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Undo } from '../../../src/services/find-undo.ts';
import { logInvites } from '../../../src/services/log-invites.ts';
import { undoRequest } from '../../../src/services/undo-request.ts';
import { type Headroom, messageOf, startHeadroom } from '../../headroom.ts';
import { callOf } from '../../services/call.ts';
import { place, saveTeam, saveWorkspace } from '../settings/settings.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
const smallPrint =
  'Each was recorded at that time, with a command, by the account’s owner, unless its line says otherwise.';
/** The lines; what stands below them in small print is the same each time. */
const history = async (user: string, of = '') => {
  const lines = (await headroom.says(user, `/invites history ${of}`)).split('\n');
  return lines.at(-1) === smallPrint ? lines.slice(0, -1) : lines;
};
const tick = () => {
  headroom.clock.time += 60_000;
};
const undo = (what: Undo) =>
  undoRequest(
    headroom.ledger,
    callOf({ workspaceId: 'T0ACME', userId: ada, zone: 'Europe/London', now: headroom.clock.time }),
    what,
  );

describe('of somebody who has logged nothing', () => {
  beforeAll(async () => {
    headroom = await startHeadroom();
  });
  afterAll(() => headroom.stop());

  it('teaches a newcomer, and makes nobody a teammate', async () => {
    expect(await history(ada)).toEqual([
      'Nothing is recorded for you yet. It begins with your first invite: /invites log https://www.linkedin.com/in/jane-doe',
    ]);
    expect(await history(ada, '@jane-doe')).toEqual([
      'Nothing is known about jane-doe: nobody here has logged an invite to them.',
    ]);
    for (const table of ['requests', 'accounts', 'people', 'person_keys', 'entries'])
      expect(await headroom.count(table), table).toBe(0);
  });

  it('shows nothing of another workspace', async () => {
    const elsewhere = callOf({ workspaceId: 'T0OTHER', userId: ada });
    await logInvites(headroom.ledger, elsewhere, { people: [{ key: 'in:jane-doe', name: 'Jane Doe' }] });
    expect((await history(ada))[0]).toMatch(/^Nothing is recorded for you yet/);
    expect((await history(ada, '@jane-doe'))[0]).toMatch(/^Nothing is known about jane-doe:/);
  });

  it.each([
    ['two persons', '@jane-doe @sam-lee', 'History is about one person at a time'],
    ['a word', 'jane', 'I do not know “jane” here'],
    ['a company', 'https://www.linkedin.com/company/acme', 'not a person'],
    ['an empty name', '" "', 'There is no name between the quotes'],
  ])('answers %s with a sentence', async (_, text, sentence) => {
    expect((await history(ada, text)).join('\n')).toContain(sentence);
  });
});

describe('of a teammate', () => {
  beforeEach(async () => {
    headroom = await startHeadroom();
  });
  afterEach(() => headroom.stop());

  it('says of a send whom, when, how it was meant, and when it was recorded if that was later', async () => {
    const jane = 'https://www.linkedin.com/in/jane-doe "Jane Doe"';
    const meant =
      'because met via bulk they-invited-me note "Hello *Jane*, see <https://x.example>" at yesterday 2pm';
    await headroom.says(ada, `/invites log ${jane} ${meant}`);
    tick();
    await headroom.says(ada, '/invites log @sam-lee');
    expect(await history(ada)).toEqual([
      'Your history, newest first',
      '24 Nov 2026, 09:01: you sent an invite to sam-lee.',
      '23 Nov 2026, 14:00: you sent an invite to Jane Doe, in bulk, after they had invited first, having met before, ' +
        'with the note “Hello \u2060*\u2060Jane\u2060*\u2060, see &lt;https://x.example&gt;”. Recorded 24 Nov 2026, 09:00.',
    ]);
  });

  it('shows a note to its author and to managers, and to others only that there was one', async () => {
    await headroom.says(ada, '/invites log @jane-doe note "Only for Jane"');
    await headroom.says(boss, '/invites log @sam-lee note "Only for Sam"');
    expect((await history(ada, '@jane-doe'))[1]).toContain('with the note “Only for Jane”');
    expect((await history(boss, '@jane-doe'))[1]).toContain('with the note “Only for Jane”');
    const [, line] = await history(ada, '@sam-lee');
    expect(line).toContain('<@U0BOSS> sent an invite to sam-lee, with a note of 12 characters.');
    expect(line).not.toContain('Only for Sam');
  });

  it('says what was taken back, by whom and when, and shows it once', async () => {
    await headroom.says(ada, '/invites log @jane-doe');
    tick();
    await headroom.says(ada, '/invites log @sam-lee');
    tick();
    await undo({ person: { key: 'in:jane-doe' } });
    expect(await history(ada)).toEqual([
      'Your history, newest first',
      'Taken back by you 24 Nov 2026, 09:02 – 24 Nov 2026, 09:00: you sent an invite to jane-doe.',
      '24 Nov 2026, 09:01: you sent an invite to sam-lee.',
    ]);
    expect((await history(boss, '@jane-doe'))[1]).toMatch(
      /^Taken back by <@U0ADA> 24 Nov 2026, 04:02 – .*: <@U0ADA> sent an invite to jane-doe\./,
    );
  });

  it('has words for what happened to an invite, to an account and to a person', async () => {
    for (const line of [
      'log @jane-doe',
      'ignored @jane-doe',
      'accepted @jane-doe',
      'log @declining @withdrawing',
      'declined @declining',
      'withdrawn @withdrawing',
      'page 3 Acme & Sons',
      'counter 2750',
      'restricted until tomorrow',
      'lifted',
      'account add founder',
      'account sales-navigator',
      'same @jane-doe "J. Doe"',
      'do-not-contact @declining',
      'log @third via third-party as founder',
    ]) {
      const reply = await headroom.says(ada, `/invites ${line}`);
      expect(reply, line).not.toMatch(/^Not |I do not know/);
      tick();
    }
    expect((await history(ada)).slice(1).map((line) => line.replace(/^.*?\d\d:\d\d: /, ''))).toEqual([
      'you sent an invite to third as founder, through a third-party service.',
      'declining went on the do-not-contact list.',
      'you said that jane-doe and J. Doe are one person.',
      'your account changed from Free to Sales Navigator.',
      'you added the LinkedIn account founder.',
      'LinkedIn no longer blocked your account.',
      expect.stringMatching(/^LinkedIn blocked your account until 2\d Nov 2026, .*\.$/),
      'LinkedIn showed 2,750 left this month for your account.',
      'you sent 3 PageInvites for “Acme &amp; Sons”.',
      'you withdrew the invite to withdrawing.',
      'declining declined your invite.',
      expect.stringMatching(/^you sent an invite to (declin|withdraw)ing\./),
      expect.stringMatching(/^you sent an invite to (declin|withdraw)ing\./),
      'jane-doe accepted your invite (ignored before).',
      'jane-doe ignored your invite.',
      'you sent an invite to jane-doe.',
    ]);
    // All keys of the joined person, whoever asks by which.
    expect(await history(boss, '"J. Doe"')).toHaveLength(5);
    expect((await history(boss, '"J. Doe"'))[0]).toBe('History of J. Doe, newest first');
    expect((await history(boss, '@jane-doe'))[2]).toContain('jane-doe accepted <@U0ADA>’s invite');
    expect((await history(boss, '@declining'))[1]).not.toContain('U0ADA');
  });

  it('says who entered what for whom, to both of them', async () => {
    await headroom.says(ada, '/invites log @first');
    tick();
    await headroom.says(boss, '/invites log @jane-doe for @ada');
    expect((await history(ada))[1]).toMatch(/: you sent an invite to jane-doe\. Recorded by <@U0BOSS>\.$/);
    const [, line, ...others] = await history(boss);
    expect(line).toMatch(/: <@U0ADA> sent an invite to jane-doe\. Recorded by you\.$/);
    expect(others).toEqual([]);
  });

  it('keeps what happened with somebody who was erased, without a name', async () => {
    await headroom.says(ada, '/invites log https://www.linkedin.com/in/jane-doe "Jane Doe" at yesterday');
    await headroom.ledger.sql`delete from person_keys`;
    await headroom.ledger.sql`update people set name = null`;
    expect((await history(ada))[1]).toContain('you sent an invite to somebody who was erased.');
    expect((await history(ada, '@jane-doe'))[0]).toMatch(/^Nothing is known about jane-doe:/);
    expect(await headroom.says(ada, '/invites pending')).toContain(
      'Somebody who was erased, sent 23 Nov 2026',
    );
  });

  it('says in small print how what has no more to it was recorded', async () => {
    await headroom.says(ada, '/invites log @jane-doe');
    expect(await headroom.says(ada, '/invites history')).toBe(
      `Your history, newest first\n24 Nov 2026, 09:00: you sent an invite to jane-doe.\n${smallPrint}`,
    );
  });

  it('tells nobody but the owner and managers what was overridden: a restriction is their affair', async () => {
    await headroom.says(boss, '/invites restricted');
    await headroom.says(boss, '/invites log @kim-park');
    const session = headroom.slack.as(boss);
    const refused = messageOf(await session.command('/invites log @jane-doe'));
    await (await session.press(refused, 'Log Anyway')).updated();
    const line = '<@U0BOSS> sent an invite to jane-doe';
    expect((await history(ada, '@jane-doe'))[1]).toMatch(new RegExp(`: ${line}\\.$`));
    expect((await history(boss, '@jane-doe'))[1]).toContain(
      'you sent an invite to jane-doe, logged although LinkedIn had blocked the account.',
    );
    await headroom.says(ada, '/invites restricted');
    const hers = headroom.slack.as(ada);
    const again = messageOf(await hers.command('/invites log @sam-lee'));
    await (await hers.press(again, 'Log Anyway')).updated();
    for (const user of [ada, boss])
      expect((await history(user, '@sam-lee'))[1]).toContain('although LinkedIn had blocked the account.');
  });

  it('of a name points to who is known by an address and called the same', async () => {
    await headroom.says(ada, '/invites log https://www.linkedin.com/in/sam-lee "Sàm  Lee" @sam-1');
    await headroom.says(ada, '/invites log https://www.linkedin.com/in/sam-2 "Sam Leeds" "Sam Lee-Ray"');
    const elsewhere = callOf({ workspaceId: 'T0OTHER', userId: ada });
    await logInvites(headroom.ledger, elsewhere, { people: [{ key: 'in:sam-else', name: 'Sam Lee' }] });
    expect(await history(ada, '"sam lee"')).toEqual([
      'Nobody here has logged an invite to a sam lee by name. The same name is known with an address: /invites history @sam-lee',
    ]);
    for (const slug of ['a', 'b', 'c'])
      await headroom.says(ada, `/invites log https://www.linkedin.com/in/sam-${slug} "Sam Lee"`);
    expect((await history(ada, '"sam lee"'))[0]).toMatch(
      /address: \/invites history @sam-c, \/invites history @sam-b, \/invites history @sam-a$/,
    );
    expect((await history(ada, '"Sam Nobody"'))[0]).toMatch(/^Nothing is known about Sam Nobody:/);
  });

  it('says what was overridden', async () => {
    await headroom.says(ada, '/invites log @jane-doe');
    tick();
    const session = headroom.slack.as(ada);
    const { message } = await session.command('/invites log @jane-doe');
    if (!message) throw new Error('no reply came');
    await (await session.press(message, 'Log Anyway')).updated();
    expect((await history(ada))[1]).toContain(
      'you sent an invite to jane-doe, logged although the last invite to the same person was too recent.',
    );
  });

  it('shows the last 20, unnamed ones of a request as one, taken back or not', async () => {
    const people = Array.from({ length: 25 }, (_, n) => `@person-${n}`).join(' ');
    await headroom.says(ada, `/invites log ${people}`);
    tick();
    await headroom.says(ada, '/invites log 100');
    tick();
    await undo({});
    tick();
    await headroom.says(ada, '/invites log 1');
    await headroom.says(ada, '/invites accepted 1');
    const lines = await history(ada);
    expect(lines).toHaveLength(21);
    expect(lines.slice(1, 4).map((line) => line.replace(/\d+ Nov 2026, /g, ''))).toEqual([
      '09:03: 1 unnamed invite of yours: accepted.',
      '09:03: you sent 1 unnamed invite.',
      'Taken back by you 09:02 – 09:01: you sent 100 unnamed invites.',
    ]);
    expect(lines.slice(4).every((line) => line.includes('you sent an invite to person-'))).toBe(true);
  });
});

describe('about a person whom another team has invited', () => {
  const carl = 'U0CARL';
  beforeEach(async () => {
    headroom = await startHeadroom({ users: [{ id: carl, name: 'carl', realName: 'Carl', tz: 'UTC' }] });
    await headroom.says(boss, '/invites account add founder');
    await headroom.says(boss, '/invites log @jane-doe as founder');
    tick();
    await headroom.says(boss, '/invites accepted @jane-doe');
    await place(headroom.ledger, 1, ada);
    await place(headroom.ledger, 2, boss);
  });
  afterEach(() => headroom.stop());

  it('names neither them nor their account', async () => {
    const lines = await history(ada, '@jane-doe');
    expect(lines.slice(1).map((line) => line.replace(/^.*?\d\d:\d\d: /, ''))).toEqual([
      'jane-doe accepted someone in another team’s invite.',
      'someone in another team sent an invite to jane-doe.',
    ]);
    expect((await history(boss, '@jane-doe'))[2]).toContain('you sent an invite to jane-doe as founder');
  });

  it('names them to a manager of their team, and to all where the workspace says so', async () => {
    await saveTeam(headroom.ledger, 2, { name: 'Sales', managers: [ada] });
    expect((await history(ada, '@jane-doe'))[2]).toContain('<@U0BOSS> sent an invite to jane-doe as founder');
    await saveTeam(headroom.ledger, 2, { name: 'Sales' }, { version: 2 });
    expect((await history(ada, '@jane-doe'))[2]).toContain('someone in another team sent');
    await saveWorkspace(headroom.ledger, { overlapNames: true });
    expect((await history(ada, '@jane-doe'))[2]).toContain('<@U0BOSS> sent an invite to jane-doe');
  });

  it('names who entered something for the reader, and keeps them from others', async () => {
    await headroom.says(ada, '/invites log @of-ada');
    expect(await headroom.says(boss, '/invites log @sam-lee for @ada')).toMatch(/^Logged/);
    expect((await history(ada, '@sam-lee'))[1]).toContain(
      'you sent an invite to sam-lee. Recorded by <@U0BOSS>.',
    );
    expect((await history(boss, '@sam-lee'))[1]).toContain('<@U0ADA> sent an invite to sam-lee.');
    await place(headroom.ledger, 1, carl);
    expect((await history(carl, '@sam-lee'))[1]).toContain(
      '<@U0ADA> sent an invite to sam-lee. Recorded by someone in another team.',
    );
  });

  it('a do-not-contact request names them no more than that', async () => {
    await headroom.says(ada, '/invites log @kim-poe');
    await headroom.says(boss, '/invites log @kim-poe');
    const said = await headroom.says(ada, '/invites do-not-contact @kim-poe');
    expect(said).toContain('someone in another team, sent');
    expect(said).toContain('<@U0ADA>, sent');
    expect(said).not.toContain(boss);
    expect(await headroom.says(boss, '/invites do-not-contact @kim-poe')).toContain('<@U0ADA>, sent');
  });
});
