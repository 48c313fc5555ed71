import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, NotAllowedError } from '../../src/errors.ts';
import { addTeam, mostTeams } from '../../src/services/add-team.ts';
import type { Call } from '../../src/services/call.ts';
import { changeSettings } from '../../src/services/change-settings.ts';
import { changeTeam } from '../../src/services/change-team.ts';
import { checkPeople } from '../../src/services/check-people.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { readHistory } from '../../src/services/read-history.ts';
import { removeTeam } from '../../src/services/remove-team.ts';
import { sendTestDigest } from '../../src/services/send-test-digest.ts';
import { setUp } from '../../src/services/set-up.ts';
import { createHandlers } from '../../src/slack/handlers.ts';
import { ACTIONS } from '../../src/slack/ids.ts';
import { createTestLedger, type TestLedger } from '../ledger/database.ts';
import { callOf, person } from './call.ts';

let database: TestLedger;
beforeAll(async () => {
  database = await createTestLedger();
});
afterAll(() => database.drop());

const who = (workspaceId: string, userId: string, more: Partial<Call> = {}) =>
  callOf({ workspaceId, userId, ...more });
const admin = (workspaceId: string) => who(workspaceId, 'U0ADMIN', { isAdmin: true });
const team = async (workspaceId: string, name: string, members: readonly string[], managers: string[] = []) =>
  addTeam(database.ledger, admin(workspaceId), {
    settings: { name, zone: 'Europe/Berlin', managers },
    members,
  });
const versions = async (workspaceId: string) => {
  const rows = await database.ledger.sql<{ subject: string; version: number }[]>`
    select subject, version from settings where workspace_id = ${workspaceId} order by subject, version`;
  return rows.map(({ subject, version }) => `${subject} v${version}`);
};

describe('settings', () => {
  it('answer a repeated delivery as they did, and are saved once', async () => {
    const { ledger } = database;
    const call = admin('T1');
    const wanted = { since: 0, change: { leaderboard: 'full' } } as const;
    const first = await changeSettings(ledger, call, wanted);
    expect(await changeSettings(ledger, call, wanted)).toEqual(first);
    expect(await versions('T1')).toEqual(['workspace v1']);
  });

  it('saved by managers at the same moment are saved by one; the others are shown the conflict', async () => {
    const { ledger } = database;
    const modes = ['off', 'full', 'off', 'full'] as const;
    const answers = await Promise.all(
      modes.map((leaderboard, n) =>
        changeSettings(ledger, who('T2', `U${n}`, { isAdmin: true }), { since: 0, change: { leaderboard } }),
      ),
    );
    expect(answers.filter(({ differences }) => differences.length > 0)).toHaveLength(1);
    expect(await versions('T2')).toEqual(['workspace v1']);
  });

  it('of the same name added at the same moment make one team', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => team('T3', 'Sales', [])));
    expect(answers.map(({ done }) => done).sort()).toEqual(['added', 'nothing', 'nothing']);
    expect(await versions('T3')).toEqual(['team:1 v1']);
  });

  it('done by two who set up at the same moment are those of one', async () => {
    const { ledger } = database;
    const answers = await Promise.all(
      ['U0A', 'U0B'].map((userId) =>
        setUp(ledger, who('T4', userId, { isAdmin: true }), {
          managers: [userId],
          channel: null,
          members: [],
          guide: 80,
        }),
      ),
    );
    expect(answers.map(({ done }) => done).sort()).toEqual([false, true]);
    expect(await versions('T4')).toEqual(['team:1 v1', 'workspace v1']);
    const [{ n } = { n: 0 }] = await ledger.sql<{ n: number }[]>`
      select count(*)::int as n from policies where workspace_id = 'T4'`;
    expect(n).toBe(1);
  });

  it('of a team go up when somebody moves to another one, so that an open form is told', async () => {
    const { ledger } = database;
    await team('T10', 'Sales', ['U0ANA']);
    await team('T10', 'Support', []);
    const moved = await changeTeam(ledger, admin('T10'), {
      team: 2,
      since: 1,
      change: {},
      members: ['U0ANA'],
    });
    expect(moved.members).toEqual({ added: [], removed: [], moved: [{ userId: 'U0ANA', from: 'Sales' }] });
    const stale = { team: 1, since: 1, change: {}, members: ['U0ANA', 'U0BOB'] } as const;
    const { refusal } = await changeTeam(ledger, admin('T10'), stale);
    expect(refusal).toMatchObject({
      kind: 'conflict',
      conflict: { version: 2, changes: [] },
      meanwhile: { by: 'U0ADMIN', arrived: [], departed: ['U0ANA'] },
      members: ['U0BOB'],
    });
    expect(await versions('T10')).toEqual(['team:1 v1', 'team:1 v2', 'team:2 v1', 'team:2 v2']);
  });

  it('keep who was put into two teams at the same moment in one, and take nobody out of a team they left', async () => {
    const { ledger } = database;
    await team('T11', 'Sales', ['U0ANA']);
    await team('T11', 'Support', []);
    const wanted = { since: 1, change: {} };
    await Promise.all([
      changeTeam(ledger, admin('T11'), { ...wanted, team: 1, members: [] }),
      changeTeam(ledger, who('T11', 'U1', { isAdmin: true }), { ...wanted, team: 2, members: ['U0ANA'] }),
    ]);
    const rows = await ledger.sql<{ team: number | null }[]>`
      select team from teammates where workspace_id = 'T11' and user_id = 'U0ANA'`;
    expect(rows.map((row) => row.team)).toEqual([2]);
  });

  it('hold fifty teams and no more', async () => {
    for (let n = 1; n <= mostTeams; n += 1) await team('T5', `Team ${n}`, []);
    expect(await team('T5', 'One more', [])).toMatchObject({ refusal: { kind: 'too_many' }, team: 0 });
  });
});

