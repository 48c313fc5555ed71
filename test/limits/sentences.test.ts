import { expect, it } from 'vitest';
import { articlePolicy } from '../../src/limits/article.ts';
import { decideBatch } from '../../src/limits/batch.ts';
import { setCounter } from '../../src/limits/counter.ts';
import { decide, type Request } from '../../src/limits/decide.ts';
import { guideOf, withGuide } from '../../src/limits/guide.ts';
import { levelOf, readMeters } from '../../src/limits/meters.ts';
import { chooseInvite } from '../../src/limits/outcomes.ts';
import type { AccountType } from '../../src/limits/policy.ts';
import { stateAt } from '../../src/limits/states.ts';
import { calendarWindow } from '../../src/limits/windows.ts';
import { accepted, article, inWords, now, sent } from './asking.ts';
import {
  dayMs,
  type Event,
  events,
  hourMs,
  invite,
  inviteAt,
  inviteTo,
  pageAt,
  snapshotOf,
  utc,
} from './history.ts';

// The sentences of limits.md, each with one example. Their edges are in the tests of the files that hold the rules.

const meter = (id: string, past: readonly Event[], at = now, type: AccountType = 'free') => {
  const found = readMeters(articlePolicy, snapshotOf('UTC', past, type), at).find(
    ({ limit }) => limit.id === id,
  );
  if (found === undefined) throw new Error(`there is no ${id}`);
  return found;
};
const verdict = (past: readonly Event[], request: Request) => article(past, request).verdict;
const november = utc('2026-11-01T00:00');
const december = utc('2026-12-01T00:00');

type Sentence = [sentence: string, actual: () => unknown, expected: unknown];

