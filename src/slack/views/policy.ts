import type { PolicyAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { compose } from './compose.ts';
import { escapeText } from './say.ts';

/** What a change of the workspace's limits came to. */
export function policyView({ version, problems }: PolicyAnswer): Reply {
  return compose('UTC', () => [
    {
      kind: 'lines',
      lines:
        version === null
          ? [
              'The limits stay as they are:',
              ...problems.map(({ path, message }) => escapeText(`${path}: ${message}.`)),
            ]
          : [`The limits are changed from now on (version ${version}). What was counted stays counted.`],
    },
  ]);
}