describe('what only managers can do', () => {
  const calls = (workspaceId: string, userId: string) => who(workspaceId, userId);

  it('is refused to everybody else, of every team and every value of a button, and nothing is written', async () => {
    const { ledger } = database;
    await team('T6', 'Sales', ['U0MEMBER'], ['U0LEAD']);
    await team('T6', 'Support', []);
    const before = await versions('T6');
    const lead = (n: number) => who('T6', 'U0LEAD', { requestKey: `lead ${n}` });
    for (const refused of [
      () => changeSettings(ledger, calls('T6', 'U0MEMBER'), { since: 0, change: { managers: ['U0MEMBER'] } }),
      () => changeTeam(ledger, calls('T6', 'U0MEMBER'), { team: 1, since: 1, change: { name: 'Mine' } }),
      () => changeTeam(ledger, lead(1), { team: 2, since: 1, change: { name: 'Mine' } }),
      () => changeTeam(ledger, lead(2), { team: 99, since: 1, change: {} }),
      () => removeTeam(ledger, lead(3), 1),
      () => sendTestDigest(ledger, lead(4), 2),
      () => addTeam(ledger, lead(5), { settings: { name: 'New', zone: 'UTC' }, members: [] }),
      () => setUp(ledger, lead(6), { managers: ['U0LEAD'], channel: null, members: [], guide: null }),
      () =>
        changeSettings(ledger, who('T6', 'U0ADMIN', { isAdmin: true, isDeactivated: true }), {
          since: 0,
          change: { leaderboard: 'off' },
        }),
    ])
      await expect(refused()).rejects.toThrow(NotAllowedError);
    expect(await versions('T6')).toEqual(before);
    await expect(changeTeam(ledger, admin('T6'), { team: 99, since: 1, change: {} })).rejects.toThrow(
      InputError,
    );
  });

  it('is refused by the handlers of forged buttons, and another workspace has no such team', async () => {
    const { ledger } = database;
    await team('T7', 'Sales', []);
    const handlers = createHandlers({ ledger, clock: { now: () => 0 } });
    let n = 0;
    const press = (actionId: string, value: string, workspaceId = 'T7', isAdmin = false) => {
      n += 1;
      return handlers.press(
        { actionId, value, form: 'message' },
        {
          workspaceId,
          userId: 'U0MEMBER',
          requestKey: `forged ${n}`,
          now: 0,
          deadline: performance.now() + 10_000,
          person: { zone: 'UTC', name: 'x', isAdmin },
        },
      );
    };
    for (const action of ['openTeam', 'openPeople', 'openTimes', 'testDigest', 'removeTeam'] as const) {
      await expect(press(ACTIONS[action], '1')).rejects.toThrow(/^Only managers of /);
      await expect(press(ACTIONS[action], "1' or true")).rejects.toThrow(/out of date/);
      await expect(press(ACTIONS[action], '1', 'T0OTHER', true)).rejects.toThrow(/was removed/);
    }
    await expect(press(ACTIONS.openRules, '')).rejects.toThrow(NotAllowedError);
    await expect(press(ACTIONS.addTeam, '')).rejects.toThrow(NotAllowedError);
    await expect(press(ACTIONS.openSetUp, '')).rejects.toThrow(NotAllowedError);
    expect(await versions('T7')).toEqual(['team:1 v1']);
  });
});

