import { type SQL, sql } from 'drizzle-orm';

/** The key of a person that says most, an address before a name; null for who was erased. `id` is a column. */
export function bestKey(workspaceId: SQL, id: string): SQL {
  return sql`(
    select key from person_keys
    where workspace_id = ${workspaceId} and person_id = ${sql.raw(id)}
    order by array_position(array['in', 'member', 'slack', 'name'], split_part(key, ':', 1)), key limit 1)`;
}
