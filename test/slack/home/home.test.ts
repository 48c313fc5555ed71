import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Message, View } from '../../../src/simulator/simulator.ts';
import { type Headroom, startHeadroom } from '../../headroom.ts';
import { ada, boss } from '../workspace.ts';

let headroom: Headroom;
const start = async () => {
  headroom = await startHeadroom();
};

const jane = 'https://www.linkedin.com/in/jane-doe';

/** Everything that a view says, a line a text. */
function textOf({ blocks }: Pick<View, 'blocks'>): string {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'text' && typeof inner === 'string') texts.push(inner);
        else walk(inner);
      }
    }
  };
  walk(blocks);
  return texts.join('\n');
}

/** The Home of somebody once it says (or no longer says) something. */
function homeWith(user: string, says: string | RegExp, isThere = true): Promise<View> {
  return headroom.slack.waitFor(() => {
    const home = headroom.slack.as(user).home();
    if (home === undefined) return undefined;
    const text = textOf(home);
    return (typeof says === 'string' ? text.includes(says) : says.test(text)) === isThere ? home : undefined;
  });
}

async function openHome(user: string): Promise<View> {
  await headroom.slack.as(user).openHome();
  return homeWith(user, 'As of');
}

/** What a press on Home shows: a modal of its own, after the last one was closed. */
async function press(user: string, home: View, button: string): Promise<string> {
  const somebody = headroom.slack.as(user);
  if (somebody.views().length > 0) await somebody.closeAll();
  await somebody.press(home, button);
  return textOf(await headroom.slack.waitFor(() => somebody.views().at(-1)));
}

function topModal(user: string): View {
  const view = headroom.slack.as(user).views().at(-1);
  if (view === undefined) throw new Error('no modal is open');
  return view;
}

/** What a submitted form says then. */
async function submit(user: string, values: Readonly<Record<string, unknown>>): Promise<string> {
  const result = await headroom.slack.as(user).submit(topModal(user).id, values);
  if (result.errors !== undefined) return JSON.stringify(result.errors);
  if (result.view === undefined) throw new Error(`nothing is shown: ${result.error}`);
  return textOf(result.view);
}

/** The same view with other values in its buttons: what a forger would send. */
function forged(view: View, value: string): View {
  const json = JSON.stringify(view.blocks).replaceAll(/"value":"[^"]*"/g, `"value":"${value}"`);
  return { ...view, blocks: JSON.parse(json) };
}

const buttonsOf = ({ blocks }: Pick<View | Message, 'blocks'>) =>
  [...JSON.stringify(blocks).matchAll(/"action_id":"([^"]*)"/g)].map(([, id = '']) => id);

describe('the first-run card', () => {
  beforeEach(start);
  afterEach(() => headroom.stop());

  it('says what the bot does and where the days begin, and makes nobody a teammate', async () => {
    const home = await openHome(ada);
    const text = textOf(home);
    expect(text).toContain('Welcome to Headroom');
    expect(text).toContain('sends nothing, reads no profile and needs no password');
    expect(text).toContain('midnight in *Europe/London*, as Slack says');
    expect(text).toContain('*0 of about 100 sent in 7 days*');
    expect(text).toContain('*3,000 left this month*');
    expect(text).toContain('Begin with the invitations you sent on LinkedIn today');
    expect(await headroom.count('accounts')).toBe(0);
    expect(await headroom.count('teammates')).toBe(0);
  });

  it('records the account type that was chosen, and stands there no longer', async () => {
    const home = await openHome(ada);
    const said = await press(ada, home, 'Start With Sales Navigator');
    expect(said).toContain('You are all set: your LinkedIn account is *Sales Navigator*.');
    const after = await homeWith(ada, 'Welcome to Headroom', false);
    expect(textOf(after)).toContain('*30,000 left this month*');
    expect(await headroom.says(ada, '/invites history')).toContain('changed from Free to Sales Navigator');
  });

  it('makes no account for a free one, and a second press changes nothing', async () => {
    const home = await openHome(ada);
    expect(await press(ada, home, 'Start With Free')).toContain('your LinkedIn account is *Free*');
    expect(await headroom.count('accounts')).toBe(0);
    const said = await press(ada, home, 'Start With Sales Navigator');
    expect(said).toContain('You have started already: your LinkedIn account is *Free*. Nothing was changed.');
    expect(await headroom.count('accounts')).toBe(0);
    expect(await headroom.count('entries')).toBe(0);
  });

  it('refuses a type that there is not', async () => {
    const home = await openHome(ada);
    const said = await press(ada, forged(home, 'gold'), 'Start With Free');
    expect(said).toContain('This button is out of date. Open Home again.');
    expect(await headroom.count('teammates')).toBe(0);
  });

  it('can be undone where it changed the type', async () => {
    await press(ada, await openHome(ada), 'Start With Business Plus');
    await headroom.slack.as(ada).press(topModal(ada), 'Undo');
    await headroom.slack.waitFor(() => textOf(topModal(ada)).includes('your account is Free again'));
    await homeWith(ada, /^(?![\s\S]*Welcome)[\s\S]*\*3,000 left this month\*/);
  });
});

