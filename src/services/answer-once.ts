import { AppError } from '../errors.ts';
import type { Account } from '../ledger/account.ts';
import { answerRequest } from '../ledger/answer-request.ts';
import type { Ledger } from '../ledger/connect.ts';
import { openRequest } from '../ledger/open-request.ts';
import { queueHomes } from '../ledger/queue-homes.ts';
import { type Transaction, type Tx, transact } from '../ledger/transact.ts';
import type { Policy } from '../limits/policy.ts';
import { noSuchAccount } from './account-name.ts';
import { activePolicy, expectedPolicy } from './active-policy.ts';
import type { Answer } from './answers.ts';
import type { Call } from './call.ts';
import { hasRefusals } from './refusals.ts';

/** What a request comes to: its answer, and the statements under way, if any, that make it true. */
export type Done<A> = {
  readonly answer: A;
  readonly writes: readonly Promise<unknown>[];
  /**
   * `false` for an answer that stands at the fields of a form, with nothing written: it is not stored, so that the same is
   * judged anew once something else was changed.
   */
  readonly keep?: false;
  /** Whose accounts it changed, where that is not only the call's owner: their Homes are published too. */
  readonly owners?: readonly string[];
};

/** The transaction, and the request in it with the locked accounts: at least one. */
export type Opened = {
  readonly tx: Transaction;
  readonly call: Call;
  readonly policy: Policy;
  readonly requestId: number;
  /** The first of `accounts`. */
  readonly account: Account;
  /** Locked, in the order of their ids. */
  readonly accounts: readonly Account[];
};

/** The transaction and the request in it, before it is known whose account it is about. */
export type Claimed = Omit<Opened, 'account'>;

/**
 * One request, one transaction, one answer: locks the account (the first one, or the one that `as` names; with `all`, all
 * of the owner's unless `as` names one), decides, writes, and stores what it was answered. A repeated delivery gets the
 * stored answer and nothing is done again. Resolves after the commit.
 *
 * `prepare` starts what does not depend on the account, so that it travels in the same round trip.
 *
 * @throws InputError when `as` names no account of the owner's.
 */
export async function answerOnce<A extends Answer, P>(
  ledger: Ledger,
  call: Call,
  request: { readonly verb: string },
  steps: {
    readonly accounts?: 'all';
    readonly prepare: (tx: Tx, policy: Policy) => Promise<P>;
    readonly decide: (opened: Opened, prepared: P) => Promise<Done<A>>;
  },
): Promise<A> {
  return claimOnce(ledger, call, request, {
    accountName: call.as ?? (steps.accounts === 'all' ? null : ''),
    prepare: steps.prepare,
    decide: async (claimed, prepared) => {
      const [account] = claimed.accounts;
      if (!account) throw noSuchAccount(call);
      return steps.decide({ ...claimed, account }, prepared);
    },
  });
}

/** The same where `decide` locks what it needs by itself: without an `accountName` no account is locked, nor made. */
export async function claimOnce<A extends Answer, P>(
  ledger: Ledger,
  call: Call,
  request: { readonly verb: string },
  steps: {
    readonly accountName?: string | null;
    readonly prepare: (tx: Tx, policy: Policy) => Promise<P>;
    readonly decide: (claimed: Claimed, prepared: P) => Promise<Done<A>>;
  },
): Promise<A> {
  const { workspaceId, requestKey: key, userId: actor, now } = call;
  const asked = transact(ledger, { deadlineMs: call.withinMs }, async (tx) => {
    const expected = expectedPolicy(ledger, workspaceId);
    const [opened, preparing] = await Promise.all([
      openRequest(tx, { ...call, accountName: steps.accountName }),
      steps.prepare(tx, expected.policy),
    ]);
    if (opened.kind === 'answered') return storedAnswer<A>(opened.answer);
    const { id: requestId, accounts, policyVersion } = opened;
    const { version, policy } = await activePolicy(ledger, tx, workspaceId, policyVersion);
    const prepared = version === expected.version ? preparing : await steps.prepare(tx, policy);
    const {
      answer,
      writes,
      owners = [],
      keep = true,
    } = await steps.decide({ tx, call, policy, requestId, accounts }, prepared);
    await Promise.all(writes);
    if (!keep) throw new NotKept(answer);
    tx.atCommit(
      answerRequest({
        workspaceId,
        id: requestId,
        key,
        actor,
        arguments: request,
        answer,
        refused: hasRefusals(answer),
        requestedAt: now,
      }),
    );
    tx.atCommit(queueHomes({ workspaceId, userIds: [...new Set([actor, call.owner, ...owners])] }));
    return answer;
  });
  return asked.catch((thrown: unknown) => {
    if (thrown instanceof NotKept) return thrown.answer as A;
    throw thrown;
  });
}

/** Carries an answer out of a transaction that leaves no trace, not even the account that opening it made. */
class NotKept extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super('nothing is kept of the request');
    this.answer = answer;
  }
}

/** The column holds what this program wrote under the same key, so it is of the kind that the same request answers. */
function storedAnswer<A extends Answer>(stored: unknown): A {
  const answer = stored as A | { readonly kind: 'void' };
  if (answer.kind === 'void')
    throw new AppError('request_void', 'Nothing was recorded. Please type it again.');
  return answer as A;
}
