import { z } from 'zod';
import { count, flag } from '../arguments.ts';
import { SlackError } from '../slack-error.ts';
import { describeBot, describeUser } from '../users.ts';
import { botMethod } from './method.ts';
import { page } from './pagination.ts';

const info = botMethod(
  ['users:read'],
  z.looseObject({ user: z.string().min(1), include_locale: flag.optional() }),
  ({ user: id }, { world, workspace }) => {
    if (id === workspace.botUserId) return { user: describeBot(workspace, world) };
    const user = workspace.user(id);
    if (user === undefined) throw new SlackError('user_not_found');
    return { user: describeUser(user, workspace, world.clock.now()) };
  },
);

const list = botMethod(
  ['users:read'],
  z.looseObject({ limit: count.optional(), cursor: z.string().optional(), include_locale: flag.optional() }),
  ({ limit, cursor }, { world, workspace }) => {
    const now = world.clock.now();
    const members = [
      ...workspace.users().map((user) => describeUser(user, workspace, now)),
      describeBot(workspace, world),
    ];
    const { items, response_metadata } = page(members, limit, cursor);
    return { members: items, cache_ts: Math.floor(now / 1000), response_metadata };
  },
);

export const userMethods = { 'users.info': info, 'users.list': list };
