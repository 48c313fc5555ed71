import { type SQL, sql } from 'drizzle-orm';

/** A person as the ledger keeps them: the key that says most, an address before a name; null for who was erased. */
export type StoredPerson = { readonly key: string | null; readonly name: string | null };

/** Keys in this order: the first one of a person's says most. */
export function bestFirst(key: string): SQL {
  return sql.raw(
    `array_position(array['in', 'member', 'slack', 'name'], split_part(${key}, ':', 1)), ${key}`,
  );
}

/** That key. `id` is a column. */
export function bestKey(workspaceId: SQL, id: string): SQL {
  return sql`(
    select key from person_keys
    where workspace_id = ${workspaceId} and person_id = ${sql.raw(id)}
    order by ${bestFirst('key')} limit 1)`;
}
