import type { Ledger } from '../../src/ledger/connect.ts';
import { addSettings } from '../../src/ledger/read-settings.ts';
import { localDate } from '../../src/limits/windows.ts';
import type { PersonRef } from '../../src/linkedin/person.ts';
import { addAccount } from '../../src/services/add-account.ts';
import type { Call } from '../../src/services/call.ts';
import { changeAccountType } from '../../src/services/change-account-type.ts';
import { logInvites } from '../../src/services/log-invites.ts';
import { setCounter } from '../../src/services/set-counter.ts';
import { teamSettings, teamSubject } from '../../src/services/settings.ts';
import type { UserSeed } from '../../src/simulator/simulator.ts';
import { ada, general } from './workspace.ts';

const workspaceId = 'T0ACME';
const day = 86_400_000;

/** A thousand with Ada and the Boss, called as hard as Slack allows. */
export const members: readonly UserSeed[] = Array.from({ length: 998 }, (_, n) => ({
  id: memberId(n),
  name: `member-${n}`,
  realName: `${['محمد', '🦄👩🏽‍🚀', '*_~`&<>|'][n % 3]?.repeat(9)} ${n}`,
  tz: 'Europe/London',
}));
export function memberId(n: number): string {
  return `U0M${String(n).padStart(7, '0')}`;
}

/** 200 characters, as a name may have: right to left, wide, formatting; and an address of 200 letters. */
const hard = ['محمد '.repeat(40), '🦄'.repeat(200), '*_~`&<>|'.repeat(25), 'W'.repeat(200)];
export function person(n: number): PersonRef {
  const name = `${n} ${hard[n % hard.length]}`;
  return {
    key: `in:${String(n).padStart(5, '0')}${['م', 'w'][n % 2]?.repeat(195)}`,
    name: Array.from(name).slice(0, 200).join('').trim(),
  };
}
export const hundred = (from: number): PersonRef[] => Array.from({ length: 100 }, (_, n) => person(from + n));

/** 50 teams with names at their maximum, 200 holidays and 100 managers each; the first has nearly everybody. */
export async function addTeams(ledger: Ledger, now: number): Promise<void> {
  const holidays = Array.from({ length: 200 }, (_, n) =>
    localDate('UTC', Date.parse('2027-01-01') + n * day),
  );
  const managers = Array.from({ length: 100 }, (_, n) => memberId(n + 100));
  await ledger.transact({ deadlineMs: 20_000 }, async (tx) => {
    for (let team = 1; team <= 50; team += 1)
      await addSettings(tx, {
        workspaceId,
        subject: teamSubject(team),
        version: 2,
        document: teamSettings.parse({
          name: `${String(team).padStart(2, '0')}${['🦄'.repeat(24), '&<>*'.repeat(12), 'م'.repeat(48)][team % 3]}`,
          channel: general,
          zone: 'America/Argentina/ComodRivadavia',
          digestEvery: team === 3 ? 'day' : 'week',
          holidays,
          managers,
        }),
        changedAt: now,
        changedBy: 'U0BOSS',
      });
  });
  await ledger.sql`
    insert into teammates (workspace_id, user_id, team)
    select ${workspaceId}, user_id, case when n <= 951 then 1 else n - 949 end
    from unnest(${[ada, ...members.map(({ id }) => id)]}::text[]) with ordinality as one (user_id, n)
    on conflict (workspace_id, user_id) do update set team = excluded.team`;
}

/** What the teammates sent 20 days ago: the first 120 enough to be ranked by rate, the others one each; all accepted. */
export async function addHistory({ sql }: Ledger, now: number): Promise<void> {
  const ms = now - 20 * day;
  const date = localDate('Europe/London', ms);
  const at = sql`to_timestamp(${ms / 1000}::float8)`;
  await sql`
    insert into accounts (workspace_id, owner, type, zone, created_at)
    select ${workspaceId}, owner, 'free', 'Europe/London', ${at} from unnest(${members.map(({ id }) => id)}::text[]) as owner`;
  await sql`
    insert into invites (workspace_id, account_id, sent_at, state, state_at)
    select workspace_id, id, ${at}, 'accepted', ${at} from accounts,
      generate_series(1, case when owner < ${memberId(120)} then 21 else 1 end) where workspace_id = ${workspaceId}`;
  await sql`
    with request as (
      insert into requests (workspace_id, key, actor, arguments, requested_at)
      values (${workspaceId}, 'history', ${ada}, '{}', ${at}) returning id
    )
    insert into entries (workspace_id, request_id, ordinal, kind, account_id, actor, invite_id, happened_at, local_date, recorded_at, source, detail)
    select i.workspace_id, request.id, row_number() over (order by kind desc, i.id), kind, i.account_id, a.owner, i.id, ${at}, ${date}::date,
      ${at}, 'command', case kind when 'accepted' then ${JSON.stringify({ was: { state: 'pending', at: ms } })}::text::jsonb end
    from request, invites i join accounts a using (workspace_id), unnest(array['sent', 'accepted']) as kind
    where a.id = i.account_id and i.workspace_id = ${workspaceId}`;
  await sql`
    insert into usage (workspace_id, account_id, resource, local_date, sent, accepted)
    select workspace_id, account_id, 'connection', ${date}::date, count(*), count(*) from invites
    where workspace_id = ${workspaceId} group by 1, 2`;
}

let requests = 0;
function callOfAda(now: number, given: Partial<Call>): Call {
  requests += 1;
  return {
    workspaceId,
    userId: ada,
    owner: ada,
    isAdmin: false,
    requestKey: `worst ${requests}`,
    now,
    zone: 'Europe/London',
    withinMs: 60_000,
    ...given,
  };
}

/** Ada has 20 accounts, 840 invites that nobody answered, and 30,000 of 30,000 by LinkedIn's counter. */
export async function addAda(ledger: Ledger, now: number): Promise<void> {
  const call = (given: Partial<Call> = {}) => callOfAda(now, given);
  await changeAccountType(ledger, call(), { type: 'sales_navigator' });
  for (const name of accountNames) await addAccount(ledger, call(), { name });
  for (const n of [0, 1, 2, 3, 4, 5, 10, 11])
    await logInvites(ledger, call({ as: n < 10 ? '' : (accountNames[n] ?? '') }), {
      people: hundred(100 * n),
      sentAt: now - (40 - n) * day,
      manner: {
        marks: ['they_invited_first'],
        because: 'experience',
        via: 'third_party',
        note: '<&>'.repeat(90),
      },
    });
  await logInvites(ledger, call(), {
    people: Array.from(
      { length: 40 },
      (_, n): PersonRef => ({ key: `in:same${n}${'w'.repeat(150)}`, name: sharedName }),
    ),
    sentAt: now - 3 * day,
  });
  await setCounter(ledger, call(), { left: 0 });
}
/** What more people are called than a reply has buttons for. */
export const sharedName = `${'🦄'.repeat(100)}${'م'.repeat(90)}`;
/** 40 characters each, as many as a name of an account may have. */
export const accountNames = Array.from(
  { length: 19 },
  (_, n) => `${String(n).padStart(2, '0')}${'مw'.repeat(19)}`,
);

/** Messages that a channel did not take. */
export async function addDeadDeliveries({ sql }: Ledger): Promise<void> {
  await sql`
    insert into deliveries (workspace_id, channel, kind, payload, state, reason, queued_at, settled_at)
    select ${workspaceId}, 'C0DEAD' || n, 'test_digest', '{"kind": "test_digest", "team": 1, "by": "U0BOSS"}', 'dead', 'channel_not_found', now(), now()
    from generate_series(1, 200) n`;
}
