import type { Message } from '../../services/messages.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { escapeText, type Say } from './say.ts';
import { channelInWords } from './settings-words.ts';

/** A message that did not arrive: which one, where it was to go, and Slack's error code or ours. */
export type Undelivered = {
  readonly what: string;
  readonly channel: string;
  readonly reason: string;
  /** No automatic message is tried there any more. */
  readonly stopped?: true;
};

/** To who asked for the message, or who sees to its channel. */
export function undeliveredView({
  what,
  channel,
  reason,
  by,
  stopped,
}: Undelivered & { readonly by: string }): Reply {
  return compose('UTC', (say) => {
    const where = channel === by ? 'you' : placeInWords(channel, say);
    const line = `${messageInWords(what)} to ${where} did not arrive. ${reasonInWords(reason)}`;
    if (!stopped) return [{ kind: 'lines', lines: [line] }];
    const next = `Until then no digest or warning is posted there. Once it is mended, press ${say.strong('Retry Delivery')} in ${say.code('/invites settings')}.`;
    const other = 'With another channel chosen, new messages go there; the old ones stay undelivered.';
    return [{ kind: 'lines', lines: [line, next, ...(wantsOther.has(reason) ? [other] : [])] }];
  });
}

export function placeInWords(channel: string, say: Say): string {
  return /^[CG]/.test(channel) ? channelInWords(channel) : say.member(channel);
}

const messageNames: Readonly<Record<Message['kind'], string>> = {
  test_digest: 'A test digest',
  policy_changed: 'News of changed limits',
  placed: 'News of a new team',
  board: 'The leaderboard',
  board_file: 'The leaderboard as a file',
  export: 'An export',
  limit_warning: 'A warning about a limit',
  paused: 'News of a paused account',
  paused_account: 'News of a paused account',
  pause_ending: 'News that a block ends',
  pause_ended: 'News that a block has ended',
  digest: 'A digest',
  check_in: 'A check-in',
  silent: 'A reminder to log',
  undelivered: 'News of a message that did not arrive',
};

/** A kind of message, as the beginning of a sentence. */
export function messageInWords(kind: string): string {
  return new Map<string, string>(Object.entries(messageNames)).get(kind) ?? 'A message';
}

const installAgain = 'Whoever runs Headroom has to install it again.';
const tokenLost = `Slack does not let Headroom in any more. ${installAgain}`;

const reasons: Readonly<Record<string, string>> = {
  not_in_channel: 'Headroom is not in the channel. Type `/invite @Headroom` there, then try again.',
  channel_not_found:
    'Headroom cannot see the channel. If it is private, type `/invite @Headroom` there, then try again.',
  is_archived: 'The channel is archived. Choose another one.',
  user_disabled: 'The person’s Slack account is deactivated.',
  restricted_action:
    'Only some people may post in the channel. Let Headroom post there, or choose another one.',
  missing_scope: `Slack does not let Headroom do this. ${installAgain}`,
  token_revoked: tokenLost,
  account_inactive: tokenLost,
  invalid_auth: tokenLost,
  no_token: tokenLost,
  no_such_team: 'The team was removed before.',
  no_such_policy: 'The limits that it is about are not there any more.',
  not_allowed: 'Only a manager can have it sent, and who asked is none any more.',
  profile_unknown: 'Slack did not tell for a day whether who asked may have it. Try again.',
  not_built: 'Headroom could not write it. Whoever runs Headroom finds the cause in its log.',
  unknown_kind: 'Only a newer version of Headroom can write it. Whoever runs Headroom should update it.',
};

/** Where the way out may be another channel. */
const wantsOther: ReadonlySet<string> = new Set(['is_archived', 'restricted_action', 'channel_not_found']);

/** Why a message did not arrive and what to do: sentences. */
export function reasonInWords(code: string): string {
  if (code.startsWith('slack_')) return 'Slack did not answer for a day. Try again.';
  return reasons[code] ?? `Slack says \`${escapeText(code)}\`.`;
}
