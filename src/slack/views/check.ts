import type { Check, CheckedPerson } from '../../services/check-people.ts';
import type { SaidReason } from '../../services/said.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { standingLine } from './log.ts';
import { overlapFacts } from './overlap.ts';
import { refusal, riskLines, subjectOf, warningLines } from './reasons.ts';
import { capitalised, type Say } from './say.ts';
import { stateWords } from './states.ts';
import { typedPerson } from './typed-person.ts';

/** More people than this, and less is said of each: a message holds a hundred lines, not a hundred paragraphs. */
const mostInFull = 25;
const mostOverlaps = 3;

/** One line a person, what is known of them below it; then where the account stands, and what sending would bring. */
export function checkView(check: Check): Reply {
  const { standing } = check;
  return compose(standing.zone, (say) => [
    { kind: 'lines', lines: check.items.flatMap((item) => personLines(item, check, say)) },
    {
      kind: 'lines',
      lines: [
        `${standing.accountName === '' ? '' : `As ${standing.accountName}: `}${standingLine(standing)}`,
        ...consequences(check, say, 'send'),
      ],
    },
    { kind: 'context', line: `Nothing was recorded.${leftOut(check)}` },
  ]);
}

/** What the log would say once these are submitted, before they are. */
export function previewView(check: Check): Reply {
  const { items, standing } = check;
  // Whoever is the same person as one above is judged there.
  const people = items.filter(({ sameAs }) => sameAs === null).length;
  const refused = items.filter((item) => item.refused).length;
  const summary = refused === 0 ? `All ${people} allowed` : `${refused} of ${people} not allowed`;
  return compose(standing.zone, (say) => [
    {
      kind: 'lines',
      lines: [
        ...(people === 1 ? [] : [say.strong(summary)]),
        ...items.flatMap((item) => personLines(item, check, say)),
        ...consequences(check, say, 'log'),
      ],
    },
    {
      kind: 'context',
      line: `Nothing is recorded yet.${leftOut(check)}${refused === 0 ? '' : ' Already sent on LinkedIn? Log them, then press Log Anyway.'}`,
    },
  ]);
}

/** The risk of a ban, and what those allowed would bring the account. */
function consequences(check: Check, say: Say, verb: 'send' | 'log'): string[] {
  const { items } = check;
  const allowed = items.filter(({ refused, sameAs }) => !refused && sameAs === null);
  const brings = warningLines(allowed.map(withoutPerson), check, say);
  return [
    ...riskLines(
      items.filter((item) => item.refused),
      check,
      say,
    ),
    ...(brings.length === 0 ? [] : [`If you ${verb} ${allowed.length === 1 ? 'it' : 'them'}:`]),
    ...brings,
  ];
}

function leftOut({ items }: Check): string {
  const isShort = items.length > mostInFull && items.some((item) => item.refused && knowsMore(item));
  return isShort ? ` What else is known of those not allowed: check ${mostInFull} at most.` : '';
}

function personLines(item: CheckedPerson, check: Check, say: Say): string[] {
  if (item.sameAs) return [`${subjectOf(item, say)}: the same person as ${say.person(item.sameAs)} above.`];
  const inFull = check.items.length <= mostInFull;
  const reasons = inFull || !item.refused ? item.reasons : [];
  const known = reasons.flatMap((reason) => knownFacts(reason, check.owner, inFull, say)).join('; ');
  const on = item.sentAt === undefined ? '' : `, sent ${say.when(item.sentAt)}`;
  return [
    item.refused
      ? refusal(check.loggedAt === undefined ? 'Not allowed now' : 'Not allowed', item, check, say)
      : `${say.strong('Allowed')}: ${subjectOf(item, say)}${on}.`,
    ...(known === '' ? [] : [`${say.warning} ${capitalised(known)}.`]),
    ...(inFull ? namesakeLines(item, say) : []),
  ];
}

/** A name is a person of its own; who typed it may have meant somebody known by an address. */
function namesakeLines({ person, namesakes }: CheckedPerson, say: Say): string[] {
  const [first] = namesakes;
  if (!person || !first) return [];
  const typed = namesakes.map((one) => say.code(typedPerson(one))).join(' or ');
  const join = say.code(`/invites same ${typedPerson(person)} ${typedPerson(first)}`);
  return [`You may mean ${typed}, called the same: check that, or say that they are one person: ${join}`];
}

/** What the caller and the team did about the person named in the line above. */
function knownFacts(reason: SaidReason, owner: string, inFull: boolean, say: Say): string[] {
  switch (reason.code) {
    case 'already_pending':
      return [`you invited them ${say.when(reason.since)} (${stateWords.pending})`];
    case 'already_connected':
      return [`they accepted an invite of yours ${say.when(reason.since)}: you are connected`];
    case 'teammate_overlap':
      // One that forbids stands in the line above already.
      return reason.verdict === 'block'
        ? []
        : overlapFacts(reason, { whom: 'them', owner, most: inFull ? mostOverlaps : 1 }, say);
    default:
      return [];
  }
}

function isAboutPerson({ code }: SaidReason): boolean {
  return code === 'already_pending' || code === 'already_connected' || code === 'teammate_overlap';
}

function knowsMore({ reasons }: CheckedPerson): boolean {
  return reasons.some((reason) => reason.verdict !== 'block' && isAboutPerson(reason));
}

/** What is known of the person stands below their line already. */
function withoutPerson(item: CheckedPerson): CheckedPerson {
  return { ...item, reasons: item.reasons.filter((reason) => !isAboutPerson(reason)) };
}
