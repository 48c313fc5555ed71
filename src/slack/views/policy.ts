import type { PolicyAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { saidDifference } from './policy-changes.ts';
import { escapeText, type Say } from './say.ts';

/** What a change of the workspace's limits came to. */
export function policyView(answer: PolicyAnswer): Reply {
  return compose('UTC', (say) => [{ kind: 'lines', lines: linesOf(answer, say) }]);
}

function linesOf({ version, problems, differences, conflict }: PolicyAnswer, say: Say): string[] {
  if (conflict) {
    return [
      `Not saved: ${conflict.by === '' ? 'another manager' : say.member(conflict.by)} changed the limits ${say.when(conflict.at)}:`,
      ...bullets(conflict.differences.map(saidDifference)),
    ];
  }
  if (problems.length > 0) {
    return [
      'The limits stay as they are:',
      ...problems.map(({ path, message }) => escapeText(`${path}: ${message}.`)),
    ];
  }
  if (version === null) return ['Nothing was changed.'];
  return [
    `The limits are changed from now on (version ${version}). What was counted stays counted.`,
    ...bullets(differences.map(saidDifference)),
  ];
}

function bullets(lines: readonly string[]): string[] {
  return lines.map((line) => `• ${line}`);
}
