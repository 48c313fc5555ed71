import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { Log } from '../log.ts';
import { within } from './pause.ts';
import type { Caller, CallerProfile } from './request.ts';

const KNOWN_MS = 10 * 60_000;
const FAILED_MS = 30_000;
const WAIT_MS = 800;
const UNKNOWN: CallerProfile = { zone: undefined, name: undefined, isAdmin: false };

type Asker = Pick<WebClient, 'users'>;
export type Users = {
  /** Never rejects and never takes longer than 0.8 s: what Slack does not tell in time is undefined. */
  profile(asker: Asker, caller: Caller): Promise<CallerProfile>;
};

export type UsersOptions = {
  readonly log: Log;
  /** What passes steadily: a wall clock that is moved back would keep what is known for as long. */
  readonly perf?: { readonly now: () => number };
};

export function createUsers({ log, perf = performance }: UsersOptions): Users {
  /** Workspaces that Slack asked us to leave alone, and until when. */
  const restingUntil = new LRUCache<string, number>({ max: 10_000 });
  let failing = false;

  async function ask(asker: Asker, { workspaceId, userId }: Caller): Promise<CallerProfile | undefined> {
    if ((restingUntil.get(workspaceId) ?? 0) > perf.now()) return undefined;
    try {
      const { user } = await asker.users.info({ user: userId });
      failing = false;
      return {
        zone: knownZone(user?.tz),
        name: user?.profile?.display_name || user?.real_name || user?.name,
        isAdmin: user?.deleted !== true && (user?.is_admin === true || user?.is_owner === true),
        ...(user?.deleted === true && { isDeactivated: true }),
      };
    } catch (err) {
      if (err instanceof WebAPIRateLimitedError)
        restingUntil.set(workspaceId, perf.now() + err.retryAfter * 1000);
      if (!failing) log.warn({ err }, 'users.info failed: zone and name are unknown for now');
      failing = true;
      return undefined;
    }
  }

  const profiles = new LRUCache<string, CallerProfile, { asker: Asker; caller: Caller }>({
    max: 50_000,
    ttl: KNOWN_MS,
    ttlResolution: 0,
    perf,
    ignoreFetchAbort: true,
    async fetchMethod(_key, former, { context, options }) {
      const profile = await ask(context.asker, context.caller);
      if (profile === undefined) options.ttl = FAILED_MS;
      return profile ?? former ?? UNKNOWN;
    },
  });

  return {
    async profile(asker, caller) {
      const key = `${caller.workspaceId}/${caller.userId}`;
      const former = profiles.peek(key, { allowStale: true });
      const profile = await within(WAIT_MS, profiles.fetch(key, { context: { asker, caller } }));
      return profile ?? former ?? UNKNOWN;
    },
  };
}

/** The zone, if this machine knows it too: an unknown one would make every calendar day unreadable. */
function knownZone(zone: string | null | undefined): string | undefined {
  if (!zone) return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) && zone;
  } catch (err) {
    if (err instanceof RangeError) return undefined;
    throw err;
  }
}
