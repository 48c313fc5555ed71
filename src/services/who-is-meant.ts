import { findPeople, oneOf, type Person } from '../ledger/find-people.ts';
import { listInvitedPeople } from '../ledger/list-invited-people.ts';
import { daysToMs } from '../limits/windows.ts';
import { namesakes } from '../linkedin/namesakes.ts';
import type { PersonKey, PersonRef } from '../linkedin/person.ts';
import type { Opened } from './answer-once.ts';
import { knownAs } from './judge-sends.ts';

/** Somebody whom a reference may mean: what tells them from others, and how to say them. */
export type Meant = { readonly one: number; readonly ref: PersonRef };

/** Whether a person was written as a name. */
export function isName({ key }: PersonRef): boolean {
  return key.startsWith('name:');
}

/**
 * The people, locked, and whom each reference may mean, those joined with one another as one. A name may mean who is known
 * by it, and everybody it fits to whom these accounts have an invite that was pending at `at`; if it fits none of those,
 * everybody it fits whom they ever invited. `found` holds who is locked already: everybody, unless there are names to look
 * for.
 */
export async function whoIsMeant(
  { tx, call, policy }: Opened,
  accountIds: readonly number[],
  asked: {
    readonly typed: readonly PersonRef[];
    readonly at: number;
    readonly lookForNames: boolean;
    readonly found: ReadonlyMap<string, Person>;
  },
): Promise<{
  readonly people: ReadonlyMap<string, Person>;
  readonly meant: (ref: PersonRef) => readonly Meant[];
}> {
  const { workspaceId } = call;
  const names = asked.lookForNames ? asked.typed.filter(isName).map(({ key }) => key) : [];
  const invited = (pendingAfter: number | null) =>
    listInvitedPeople(tx, workspaceId, accountIds, pendingAfter);
  const pendingAfter = asked.at - daysToMs(policy.expireDays.value);
  const fitting = new Map(names.length === 0 ? [] : namesakes(names, await invited(pendingAfter)));
  const others = names.filter((name) => fitting.get(name)?.length === 0);
  if (others.length > 0) {
    for (const [name, people] of namesakes(others, await invited(null))) fitting.set(name, people);
  }
  const keys = new Set([...asked.typed, ...[...fitting.values()].flat()].map(({ key }) => key));
  const people = names.length === 0 ? asked.found : await findPeople(tx, workspaceId, [...keys]);

  function meant(ref: PersonRef): readonly Meant[] {
    const ones = new Map<number, PersonRef>();
    // The rows come in the order of their keys: an address goes before a name, and is what the reply links to.
    for (const { key } of fitting.get(ref.key) ?? []) {
      const known = people.get(key);
      if (!known) continue;
      // What the ledger holds as a key was a PersonKey when it was written.
      const said = ones.get(oneOf(known)) ?? knownAs(known, { key: key as PersonKey });
      const { name = known.name } = said;
      ones.set(oneOf(known), name === null ? said : { ...said, name });
    }
    const exact = people.get(ref.key);
    if (exact && !ones.has(oneOf(exact))) ones.set(oneOf(exact), knownAs(exact, ref));
    return [...ones].map(([one, person]) => ({ one, ref: person }));
  }
  return { people, meant };
}
