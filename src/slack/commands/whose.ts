import { InputError, NotAllowedError } from '../../errors.ts';
import type { Ledger } from '../../ledger/connect.ts';
import { type PersonRef, tidied } from '../../linkedin/person.ts';
import type { Call } from '../../services/call.ts';
import { readZone } from '../../services/read-zone.ts';
import { manages } from '../../services/role.ts';
import { echo } from './echo.ts';
import type { OptionSpecs } from './option-value.ts';

/** The option of every subcommand about one LinkedIn account: `as founder`. */
export const asOption = {
  as: {
    kind: 'name',
    form: '<account>',
    example: 'founder',
    what: 'for another LinkedIn account of yours; a name of several words in quotes',
  },
} as const satisfies OptionSpecs;

/** Of what a manager can enter for somebody else: `for @teammate`. */
export const forOption = {
  for: { kind: 'person', what: 'managers: for the account of a teammate' },
} as const satisfies OptionSpecs;

const MAX_CHARACTERS = 40;
const typeNames = /^(?:free|business[-_ ]?plus|sales[-_ ]?navigator|add)$/;

/** What a command would take for something else. */
const optionWords = /^(?:at|as|because|via|for|note|until|by|they-invited-me|new-connection|first account)$/;

/** A further account's name as it is kept: lower case. Throws InputError for one that could not be typed or said back. */
export function parseAccountName(text: string): string {
  const name = tidied(text).toLowerCase();
  if (Array.from(name).length <= MAX_CHARACTERS && /^[\p{L}\p{N}][\p{L}\p{N}\p{M} .'-]*$/u.test(name)) {
    if (optionWords.test(name)) {
      throw new InputError(
        `${echo(text)} means something else here. Call the account otherwise, like \`as founder\`.`,
      );
    }
    if (!typeNames.test(name)) return name;
    throw new InputError(
      `${echo(text)} is an account type. Call the account otherwise, like \`as founder\`.`,
    );
  }
  throw new InputError(
    `${echo(text)} cannot be the name of an account. Use letters, digits, blanks and hyphens, ${MAX_CHARACTERS} at most, like \`as founder\`.`,
  );
}

/** The call for the account that `as` names. */
export function callAs(call: Call, as: string | undefined): Call {
  return as === undefined ? call : { ...call, as: parseAccountName(as) };
}

/**
 * The call for a teammate's account, in their zone. Throws NotAllowedError unless a manager asks, and InputError for who
 * has no account here.
 */
export async function callFor(ledger: Ledger, call: Call, teammate: PersonRef | undefined): Promise<Call> {
  if (teammate === undefined) return call;
  if (!teammate.key.startsWith('slack:')) {
    throw new InputError('A teammate is a member of this Slack: type `@` and pick one from the list.');
  }
  const owner = teammate.key.slice('slack:'.length);
  if (owner === call.userId) return call;
  if (!(await manages(ledger, call, { owner })))
    throw new NotAllowedError(
      'Only managers can do this for a teammate. Leave the teammate out for yourself.',
    );
  const { workspaceId, withinMs } = call;
  const zone = await readZone(ledger, { workspaceId, userId: owner, withinMs });
  if (zone === undefined) {
    throw new InputError(
      `<@${owner}> has no LinkedIn account here yet. They get one with their first \`/invites log\`.`,
    );
  }
  return { ...call, owner, zone };
}
