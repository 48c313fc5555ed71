import { expect, it } from 'vitest';
import { retriedView } from '../../../src/slack/views/retried.ts';

it.each([
  [1, '1 digest is too old to post: it is more than 4 hours late.'],
  [3, '3 digests are too old to post: they are more than 4 hours late.'],
])('says that %i digests come no more', (skipped, said) => {
  const answer = { kind: 'deliveries_retried', channel: 'C0GENERAL', queued: 0, skipped } as const;
  expect(retriedView(answer).text).toBe(said);
});
