import { banRisk, restrictionsIn30Days } from './ban-risk.ts';
import type { Question, Restricted } from './reason.ts';

/** LinkedIn had blocked the account at the request's instant: the answer to every send, PageInvites too, is "stop". */
export function restricted({ snapshot, request }: Question): Restricted | null {
  const { at } = request;
  const [holding] = snapshot.restrictions
    .filter(({ startedAt, endsAt }) => startedAt <= at && (endsAt === null || at < endsAt))
    .sort((a, b) => b.startedAt - a.startedAt);
  if (holding === undefined) return null;
  return {
    code: 'restricted',
    verdict: 'block',
    since: holding.startedAt,
    until: holding.endsAt,
    inLast30Days: restrictionsIn30Days(snapshot, at),
    banRisk: banRisk(snapshot, at),
  };
}
