import type { HistoryLine } from '../../services/read-history.ts';
import { accountTypeNames } from './meters.ts';
import { quoted } from './quoted.ts';
import { counted, formatCount, type Say } from './say.ts';
import { stateWords } from './states.ts';

/** Who is not named across teams. */
export const otherTeam = 'someone in another team';

const mostOfAPageName = 80;

/** What a sentence about a fact needs of it. */
export type Fact = Pick<
  HistoryLine,
  'kind' | 'owner' | 'accountName' | 'actor' | 'person' | 'other' | 'quantity' | 'detail' | 'page'
>;

/** What happened, in a sentence without its full stop, to one who reads it: of their own account it says "you". */
export function factSentence(line: Fact, reader: string, say: Say): string {
  const { kind, detail, quantity, accountName } = line;
  const who = memberName(line.owner, reader, say);
  const whose = line.owner === reader ? 'your' : `${who}’s`;
  const as = accountName === '' ? '' : ` as ${accountName}`;
  const account = accountName === '' ? `${whose} account` : `${whose} account ${accountName}`;
  const actor = memberName(line.actor, reader, say);
  const person = nameOf(line.person, say);
  switch (kind) {
    case 'sent':
      return `${who} sent ${line.person === undefined ? unnamed(quantity) : `an invite to ${person}`}${as}`;
    case 'accepted':
    case 'declined':
    case 'ignored':
      return line.person === undefined
        ? `${unnamed(quantity)} of ${line.owner === reader ? 'yours' : who}${as}: ${kind}${before(line)}`
        : `${person} ${kind} ${whose} invite${as}${before(line)}`;
    case 'withdrawn':
      return `${who} withdrew ${line.person === undefined ? unnamed(quantity) : `the invite to ${person}`}${as}`;
    case 'expired':
      return `${line.person === undefined ? `${unnamed(quantity)} of ${line.owner === reader ? 'yours' : who}` : `${whose} invite to ${person}`}${as} expired`;
    case 'checked':
      return `${who} checked who had accepted${as}`;
    case 'page_sent': {
      const page = line.page === null ? '' : ` for ${quoted(line.page, mostOfAPageName)}`;
      return `${who} sent ${counted(quantity, 'PageInvite')}${page}${as}`;
    }
    case 'counter_set':
      return `LinkedIn showed ${detail.left === undefined ? 'how many invites were' : formatCount(detail.left)} left this month for ${account}`;
    case 'restricted':
      return `LinkedIn blocked ${account} ${typeof detail.until === 'number' ? `until ${say.when(detail.until)}` : 'with no end known'}`;
    case 'lifted':
      return `LinkedIn no longer blocked ${account}`;
    case 'account_added':
      return `${who} added the LinkedIn account ${accountName}`;
    case 'account_changed':
      return `${account} changed from ${typeName(detail.from)} to ${typeName(detail.to)}`;
    case 'zone_changed':
      return `${whose} time zone${as} changed from ${detail.from ?? 'another'} to ${detail.to ?? 'another'}`;
    case 'policy_changed':
      return `${actor} changed the limits of this workspace${detail.version === undefined ? '' : ` (version ${detail.version})`}`;
    case 'settings_changed':
      return `${actor} changed ${settingsOf(detail.subject)}`;
    case 'joined':
      return `${actor} said that ${person} and ${nameOf(line.other, say)} are one person`;
    case 'do_not_contact':
      return `${person} went on the do-not-contact list`;
    case 'contact_allowed':
      return `${person} may be contacted again`;
  }
}

/** `you` to the reader, else the member's name as Slack shows it; of one who is not named, the team. */
export function memberName(id: string, reader: string, say: Say): string {
  if (id === '') return otherTeam;
  return id === reader ? 'you' : say.member(id);
}

function settingsOf(subject: string | undefined): string {
  if (subject === 'teammate') return 'their own settings';
  return subject === 'workspace' ? 'the settings of this workspace' : 'the settings of a team';
}

function unnamed(quantity: number): string {
  return counted(quantity, 'unnamed invite');
}

function nameOf(person: HistoryLine['person'], say: Say): string {
  return person ? say.person(person) : 'somebody who was erased';
}

/** What an invite was when it was answered, if it did not just wait: people do accept late. */
function before({ detail: { was } }: Fact): string {
  return was === undefined || was.state === 'pending' ? '' : ` (${stateWords[was.state]} before)`;
}

function typeName(type: string | undefined): string {
  const known = Object.entries(accountTypeNames).find(([name]) => name === type);
  return known?.[1] ?? 'another type';
}
