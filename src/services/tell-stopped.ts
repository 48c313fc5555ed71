import type { ChannelId } from '../ledger/queue-drains.ts';
import { findWhoSetChannel, listGone } from '../ledger/stopped-channels.ts';
import type { Tx } from '../ledger/transact.ts';
import { loadSettings, type Settings, type Team, teamSubject } from './settings.ts';

/**
 * Who sees to a channel that nothing can be posted to: of each team that has it who set it up; where they left or manage
 * no more, the team's managers and the workspace's; else who set the workspace up. Nobody for a channel of no team.
 */
export async function whoSeesTo(tx: Tx, { workspaceId, channel }: ChannelId): Promise<readonly string[]> {
  const settings = await loadSettings(tx, workspaceId);
  const teams = settings.teams.filter(({ document }) => document.channel === channel);
  const found = new Set<string>();
  for (const team of teams) {
    const subject = teamSubject(team.team);
    const setter = await findWhoSetChannel(tx, { workspaceId, channel, subject });
    for (const one of await choose(tx, workspaceId, { settings, team, setter })) found.add(one);
  }
  return [...found];
}

async function choose(
  tx: Tx,
  workspaceId: string,
  {
    settings,
    team,
    setter,
  }: { readonly settings: Settings; readonly team: Team; readonly setter?: string | undefined },
): Promise<readonly string[]> {
  const { managers, setUpBy } = settings.workspace.document;
  const managing = [...new Set([...team.document.managers, ...managers])];
  const all = [
    ...managing,
    ...(setter === undefined ? [] : [setter]),
    ...(setUpBy === null ? [] : [setUpBy]),
  ];
  const gone = new Set(await listGone(tx, workspaceId, all));
  // Without a list of managers the admins are, and only Slack knows who they are: who set it up was one.
  const isStill = setter !== undefined && (managers.length === 0 || managing.includes(setter));
  if (isStill && !gone.has(setter)) return [setter];
  const left = managing.filter((one) => !gone.has(one));
  if (left.length > 0) return left;
  return setUpBy === null || gone.has(setUpBy) ? [] : [setUpBy];
}
