import { InputError, NotAllowedError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import { findNotified } from '../ledger/find-notified.ts';
import { findRequest } from '../ledger/find-request.ts';
import { isSaid } from '../ledger/is-said.ts';
import { queueDeliveries } from '../ledger/queue-deliveries.ts';
import { read } from '../ledger/transact.ts';
import { answerOnce } from './answer-once.ts';
import type { Answer, RestrictedAnswer, TeamToldAnswer } from './answers.ts';
import type { Call } from './call.ts';
import { positionOf } from './position.ts';
import { restrictionAt, restrictionsFrom } from './restrictions.ts';
import { loadSettings } from './settings.ts';
import { channelOf } from './warn.ts';

/**
 * Tells the channel of the caller's team whose account it is that LinkedIn has blocked, because they want it known: once a
 * block, and only while it holds.
 *
 * @throws NotAllowedError for who did not report the block themselves.
 */
export async function tellTeam(
  ledger: Ledger,
  call: Call,
  input: { readonly requestId: number },
): Promise<TeamToldAnswer> {
  const { workspaceId, userId, withinMs } = call;
  const found = await read(ledger, { deadlineMs: withinMs }, (db) =>
    findRequest(db, workspaceId, input.requestId),
  );
  const restricted = reportIn(found?.answer as Answer | undefined);
  if (!found || !restricted)
    throw new InputError('This button is out of date. Type `/invites quota` to see how your account stands.');
  if (found.actor !== userId)
    throw new NotAllowedError('Only the person who reported this block can tell the team.');
  const same = { ...call, as: restricted.standing.accountName };
  return answerOnce<TeamToldAnswer, undefined>(
    ledger,
    same,
    { verb: 'tell_team', ...input },
    {
      prepare: async () => undefined,
      async decide({ tx, account, policy }) {
        const { now } = call;
        const { id, owner, name: accountName, zone } = account;
        const [position, { team }, settings] = await Promise.all([
          positionOf(tx, same, policy),
          findNotified(tx, workspaceId, owner),
          loadSettings(tx, workspaceId),
        ]);
        const held = restrictionAt(restrictionsFrom(position.restrictions), now);
        const channel = channelOf(settings, team);
        const answer = { kind: 'team_told', channel, restricted } as const;
        if (!held) return { answer: { ...answer, result: 'over' }, writes: [] };
        if (channel === null) return { answer: { ...answer, result: 'no_channel' }, writes: [] };
        const onceKey = `paused_named:${id}:${held.startedAt}`;
        if (await isSaid(tx, workspaceId, onceKey))
          return { answer: { ...answer, result: 'already' }, writes: [] };
        const message = {
          kind: 'paused',
          owner,
          accountName,
          zone,
          until: held.endsAt,
          named: true,
        } as const;
        return {
          answer: { ...answer, result: 'told' },
          writes: [queueDeliveries(tx, { workspaceId, now }, [{ channel, message, onceKey }])],
        };
      },
    },
  );
}

/** The report of a block that a button stands below: of the command, or of the press before this one. */
function reportIn(answer: Answer | undefined): RestrictedAnswer | undefined {
  if (answer?.kind === 'team_told') return answer.restricted;
  return answer?.kind === 'restricted' ? answer : undefined;
}
