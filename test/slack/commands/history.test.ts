import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Undo } from '../../../src/services/find-undo.ts';
import { logInvites } from '../../../src/services/log-invites.ts';
import { undoRequest } from '../../../src/services/undo-request.ts';
import { type Headroom, startHeadroom } from '../../headroom.ts';
import { callOf } from '../../services/call.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
const history = async (user: string, of = '') =>
  (await headroom.says(user, `/invites history ${of}`)).split('\n');
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
      '24 Nov 2026, 09:01: you sent an invite to sam-lee. Recorded with a command.',
      '23 Nov 2026, 14:00: you sent an invite to Jane Doe, in bulk, after they had invited first, because they had met, ' +
        'with the note “Hello \u2060*\u2060Jane\u2060*\u2060, see &lt;https://x.example&gt;”. Recorded 24 Nov 2026, 09:00 with a command.',
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
      'Taken back 24 Nov 2026, 09:02 by you: on 24 Nov 2026, 09:00 you sent an invite to jane-doe. Recorded with a command.',
      '24 Nov 2026, 09:01: you sent an invite to sam-lee. Recorded with a command.',
    ]);
    expect((await history(boss, '@jane-doe'))[1]).toMatch(
      /^Taken back 24 Nov 2026, 04:02 by <@U0ADA>: on .* <@U0ADA> sent an invite to jane-doe\./,
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
      'you sent an invite to third as founder, through a third-party service. Recorded with a command.',
      'declining went on the do-not-contact list. Recorded with a command.',
      'you said that jane-doe and J. Doe are one person. Recorded with a command.',
      'your LinkedIn account changed from Free to Sales Navigator. Recorded with a command.',
      'you added the LinkedIn account founder. Recorded with a command.',
      'LinkedIn no longer blocked your LinkedIn account. Recorded with a command.',
      expect.stringMatching(
        /^LinkedIn blocked your LinkedIn account until 2\d Nov 2026, .*\. Recorded with a command\.$/,
      ),
      'LinkedIn showed 2,750 left this month for your LinkedIn account. Recorded with a command.',
      'you sent 3 PageInvites for “Acme &amp; Sons”. Recorded with a command.',
      'you withdrew the invite to withdrawing. Recorded with a command.',
      'declining declined your invite. Recorded with a command.',
      expect.stringMatching(/^you sent an invite to (declin|withdraw)ing\./),
      expect.stringMatching(/^you sent an invite to (declin|withdraw)ing\./),
      'jane-doe accepted your invite (ignored before). Recorded with a command.',
      'jane-doe ignored your invite. Recorded with a command.',
      'you sent an invite to jane-doe. Recorded with a command.',
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
    expect((await history(ada))[1]).toMatch(
      /: you sent an invite to jane-doe\. Recorded by <@U0BOSS> with a command\.$/,
    );
    const [, line, ...others] = await history(boss);
    expect(line).toMatch(/: <@U0ADA> sent an invite to jane-doe\. Recorded by you with a command\.$/);
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

  it('says what was overridden', async () => {
    await headroom.says(ada, '/invites log @jane-doe');
    tick();
    const session = headroom.slack.as(ada);
    const { message } = await session.command('/invites log @jane-doe');
    if (!message) throw new Error('no reply came');
    await (await session.press(message, 'Log Anyway')).updated();
    expect((await history(ada))[1]).toContain(
      'you sent an invite to jane-doe, logged although the last invite to the same person was too recent. Recorded',
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
      '09:03: 1 unnamed invite of yours: accepted. Recorded with a command.',
      '09:03: you sent 1 unnamed invite. Recorded with a command.',
      'Taken back 09:02 by you: on 09:01 you sent 100 unnamed invites. Recorded with a command.',
    ]);
    expect(lines.slice(4).every((line) => line.includes('you sent an invite to person-'))).toBe(true);
  });
});
