import type { AfterWithdrawal, Question } from './reason.ts';
import { daysToMs } from './windows.ts';

/** LinkedIn does not let one invite a person again for some days after withdrawing; judged as of the request's instant. */
export function afterWithdrawal({ policy, request }: Question): AfterWithdrawal | null {
  const { at, person } = request;
  const coolDownMs = daysToMs(policy.afterWithdrawalDays.value);
  const withdrawals = (person?.invites ?? [])
    .filter(({ state, stateAt }) => state === 'withdrawn' && stateAt <= at && at < stateAt + coolDownMs)
    .map(({ stateAt }) => stateAt);
  if (withdrawals.length === 0) return null;
  const withdrawnAt = Math.max(...withdrawals);
  return {
    code: 'after_withdrawal',
    verdict: 'block',
    withdrawnAt,
    allowedAgainAt: withdrawnAt + coolDownMs,
  };
}
