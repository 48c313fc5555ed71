import type { LoggedItem, Standing } from '../../services/answers.ts';
import type { SaidReason } from '../../services/said.ts';
import { asWords } from './account.ts';
import { accountTypeNames, levelSentence, meterSentence } from './meters.ts';
import { overlapFacts } from './overlap.ts';
import { capitalised, counted, formatCount, type Say } from './say.ts';

/** Whose account it is about: an overlap with another one of their own is said otherwise than one with a teammate's. */
export type Reader = {
  readonly owner: string;
  /** A manager reads it: the owner is not "you". */
  readonly onBehalf?: boolean;
  /** The present, of what is judged as of a past instant: what was over by then is said to be. */
  readonly loggedAt?: number;
  readonly standing: Pick<Standing, 'accountType' | 'accountName'>;
};

type Of<Code extends SaidReason['code']> = Extract<SaidReason, { readonly code: Code }>;

/** `Jane Doe`, `12 unnamed invites`, `3 PageInvites` */
export function subjectOf(
  { person, quantity, pages }: Pick<LoggedItem, 'person' | 'quantity' | 'pages'>,
  say: Say,
): string {
  return person ? say.person(person) : counted(quantity, pages ? 'PageInvite' : 'unnamed invite');
}

/**
 * Everything that forbids it, the worst first, and the moment from which nothing does. `opening` is what became of it:
 * `Not logged`, `Not allowed now`.
 */
export function refusal(opening: string, item: LoggedItem, reader: Reader, say: Say): string {
  if (item.repeated) return `${opening}: you wrote ${subjectOf(item, say)} more than once. Once is enough.`;
  const blocks = item.reasons.filter((reason) => reason.verdict === 'block');
  const [first, ...others] = blocks.toSorted((a, b) => endOf(b) - endOf(a));
  if (!first) throw new Error('a refusal without a reason that blocks');
  const name = item.person ? `${subjectOf(item, say)}. ` : '';
  const [worst = '', ...more] = [first, ...others].map((reason) => `${because(reason, item, reader, say)}.`);
  return [
    `${opening}: ${namesNobody.has(first.code) ? name : ''}${worst}`,
    ...more.map(capitalised),
    ...afterwards(first, item, reader, say),
  ]
    .join(' ')
    .trim();
}

/** Whose sentence is about the account: said first, it begins with the person. */
const namesNobody: ReadonlySet<string> = new Set(['restricted', 'cap_reached']);

/** When a block is over; the one that holds longest is said first. */
function endOf(reason: SaidReason): number {
  if (reason.code === 'do_not_contact') return Number.POSITIVE_INFINITY;
  if (reason.code === 'restricted') return reason.until ?? Number.MAX_VALUE;
  return 'allowedAgainAt' in reason ? (reason.allowedAgainAt ?? Number.MAX_SAFE_INTEGER) : 0;
}

/** A sentence without its full stop, that can follow a colon. */
function because(reason: SaidReason, item: LoggedItem, reader: Reader, say: Say): string {
  const name = subjectOf(item, say);
  switch (reason.code) {
    case 'do_not_contact':
      return `${name} is on the do-not-contact list since ${say.when(reason.since)}`;
    case 'restricted':
      return isOver(reason.until, reader)
        ? `LinkedIn had blocked this account from ${say.when(reason.since)} until ${say.when(reason.until)}`
        : `LinkedIn has blocked this account since ${say.when(reason.since)}`;
    case 'same_person':
      return `${ownerName(reader, say)} invited ${item.person?.key.startsWith('name:') ? `a ${name}` : name} ${say.when(reason.lastSentAt)}`;
    case 'after_withdrawal':
      return `${ownerName(reader, say)} withdrew the invite to ${name} ${say.when(reason.withdrawnAt)}`;
    case 'cap_reached': {
      const sentence = meterSentence(reason.meter);
      const type = accountTypeNames[reader.standing.accountType];
      return item.person || reason.meter.remaining === 0
        ? `${sentence}, the most for ${type}`
        : `${sentence}, and ${name} more would pass the limit of ${type}`;
    }
    case 'teammate_overlap':
      return overlapSentence(reason, item, reader, say);
    default:
      throw new Error(`${reason.code} forbids nothing`);
  }
}

/** From when it is allowed, and what else helps. */
function afterwards(longest: SaidReason, item: LoggedItem, reader: Reader, say: Say): string[] {
  if (longest.code === 'do_not_contact') return ['Please do not invite them.'];
  if (longest.code === 'restricted') {
    if (longest.until !== null)
      return isOver(longest.until, reader) ? [] : [`Allowed again from ${say.when(longest.until)}.`];
    const lift = say.code(`/invites lifted${asWords(reader.standing.accountName)}`);
    const type = reader.onBehalf ? `${say.member(reader.owner)} types` : 'type';
    return [`No end is known: when it is over, ${type} ${lift}.`];
  }
  if (longest.code === 'teammate_overlap') return [];
  if (!('allowedAgainAt' in longest)) return [];
  const again = longest.allowedAgainAt;
  const lines =
    again === null
      ? ['That is more than the limit ever allows.']
      : isOver(again, reader)
        ? []
        : [`Allowed again from ${say.when(again)}.`];
  if (longest.code === 'same_person' && item.person?.key.startsWith('name:')) {
    lines.push('Another one? Give the address.');
  }
  if (longest.code === 'cap_reached' && longest.next) {
    lines.push(`${accountTypeNames[longest.next.type]} allows ${formatCount(longest.next.cap)}.`);
  }
  return lines;
}

