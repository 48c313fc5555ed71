import type { JobParts } from './parts.ts';
import { checkInRound } from './rounds/check-in.ts';
import { evening } from './rounds/evening.ts';
import { morning } from './rounds/morning.ts';
import { night } from './rounds/night.ts';

/** What happens at a time of day in the zones of accounts: in each zone and workspace once a local date. */
export type RoundRule = {
  /** As it stands in the table of rounds that were claimed. */
  readonly kind: string;
  /** Local time, `HH:MM`. */
  readonly at: string;
  /** 1 for Monday to 7 for Sunday; every day without it. */
  readonly days?: readonly number[];
  /** A bot that was not there does it so much later still, within the same local date. */
  readonly lateHours: number;
  /** May run again for the same round, also at the same time: it does nothing twice. */
  run(parts: JobParts, round: Round): Promise<void>;
};

export type Round = {
  readonly workspaceId: string;
  /** IANA zone: it is for the accounts whose days are reckoned in it. */
  readonly zone: string;
  /** The local date there. */
  readonly localDate: string;
};

export const roundRules: readonly RoundRule[] = [checkInRound, evening, morning, night];

/** Does what is due in a zone of a workspace. A kind that this version does not know is another version's to do. */
export async function runRound(
  parts: JobParts,
  { kind, ...round }: Round & { readonly kind: string },
): Promise<void> {
  const rule = roundRules.find((one) => one.kind === kind);
  if (!rule) return parts.log.warn({ ...round, kind }, 'a round of an unknown kind is left undone');
  const startedAt = performance.now();
  await rule.run(parts, round);
  parts.metrics.roundDone(kind, (performance.now() - startedAt) / 1_000);
}
