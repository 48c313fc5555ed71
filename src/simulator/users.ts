import type { UserSeed } from './seed.ts';
import type { Workspace } from './workspace.ts';
import type { World } from './world.ts';

/** A user object. A deactivated member has no zone, as in Slack. */
export function describeUser(user: UserSeed, workspace: Workspace, now: number): object {
  const identity = { id: user.id, team_id: workspace.id, name: user.name, real_name: user.realName };
  const profile = {
    real_name: user.realName,
    real_name_normalized: user.realName,
    display_name: user.name,
    display_name_normalized: user.name,
    team: workspace.id,
  };
  const kind = { is_bot: false, is_app_user: false, updated: Math.floor(now / 1000) };
  if (user.deleted === true) return { ...identity, deleted: true, profile, ...kind };
  return {
    ...identity,
    deleted: false,
    ...zone(user.tz, now),
    profile,
    is_admin: user.isAdmin === true || user.isOwner === true,
    is_owner: user.isOwner === true,
    is_primary_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
    ...kind,
  };
}

export function describeBot(workspace: Workspace, world: World): object {
  const name = world.manifest.botName;
  return {
    id: workspace.botUserId,
    team_id: workspace.id,
    name: name.toLowerCase(),
    real_name: name,
    deleted: false,
    ...zone('America/Los_Angeles', world.clock.now()),
    profile: {
      real_name: name,
      display_name: '',
      bot_id: workspace.botId,
      api_app_id: world.appId,
      team: workspace.id,
    },
    is_admin: false,
    is_owner: false,
    is_bot: true,
    is_app_user: false,
    updated: Math.floor(world.clock.now() / 1000),
  };
}

function zone(tz: string, now: number): object {
  return {
    tz,
    tz_label: zoneName(tz, now, 'long'),
    tz_offset: offsetSeconds(zoneName(tz, now, 'longOffset')),
  };
}

function zoneName(timeZone: string, now: number, timeZoneName: 'long' | 'longOffset'): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName }).formatToParts(now);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** "GMT-07:00" → -25200. */
function offsetSeconds(offset: string): number {
  const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(offset) ?? [];
  if (sign === undefined) return 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}
