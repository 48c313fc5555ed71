import { InternalError } from '../errors.ts';
import { claimPublishing, isStillLatest, publishLater } from '../services/publish-home.ts';
import { readHome } from '../services/read-home.ts';
import { homeView } from '../slack/home/view.ts';
import type { Caller } from '../slack/request.ts';
import { callOf, type JobParts } from './parts.ts';

const whenFullMs = 60_000;
/** Two jobs for one Home can each find that the other published it last: they must not go on so. */
const mostRounds = 2;
const nextRoundMs = 1_000;

/** Publishes somebody's Home as things stand. */
export async function publishHome(parts: JobParts, whose: Caller): Promise<void> {
  const { ledger, deliver, log } = parts;
  for (let round = 1; round <= mostRounds; round += 1) {
    const claim = await claimPublishing(ledger, whose);
    if (claim.kind === 'closed') return;
    // Who looks at it gets it later; the others when they open it.
    if (claim.kind === 'full') return claim.isAwaited ? publishLater(ledger, whose, whenFullMs) : undefined;
    const view = homeView(await readHome(ledger, await callOf(parts, whose)));
    const published = await deliver.publish(whose, view);
    switch (published.kind) {
      case 'wait':
        return publishLater(ledger, whose, published.forMs);
      case 'failed':
        // The queue tries it again, later and later, and gives up after some ten minutes.
        throw new InternalError('home_not_published', `A Home was not published: ${published.reason}.`);
      case 'refused':
        log.warn({ ...whose, reason: published.reason }, 'a Home cannot be published');
        return;
      case 'sent':
        // Published by another job meanwhile, perhaps before this one: then this one may be the older.
        if (await isStillLatest(ledger, whose, claim.version)) return;
    }
  }
  return publishLater(ledger, whose, nextRoundMs);
}
