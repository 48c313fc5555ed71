import type { PolicyConflict } from '../../services/answers.ts';
import { saidDifference } from './policy-changes.ts';
import { sayMrkdwn } from './say.ts';

/** Of a form that was not saved: who changed the limits meanwhile, and what. */
export function conflictLines({ by, at, differences }: PolicyConflict, zone: string): string[] {
  const say = sayMrkdwn(zone);
  const who = by === '' ? 'Another manager' : say.member(by);
  return [
    `*Not saved yet.* ${who} changed the limits ${say.when(at)}:`,
    ...differences.map((difference) => `• ${saidDifference(difference)}`),
    'The form shows theirs now, with your changes in it. *Save Limits* again to keep it so.',
  ];
}