function isOver(at: number | null, { loggedAt }: Reader): at is number {
  return at !== null && loggedAt !== undefined && at <= loggedAt;
}

function ownerName({ owner, onBehalf }: Reader, say: Say): string {
  return onBehalf ? say.member(owner) : 'you';
}

/** The warnings about what was not recorded: only the risk of a ban, for the meters have not moved. */
export function riskLines(items: readonly LoggedItem[], reader: Reader, say: Say): string[] {
  const blocks = items.map((item) => ({
    ...item,
    reasons: item.reasons.filter(({ verdict }) => verdict === 'block'),
  }));
  return warningLines(blocks, reader, say);
}

/** Every warning of a batch, each once: of several on one meter the last, since each was decided after the former. */
export function warningLines(items: readonly LoggedItem[], reader: Reader, say: Say): string[] {
  const said = new Map<string, string>();
  for (const item of items) {
    for (const reason of item.reasons) {
      const [key, sentence] = warning(reason, item, reader, say);
      if (sentence !== '') said.set(key, `${say.warning} ${sentence}`);
    }
  }
  return [...said.values()];
}

/**
 * What a warning is about, so that it is said once, and its sentences. What blocks was said as a refusal: of it only the
 * risk of a ban is left to say.
 */
function warning(reason: SaidReason, item: LoggedItem, reader: Reader, say: Say): readonly [string, string] {
  const name = subjectOf(item, say);
  const ofPerson = `${reason.code} ${item.person?.key}`;
  if (reason.verdict === 'block') {
    return ['ban risk', 'banRisk' in reason && reason.banRisk ? banRisk(reason, reason.banRisk, item) : ''];
  }
  switch (reason.code) {
    case 'nearing':
    case 'critical':
      return [reason.meter.limit.id, `${meterSentence(reason.meter)}. ${levelSentence(reason.meter)}`];
    case 'cap_reached': {
      const again = reason.allowedAgainAt;
      const room = again === null ? '' : ` Room again from ${say.when(again)}.`;
      return [reason.meter.limit.id, `${meterSentence(reason.meter)}. ${levelSentence(reason.meter)}${room}`];
    }
    case 'already_pending':
      return [
        ofPerson,
        `${reader.onBehalf ? `${say.member(reader.owner)}’s` : 'Your'} invite to ${name} of ${say.when(reason.since)} is still pending.`,
      ];
    case 'already_connected':
      return [
        ofPerson,
        reader.onBehalf
          ? `${name} accepted an invite of ${say.member(reader.owner)} ${say.when(reason.since)}: they are connected already.`
          : `${name} accepted an invite of yours ${say.when(reason.since)}: you are connected already.`,
      ];
    case 'teammate_overlap':
      return [ofPerson, `${capitalised(overlapSentence(reason, item, reader, say))}.`];
    case 'exposure': {
      const { month, pending } = reason;
      return [
        reason.code,
        `If all ${formatCount(pending)} invites pending from the last 30 days accept, ${reader.onBehalf ? `${say.member(reader.owner)} reaches` : 'you reach'} ${formatCount(month.cap)} this month (${formatCount(month.used)} accepted so far).`,
      ];
    }
    case 'note_too_long':
      return [
        reason.code,
        `The note has ${formatCount(reason.length)} characters; from this account LinkedIn takes ${formatCount(reason.max)}.`,
      ];
    case 'notes_used_up':
      return [
        reason.code,
        `${formatCount(reason.used)} of ${formatCount(reason.cap)} notes used this month. New ones from ${say.when(reason.resetsAt)}.`,
      ];
    case 'pending_soft':
      return [
        reason.code,
        `${formatCount(reason.pending)} invites are pending. From about ${formatCount(reason.soft)} on LinkedIn restricts accounts: ${reader.onBehalf ? 'the oldest are worth withdrawing' : `withdraw the oldest (${say.code('/invites pending')})`}.`,
      ];
  }
}

/** At a cap the sends count the request: of one that is not recorded that is what would be. */
function banRisk(
  { code }: SaidReason,
  { restrictions, overCapSends }: NonNullable<Of<'restricted'>['banRisk']>,
  { refused, quantity }: LoggedItem,
): string {
  const sends = `${counted(overCapSends, 'send')} over a limit`;
  const would = `recording ${quantity === 1 ? 'one more' : 'them'} would make ${sends}`;
  const facts = [
    ...(restrictions === 0 ? [] : [counted(restrictions, 'restriction')]),
    ...(overCapSends === 0 ? [] : [refused && code === 'cap_reached' ? would : sends]),
  ];
  return `${capitalised(facts.join(' and '))} in 30 days. Going over again and again can get an account banned: stop sending for now.`;
}

const mostOverlaps = 3;

function overlapSentence(reason: Of<'teammate_overlap'>, item: LoggedItem, reader: Reader, say: Say): string {
  const whom = subjectOf(item, say);
  return overlapFacts(reason, { ...reader, whom, most: mostOverlaps }, say).join('; ');
}