describe('across teams', () => {
  const overlapOf = async (workspaceId: string, userId: string) => {
    const { items } = await checkPeople(database.ledger, who(workspaceId, userId), {
      people: [person('jane')],
    });
    return items.flatMap(({ reasons }) =>
      reasons.flatMap((reason) =>
        reason.code === 'teammate_overlap' ? reason.overlaps.map(({ teammate }) => teammate) : [],
      ),
    );
  };

  it('an overlap names nobody, in the answer that is kept neither, unless the workspace wants it', async () => {
    const { ledger } = database;
    await logInvites(ledger, who('T8', 'U0ANA'), { people: [person('jane')] });
    expect(await overlapOf('T8', 'U0BOB')).toEqual(['U0ANA']);
    await team('T8', 'Sales', ['U0ANA', 'U0CAT']);
    expect(await overlapOf('T8', 'U0BOB')).toEqual(['U0ANA']);
    await team('T8', 'Support', ['U0BOB']);
    expect(await overlapOf('T8', 'U0BOB')).toEqual(['']);
    expect(await overlapOf('T8', 'U0CAT')).toEqual(['U0ANA']);

    const call = who('T8', 'U0BOB');
    await logInvites(ledger, call, { people: [person('jane')] });
    const [kept] = await ledger.sql<{ answer: unknown }[]>`
      select answer from requests where workspace_id = 'T8' and key = ${call.requestKey}`;
    expect(JSON.stringify(kept?.answer)).toContain('teammate_overlap');
    expect(JSON.stringify(kept?.answer)).not.toContain('U0ANA');

    await changeSettings(ledger, admin('T8'), { since: 0, change: { overlapNames: true } });
    expect(await overlapOf('T8', 'U0BOB')).toContain('U0ANA');
    await changeSettings(ledger, admin('T8'), { since: 1, change: { overlapNames: false } });
    expect(await overlapOf('T8', 'U0BOB')).not.toContain('U0ANA');
  });

  it('a manager of a team reads the notes of its people, and no others', async () => {
    const { ledger } = database;
    const manner = { marks: [], note: 'Hello' } as const;
    await logInvites(ledger, who('T9', 'U0ANA'), { people: [person('jane')], manner });
    await logInvites(ledger, who('T9', 'U0BOB'), { people: [person('jane')], manner });
    await team('T9', 'Sales', ['U0ANA'], ['U0LEAD']);
    await team('T9', 'Support', ['U0BOB']);
    const notes = async (userId: string, isAdmin = false) => {
      const { lines } = await readHistory(ledger, who('T9', userId, { isAdmin }), { person: person('jane') });
      return Object.fromEntries(
        lines.flatMap(({ kind, owner, note }) => (kind === 'sent' ? [[owner, note]] : [])),
      );
    };
    expect(await notes('U0LEAD')).toEqual({ U0ANA: 'Hello', U0BOB: null });
    // Who is in a team learns of another one that somebody invited her, not who.
    expect(await notes('U0ANA')).toEqual({ U0ANA: 'Hello', '': null });
    expect(await notes('U0ADMIN', true)).toEqual({ U0ANA: 'Hello', U0BOB: 'Hello' });
  });
});
