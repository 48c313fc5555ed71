import type { JoinedAnswer } from '../../services/answers.ts';
import type { Reply } from '../request.ts';
import { undoButton } from './buttons.ts';
import { compose } from './compose.ts';

/** Two keys that are one person from now on. */
export function joinedView({ requestId, people, isNew, doNotContactSince, zone }: JoinedAnswer): Reply {
  const [one, other] = people;
  // Two who are called the same are told apart by how they were written.
  const shown = one.name === other.name ? people.map(({ key }) => ({ key })) : people;
  return compose(zone, (say) => {
    const both = shown.map(say.person).join(' and ');
    const since =
      doNotContactSince === null
        ? []
        : [
            `They are on the do-not-contact list since ${say.when(doNotContactSince)}: please do not invite them.`,
          ];
    if (!isNew) return [{ kind: 'lines', lines: [`${both} were one person here already.`, ...since] }];
    return [
      {
        kind: 'lines',
        lines: [
          `${both} are one person here from now on.`,
          'What was logged for one holds for the other, for everybody here.',
          ...since,
        ],
      },
      undoButton(requestId),
    ];
  });
}
