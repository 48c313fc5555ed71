import { InputError } from '../../errors.ts';
import { PERSON_FORMS, type PersonRef } from '../../linkedin/person.ts';

const MOST = 100;

/**
 * The number of unnamed ones in `log 12` and `accepted 5`; 0 with people. Throws InputError for neither, for both, and
 * for a number that is not from 1 to 100.
 */
export function parseCount(word: string | undefined, people: readonly PersonRef[], verb: string): number {
  if (word === undefined) {
    if (people.length > 0) return 0;
    throw new InputError(`Who? ${PERSON_FORMS} Without names, give their number: \`/invites ${verb} 12\`.`);
  }
  if (people.length > 0) {
    throw new InputError(
      `Give people or a number, not both, like \`/invites ${verb} @jane-doe\` or \`/invites ${verb} 12\`.`,
    );
  }
  const count = Number(word);
  if (count >= 1 && count <= MOST) return count;
  throw new InputError(`The number is from 1 to ${MOST} at a time, like \`/invites ${verb} 12\`.`);
}
