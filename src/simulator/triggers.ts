import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { forgetExpired } from './forget-expired.ts';
import { SlackError } from './slack-error.ts';

/** A `trigger_id` opens one view within three seconds. */
export const triggerLifetimeMs = 3_000;
/** So long an expired or used one is told from one that never was. */
const rememberedMs = 60 * 60_000;

export type Triggers = {
  readonly issue: (userId: string) => string;
  /** Marks it as used and says whose it was. Throws Slack's three refusals. */
  readonly exchange: (id: string) => string;
};

export function createTriggers(clock: Clock, workspaceId: string): Triggers {
  const issued = new Map<string, { readonly userId: string; readonly expiresAt: number; used: boolean }>();
  return {
    issue: (userId) => {
      const id = `${clock.now()}.${workspaceId.slice(1)}.${randomBytes(16).toString('hex')}`;
      forgetExpired(issued, clock.now() - rememberedMs);
      issued.set(id, { userId, expiresAt: clock.now() + triggerLifetimeMs, used: false });
      return id;
    },
    exchange: (id) => {
      const trigger = issued.get(id);
      if (trigger === undefined) throw new SlackError('invalid_trigger_id');
      if (clock.now() >= trigger.expiresAt) throw new SlackError('expired_trigger_id');
      if (trigger.used) throw new SlackError('exchanged_trigger_id');
      trigger.used = true;
      return trigger.userId;
    },
  };
}