describe('what was refused', () => {
  beforeEach(start);
  afterEach(() => headroom.stop());

  const refuse = async () => {
    await headroom.says(ada, `/invites log ${jane} "Jane Doe" "Sam Lee"`);
    await headroom.says(ada, `/invites log ${jane} "Jane Doe" "Sam Lee" @kim-poe`);
    await headroom.says(ada, '/invites log "Sam Lee"');
  };

  it('waits on Home with who and why, until it is logged anyway', async () => {
    await refuse();
    const home = await openHome(ada);
    const text = textOf(home);
    expect(text).toContain('Did you send these?');
    expect(text).toMatch(/\*2 invites\*, entered .*\nNot logged: you invited .*Jane Doe/);
    expect(text).toMatch(/\*1 invite\*, entered/);
    const said = await press(ada, home, 'Log All Anyway');
    expect(said).toMatch(/Logged .*Jane Doe.* anyway/);
    expect(said).toMatch(/Logged .*Sam Lee.* anyway/);
    const after = await homeWith(ada, '*2 invites*', false);
    expect(textOf(after)).toContain('*1 invite*');
  });

  it('is settled with nothing recorded when it was not sent, and every later press says so', async () => {
    await refuse();
    const home = await openHome(ada);
    const before = await headroom.count('entries');
    const said = await press(ada, home, 'I Did Not Send Them');
    expect(said).toMatch(/^Noted: you did not send .*Jane Doe.* and .*Sam Lee.*\. Nothing was recorded/m);
    await homeWith(ada, '*2 invites*', false);
    expect(await press(ada, home, 'I Did Not Send Them')).toMatch(/You said .* that you did not send/);
    expect(await press(ada, home, 'Log All Anyway')).toMatch(
      /You said .* that you did not send .* Nothing was recorded/,
    );
    expect(await headroom.count('entries')).toBe(before);
  });

  it('says when it was logged to who says afterwards that it was not sent', async () => {
    await refuse();
    const home = await openHome(ada);
    await press(ada, home, 'Log All Anyway');
    const before = await headroom.count('entries');
    expect(await press(ada, home, 'I Did Not Send Them')).toMatch(
      /Jane Doe.* was logged .*Nothing more was recorded/,
    );
    expect(await headroom.count('entries')).toBe(before);
  });

  it('is nobody else’s to settle, and no other workspace’s', async () => {
    await refuse();
    const home = await openHome(ada);
    const bosses = await openHome(boss);
    expect(textOf(bosses)).not.toContain('Did you send these?');
    const before = [await headroom.count('entries'), await headroom.count('requests')];
    for (const button of ['I Did Not Send Them', 'Log All Anyway', 'Undo']) {
      const stolen = { ...home, userId: boss };
      expect(await press(boss, stolen, button)).toMatch(/^Only the person who/m);
    }
    expect([await headroom.count('entries'), await headroom.count('requests')]).toEqual(before);
    await headroom.says(ada, '/invites quota');
    expect(textOf(await openHome(ada))).toContain('*2 invites*');
  });

  it('answers a button of nothing with what to do', async () => {
    await refuse();
    const home = await openHome(ada);
    const said = await press(ada, forged(home, '99999.1'), 'I Did Not Send Them');
    expect(said).toContain('This button is out of date');
  });
});

describe('the last entries', () => {
  beforeEach(start);
  afterEach(() => headroom.stop());

  it('have an Undo each, and a stale one says that it is done', async () => {
    await headroom.says(ada, `/invites log ${jane} "Jane Doe" "Sam Lee"`);
    await headroom.says(ada, '/invites page 3 Acme');
    const home = await openHome(ada);
    const text = textOf(home);
    expect(text).toMatch(/You sent 3 PageInvites for “Acme”\./);
    expect(text).toMatch(/You sent an invite to .*Jane Doe.* and 1 more\./);
    expect(await press(ada, home, 'undo:1')).toMatch(/Undone: the invite to .*Jane Doe/);
    const after = await homeWith(ada, 'Jane Doe', false);
    expect(textOf(after)).toContain('Pending: 0. Whoever you log waits here');
    expect(await press(ada, home, 'undo:1')).toContain('That is undone already');
  });

  it('name who entered one for somebody, who alone can undo it', async () => {
    await headroom.says(ada, '/invites log "Sam Lee"');
    await headroom.says(boss, `/invites log ${jane} for @ada`);
    const home = await openHome(ada);
    expect(textOf(home)).toMatch(new RegExp(`You sent an invite to .*jane-doe.*, entered by <@${boss}>`));
    expect(buttonsOf(home).filter((id) => id.startsWith('undo'))).toEqual(['undo:1']);
    expect(await press(boss, await openHome(boss), 'Undo')).toContain('Undone');
  });
});

