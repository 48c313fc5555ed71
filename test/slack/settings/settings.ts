import type { Ledger } from '../../../src/ledger/connect.ts';
import { addSettings } from '../../../src/ledger/read-settings.ts';
import { teamSettings, teamSubject, workspaceSettings } from '../../../src/services/settings.ts';
import type { View } from '../../../src/simulator/views.ts';
import type { Headroom } from '../../headroom.ts';

export const workspaceId = 'T0ACME';
const deadline = { deadlineMs: 5_000 };

/** Keeps a version of the workspace's settings, as somebody saved it. */
export async function saveWorkspace(
  ledger: Ledger,
  document: Record<string, unknown>,
  { version = 1, by = 'U0BOSS', at = 0 } = {},
): Promise<void> {
  await ledger.transact(deadline, (tx) =>
    addSettings(tx, {
      workspaceId,
      subject: 'workspace',
      version,
      document: workspaceSettings.parse(document),
      changedAt: at,
      changedBy: by,
    }),
  );
}

/** Keeps a version of a team's settings, as somebody saved it. */
export async function saveTeam(
  ledger: Ledger,
  team: number,
  document: Record<string, unknown>,
  { version = 1, by = 'U0BOSS', at = 0 } = {},
): Promise<void> {
  await ledger.transact(deadline, (tx) =>
    addSettings(tx, {
      workspaceId,
      subject: teamSubject(team),
      version,
      document: teamSettings.parse({ zone: 'Europe/London', ...document }),
      changedAt: at,
      changedBy: by,
    }),
  );
}

/** Puts people into a team by hand. */
export async function place(ledger: Ledger, team: number | null, ...userIds: string[]): Promise<void> {
  for (const userId of userIds)
    await ledger.sql`
      insert into teammates (workspace_id, user_id, team) values (${workspaceId}, ${userId}, ${team})
      on conflict (workspace_id, user_id) do update set team = excluded.team`;
}

/** Who is in which team. */
export async function teamsOf(ledger: Ledger): Promise<Record<string, number | null>> {
  const rows = await ledger.sql<{ user_id: string; team: number | null }[]>`
    select user_id, team from teammates where workspace_id = ${workspaceId} order by user_id`;
  return Object.fromEntries(rows.map(({ user_id, team }) => [user_id, team]));
}

/** The newest document of a subject. */
export async function documentOf(ledger: Ledger, subject: string): Promise<Record<string, unknown>> {
  const [row] = await ledger.sql<{ document: Record<string, unknown> }[]>`
    select document from settings where workspace_id = ${workspaceId} and subject = ${subject}
    order by version desc limit 1`;
  return row?.document ?? {};
}

/** The entries of changed settings, in order. */
export async function settingsEntries(ledger: Ledger): Promise<readonly unknown[]> {
  const rows = await ledger.sql<{ actor: string; detail: unknown }[]>`
    select actor, detail from entries where workspace_id = ${workspaceId} and kind = 'settings_changed' order by id`;
  return rows.map(({ actor, detail }) => ({ actor, ...(detail as object) }));
}

/** All that a view says. */
export function wordsOf(view: View): string {
  const said: string[] = [];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) collect(one);
    else if (typeof value === 'object' && value !== null)
      for (const [key, one] of Object.entries(value)) {
        if (key === 'text' && typeof one === 'string') said.push(one);
        else collect(one);
      }
  };
  collect(view.blocks);
  return said.join('\n');
}

/** Presses a button in somebody's topmost modal and gives the modal that `is` then there. */
export async function pressed(
  { slack, modal }: Headroom,
  user: string,
  button: string,
  is: (view: View) => boolean,
): Promise<View> {
  await slack.as(user).press(await modal(user), button);
  return modal(user, is);
}

export const titled = (title: string) => (view: View) => view.title === title;
export const says = (words: string) => (view: View) => wordsOf(view).includes(words);

/** Opens `/invites settings` and walks down its buttons, each leading to a modal of the title. */
export async function walk(
  headroom: Headroom,
  user: string,
  ...steps: readonly (readonly [button: string, title: string])[]
): Promise<View> {
  await headroom.slack.as(user).command('/invites settings');
  let view = await headroom.modal(user);
  for (const [button, title] of steps) view = await pressed(headroom, user, button, titled(title));
  return view;
}