// biome-ignore format: a table
const sentences: Sentence[] = [
  ['Windows are half-open: an event on the boundary belongs to the later one',
    () => [november - 1, november].map((at) => meter('connection-month', accepted(1, november), at).used), [0, 1]],
  ['A calendar window follows the zone through daylight saving (a day can last 23 or 25 hours)',
    () => ['2026-03-08T12:00', '2026-11-01T12:00'].map((at) => {
      const { start, end } = calendarWindow('America/New_York', 'day', utc(at));
      return (end - start) / hourMs;
    }), [23, 25]],
  ['`remaining` is never negative; `used` may pass the cap (305 of 300)',
    () => [meter('connection-day', accepted(305)).used, meter('connection-day', accepted(305)).remaining], [305, 0]],
  ['`nearing` is from 80, `critical` from 95 per cent, `reached` at the cap',
    () => [239, 240, 284, 285, 299, 300].map((used) => levelOf(used, 300, articlePolicy.shares)),
    ['ok', 'nearing', 'nearing', 'critical', 'critical', 'reached']],
  ['A calendar meter resets at the end of its window',
    () => meter('connection-month', []).resetsAt, december],
  ['A blocked send is allowed again at the first instant with `used < cap`',
    () => article(accepted(300), inviteAt(now)).reasons[0], expect.objectContaining({ allowedAgainAt: utc('2026-11-25T00:00') })],
  ['In a rolling window that is when the (used − cap + 1)-th oldest counted event leaves',
    () => meter('guide', [...sent(1, now - 3 * dayMs), ...sent(1, now - 2 * dayMs), ...sent(99, now)]).roomAgainAt, now + 5 * dayMs],
  ['No second invite to a person within 7 days (168 hours) of another from the same account',
    () => [168 * hourMs - 1, 168 * hourMs].map((ago) => verdict([], inviteTo(now, { invites: [invite(now - ago, 'declined')] }))), ['block', 'allow']],
  ['No further cool-down after withdrawing',
    () => verdict([], inviteTo(now, { invites: [invite(now - 8 * dayMs, 'withdrawn', now)] })), 'allow'],
  ["Only acceptances count against the article's caps",
    () => [meter('connection-day', sent(99, now)).used, meter('connection-month', sent(99, now)).used], [0, 0]],
  ["One sent in October and accepted in November is November's",
    () => [november - 1, november + dayMs].map((at) => meter('connection-month', [...sent(1, november - dayMs), ...accepted(1, november + 1)], at).used), [0, 1]],
  ['Re-sent invites count each time the person accepts one',
    () => meter('connection-month', accepted(1, november).concat(accepted(1, now))).used, 2],
  ['By default exceptions count',
    () => meter('connection-day', accepted(1).map((event) => ({ ...event, exempt: true }))).used, 1],
  ['A blocked account: until it ends or is lifted, the answer to every send, PageInvites too, is "stop"',
    () => [inviteAt(now), pageAt(now)].map((request) => decide(articlePolicy, { ...snapshotOf('UTC', []), restrictions: [{ startedAt: now - dayMs, endsAt: null }] }, request, now).verdict), ['block', 'block']],
  ['Changing the account type changes the caps from then on; what was counted stays counted',
    () => [meter('connection-day', accepted(200)).remaining, meter('connection-day', accepted(200), now, 'business_plus').remaining], [100, 300]],
  ['A reached cap names the cap of the next type',
    () => article(accepted(300), inviteAt(now)).reasons[0], expect.objectContaining({ next: { type: 'business_plus', cap: 500 } })],
  ['`counter 2750` appends an adjustment so that the meter of the month agrees',
    () => setCounter(articlePolicy, snapshotOf('UTC', accepted(40)), now, 2_750), { kind: 'adjust', adjustment: 210 }],
  ['PageInvites have meters of their own and touch no connection meter',
    () => readMeters(articlePolicy, snapshotOf('UTC', events('page', 'sent', 3, now)), now).map(({ used }) => used), [0, 0, 3, 0]],
  ['The guide never blocks',
    () => verdict(sent(500, now), inviteAt(now)), 'warn'],
  ['The guide is a setting, 50 to 200',
    () => [50, 200].map((cap) => guideOf(withGuide(articlePolicy, cap))?.cap.free), [50, 200]],
  ['A pending invite expires at sent + `expireDays` (180)',
    () => [180 * dayMs - 1, 180 * dayMs].map((age) => stateAt(invite(now - age), articlePolicy, now).state), ['pending', 'expired']],
  ['People do accept late',
    () => (['ignored', 'expired', 'declined', 'withdrawn'] as const).map((state) =>
      chooseInvite(articlePolicy, [{ id: 1, ...invite(now - dayMs, state) }], 'accepted', { at: now, dateOnly: false, zone: 'UTC' }, now).kind),
    ['chosen', 'chosen', 'refused', 'refused']],
  ['A `sent` limit blocks unless used + q ≤ cap, and "allowed again" is when q fits',
    () => [2, 3].map((quantity) => verdict(events('page', 'sent', 2, now), pageAt(now, quantity))), ['warn', 'block']],
  ['An `accepted` limit blocks when used ≥ cap',
    () => [299, 300].map((used) => verdict(accepted(used), inviteAt(now, 12))), ['warn', 'block']],
  ['Warnings are judged after the request is applied',
    () => inWords(article(sent(79, now), inviteAt(now))), ['nearing warn guide']],
  ['All reasons are returned, worst first',
    () => inWords(article([...accepted(300), ...sent(99, now)], inviteTo(now, { doNotContactSince: 0 }))),
    ['do_not_contact block', 'cap_reached block connection-day', 'cap_reached warn guide']],
  ['A batch is decided in the order typed, each after the former',
    () => decideBatch(articlePolicy, snapshotOf('UTC', []), [pageAt(now, 3), pageAt(now, 2), pageAt(now)], now, { override: false }).items.map(({ recorded }) => recorded),
    [true, false, true]],
  ['A person repeated in a batch is refused',
    () => decideBatch(articlePolicy, snapshotOf('UTC', []), [inviteTo(now), inviteTo(now)], now, { override: false }).items.map(({ recorded }) => recorded),
    [true, false]],
  ['Past-dated: same person against sends less than 168 hours before or after it',
    () => [-167, 167, 168].map((hours) => verdict([], inviteTo(now - 30 * dayMs, { invites: [invite(now - 30 * dayMs + hours * hourMs, 'declined')] }))),
    ['block', 'block', 'allow']],
  ['Past-dated: calendar caps by the whole window around it',
    () => verdict(events('page', 'sent', 4, november - 1), pageAt(utc('2026-10-01T00:00'))), 'block'],
  ['Past-dated: warnings are raised only for windows still open',
    () => verdict(events('page', 'sent', 3, november - 1), pageAt(utc('2026-10-01T00:00'))), 'allow'],
];

it.each(sentences)('%s', (_sentence, actual, expected) => {
  expect(actual()).toEqual(expected);
});
