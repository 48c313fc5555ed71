import type { Ledger } from '../ledger/connect.ts';
import type { PendingPerson } from '../ledger/list-pending-people.ts';
import { namesakes } from '../linkedin/namesakes.ts';
import { type Pasted, readPasted } from '../linkedin/read-pasted.ts';
import type { Call } from './call.ts';
import { readPendingPeople } from './list-pending-page.ts';

/** Whom a pasted text names among those whose answer is awaited. */
export type FoundPasted = {
  /** One invite a person: the newest that is pending. */
  readonly inviteIds: readonly number[];
  /** Names that fit several people, and their invites: which is meant cannot be told. */
  readonly several: readonly { readonly said: string; readonly inviteIds: readonly number[] }[];
  /** What fits nobody, as it was pasted. */
  readonly notFound: readonly string[];
};

/**
 * Finds the people of a pasted text among the pending invites of the owner's accounts (of one with `as`): an address by
 * any key of a person, a name as in the commands (`namesakes`). Keeps nothing of the text.
 */
export async function findPasted(ledger: Ledger, call: Call, text: string): Promise<FoundPasted> {
  const people = await readPendingPeople(ledger, call);
  const pasted = readPasted(text);
  const known = people.flatMap((invite) => invite.known.map(({ key, name }) => ({ key, name, invite })));
  const keys = [...pasted, ...pasted.flatMap(({ parts }) => parts)].flatMap(({ key }) => key ?? []);
  const named = namesakes(
    keys.filter((key) => key.startsWith('name:')),
    known,
  );
  const byKey = new Map<string, (typeof known)[number][]>();
  for (const one of known) byKey.set(one.key, [...(byKey.get(one.key) ?? []), one]);
  const fitting = ({ key }: Pasted): readonly PendingPerson[] =>
    (named.get(key ?? '') ?? byKey.get(key ?? '') ?? []).map(({ invite }) => invite);

  const inviteIds = new Set<number>();
  const several: { said: string; inviteIds: readonly number[] }[] = [];
  const notFound: string[] = [];
  const whole = pasted.flatMap((one) =>
    fitting(one).length === 0 && one.parts.length > 0 ? one.parts : [one],
  );
  for (const one of whole) {
    const invites = fitting(one);
    const newest = invites.reduce<PendingPerson | undefined>(
      (last, invite) => (last && last.sentAt >= invite.sentAt ? last : invite),
      undefined,
    );
    if (newest === undefined) notFound.push(one.said);
    else if (new Set(invites.map((invite) => invite.one)).size === 1) inviteIds.add(newest.inviteId);
    else several.push({ said: one.said, inviteIds: [...new Set(invites.map((invite) => invite.inviteId))] });
  }
  return { inviteIds: [...inviteIds], several, notFound };
}
