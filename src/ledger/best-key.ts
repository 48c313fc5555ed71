import { type SQL, sql } from 'drizzle-orm';

/** A person as the ledger keeps them: the key that says most, an address before a name; null for who was erased. */
export type StoredPerson = { readonly key: string | null; readonly name: string | null };

const order = ['in', 'member', 'slack', 'name'];

/** Keys in this order: the first one of a person's says most. */
export function bestFirst(key: string): SQL {
  return sql.raw(
    `array_position(array[${order.map((kind) => `'${kind}'`).join(', ')}], split_part(${key}, ':', 1)), ${key}`,
  );
}

/** The same order for keys that are here already. */
export function byBest(a: string, b: string): number {
  const kind = (key: string) => order.indexOf(key.slice(0, key.indexOf(':')));
  return kind(a) - kind(b) || (a < b ? -1 : 1);
}

/** That key. `id` is a column. */
export function bestKey(workspaceId: SQL, id: string): SQL {
  return sql`(
    select key from person_keys
    where workspace_id = ${workspaceId} and person_id = ${sql.raw(id)}
    order by ${bestFirst('key')} limit 1)`;
}
