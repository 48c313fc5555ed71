import { z } from 'zod';
import { SlackError } from '../slack-error.ts';
import type { World } from '../world.ts';
import { botMethod, openMethod } from './method.ts';

const apiTest = openMethod(
  'none',
  z.looseObject({ error: z.string().optional() }),
  ({ error }, _world, raw) => {
    const { token: _token, ...args } = raw;
    if (error !== undefined) throw new SlackError(error, [], { args });
    return { args };
  },
);

const authTest = botMethod([], z.looseObject({}), (_args, { world, workspace }) => ({
  url: `https://${workspace.domain}.slack.com/`,
  team: workspace.name,
  user: world.manifest.botName.toLowerCase(),
  team_id: workspace.id,
  user_id: workspace.botUserId,
  bot_id: workspace.botId,
  is_enterprise_install: false,
}));

/** Hands out a link to one Socket Mode connection; the link is made by whoever serves it. */
const connectionsOpen = (link: (world: World) => string) =>
  openMethod('app', z.looseObject({}), (_args, world) => ({ url: link(world) }));

export const appMethods = (link: (world: World) => string) => ({
  'api.test': apiTest,
  'auth.test': authTest,
  'apps.connections.open': connectionsOpen(link),
});