describe('a block', () => {
  beforeEach(start);
  afterEach(() => headroom.stop());

  it('is reported with its last day, and ended with one press', async () => {
    const home = await openHome(ada);
    await press(ada, home, 'Report a Block');
    expect(await submit(ada, { until: '2026-11-20' })).toContain('Choose a day from today');
    expect(await submit(ada, { until: '2026-11-27' })).toContain(
      'Recorded: LinkedIn has blocked your account',
    );
    const blocked = await homeWith(ada, 'LinkedIn has blocked this account');
    expect(await press(ada, blocked, 'End Block')).toContain('LinkedIn no longer blocks your account');
    const after = await homeWith(ada, 'LinkedIn has blocked this account', false);
    expect(buttonsOf(after)).not.toContain('lift');
    expect(await press(ada, blocked, 'End Block')).toContain('Nothing was recorded: LinkedIn does not block');
  });

  it('needs no last day, and asks which account where there are several', async () => {
    await headroom.says(ada, '/invites account add founder');
    const home = await openHome(ada);
    await press(ada, home, 'Report a Block');
    expect(await submit(ada, { account: 'founder' })).toContain('your account founder; no end is known');
    await press(ada, home, 'Report a Block');
    await submit(ada, { account: 'first account' });
    const blocked = await homeWith(ada, /(blocked this account[\s\S]*){2}/);
    expect(await press(ada, blocked, 'End Block')).toContain('more than one of your accounts');
    expect(await submit(ada, { account: 'founder' })).toContain('no longer blocks your account founder');
    const after = await homeWith(ada, /(blocked this account[\s\S]*){2}/, false);
    expect(await press(ada, after, 'End Block')).toContain('no longer blocks your account (it did');
  });
});

describe('the small forms', () => {
  beforeAll(start);
  afterAll(() => headroom.stop());

  it('log PageInvites, and keep what was wrong in the form', async () => {
    await press(ada, await openHome(ada), 'Log PageInvites');
    expect(await submit(ada, { count: '3', page: '«»' })).toContain('Write a name with letters or digits');
    const said = await submit(ada, { count: '3', page: 'https://www.linkedin.com/company/acme-corp/about/' });
    expect(said).toContain('Logged 3 PageInvites for acme-corp');
    await press(ada, await homeWith(ada, 'PageInvites sent this month'), 'Log PageInvites');
    expect(await submit(ada, { count: '2', page: null })).toContain('Not logged: 3 of 4 PageInvites');
    const home = await homeWith(ada, '*2 PageInvites*');
    expect(await press(ada, home, 'Log All Anyway')).toContain('Logged 2 PageInvites anyway');
  });

  it('set LinkedIn’s counter, and say at the field what is too much', async () => {
    await press(ada, await openHome(ada), 'Set LinkedIn’s Counter');
    expect(await submit(ada, { left: '4000' })).toContain(
      'Free has 3,000 a month at most. Is your account Business Plus? Change its type first.',
    );
    expect(await submit(ada, { left: '2750' })).toContain('Recorded: LinkedIn shows 2,750 left this month');
    expect(textOf(await homeWith(ada, '*2,750 left this month*'))).toContain(
      '250 of 3,000 accepted this month',
    );
  });

  it('check people, and record nothing', async () => {
    await headroom.says(ada, `/invites log ${jane}`);
    await press(ada, await openHome(ada), 'Check People');
    const before = await headroom.count('entries');
    expect(await submit(ada, { people: 'https://www.linkedin.com/company/acme' })).toContain('Line 1');
    const said = await submit(ada, { people: `${jane}\nSam Lee` });
    expect(said).toMatch(/Not allowed now: you invited .*jane-doe/);
    expect(said).toContain('Sam Lee');
    expect(await headroom.count('entries')).toBe(before);
  });

  it('show the commands', async () => {
    expect(await press(ada, await openHome(ada), 'Show Commands')).toContain('/invites log');
  });
});

describe('for managers', () => {
  beforeAll(start);
  afterAll(() => headroom.stop());

  it('tells a manager of an empty team how it fills', async () => {
    expect(textOf(await openHome(boss))).toContain('Nobody has logged anything yet.');
  });

  it('shows the team, the board and the settings, and the set-up while nobody has done it', async () => {
    await headroom.says(ada, '/invites log 85');
    await headroom.slack.as(boss).openHome();
    const home = await homeWith(boss, '*Near a limit: 1*');
    const text = textOf(home);
    expect(text).toContain('Set up Headroom');
    expect(text).toContain('Your team now');
    expect(text).toMatch(new RegExp(`\\*Near a limit: 1\\*\\n<@${ada}>: ⚠️ 85 of about 100 sent in 7 days`));
    expect(text).toContain('*Paused*: LinkedIn blocks nobody');
    expect(text).toContain('Leaderboard of everybody, this month');
    expect(buttonsOf(home)).toEqual(expect.arrayContaining(['open_settings', 'open_set_up']));
  });

  it('shows none of it to others', async () => {
    const home = await openHome(ada);
    expect(textOf(home)).not.toMatch(/Your team now|Leaderboard of|Set up Headroom/);
    expect(buttonsOf(home)).not.toContain('open_settings');
  });
});
