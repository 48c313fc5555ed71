import { InputError } from '../errors.ts';
import type { Call } from './call.ts';

/** How the name of an account is typed: several words in quotes. */
export function typedAccountName(name: string): string {
  return name.includes(' ') ? `"${name}"` : name;
}

/** The sentence for an account that `as` names and that is not there. The name is one that `parseAccountName` lets pass. */
export function noSuchAccount({
  as: name = '',
  owner,
  userId,
}: Pick<Call, 'as' | 'owner' | 'userId'>): InputError {
  const typed = typedAccountName(name);
  return new InputError(
    owner === userId
      ? `There is no LinkedIn account called ${name} here. Add it first: \`/invites account add ${typed}\``
      : `<@${owner}> has no LinkedIn account called ${name} here. Leave \`as ${typed}\` out.`,
  );
}
