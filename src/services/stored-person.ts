import type { StoredPerson } from '../ledger/best-key.ts';
import type { PersonKey, PersonRef } from '../linkedin/person.ts';

/** A person as the ledger keeps them, to be said; null for who was erased and has no key any more. */
export function storedPerson(stored: StoredPerson): PersonRef | null {
  if (stored.key === null) return null;
  // The ledger holds only keys that were read from what people typed.
  const key = stored.key as PersonKey;
  return stored.name === null ? { key } : { key, name: stored.name };
}
