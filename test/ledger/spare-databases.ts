import type { Sql } from 'postgres';

/** What a database is like that was just copied from the template. */
type Blank = {
  readonly shape: string;
  readonly emptyTables: readonly string[];
  readonly filledTables: readonly string[];
  /** What stands in the filled ones. */
  readonly content: string;
};

/** Making and dropping a database takes longer than starting a bot: those that can be as new again are used again. */
const spare: string[] = [];
let blank: Blank | undefined;
/** Where more was written, the server would have to step over what is deleted. */
const mostRows = 2_000;

export const takeSpare = (): string | undefined => spare.pop();

/** Empties a database that nobody uses any more and keeps it; false when it cannot be as new. */
export async function spareDatabase(name: string, sql: Sql): Promise<boolean> {
  if (blank === undefined || (await shapeOf(sql)) !== blank.shape) return false;
  if ((await contentOf(blank.filledTables, sql)) !== blank.content) return false;
  // No trigger and no foreign key is asked: what is append-only goes too, in any order.
  await sql`set session_replication_role = replica`;
  const emptied = await Promise.all(blank.emptyTables.map((table) => sql.unsafe(`delete from ${table}`)));
  await sql`
    select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
    from pg_sequences where last_value is not null`;
  if (emptied.reduce((sum, { count }) => sum + count, 0) > mostRows) return false;
  spare.push(name);
  return true;
}

/** Remembers what a copy of the template is like, by the first. */
export async function lookAtBlank(sql: Sql): Promise<void> {
  if (blank !== undefined) return;
  const tables = await sql<{ name: string }[]>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')`;
  const empty = await Promise.all(
    tables.map(async ({ name }) => (await sql.unsafe(`select from ${name} limit 1`)).length === 0),
  );
  const those = (isEmpty: boolean) => tables.flatMap(({ name }, at) => (empty[at] === isEmpty ? [name] : []));
  const filledTables = those(false);
  blank = {
    shape: await shapeOf(sql),
    emptyTables: those(true),
    filledTables,
    content: await contentOf(filledTables, sql),
  };
}

async function contentOf(tables: readonly string[], sql: Sql): Promise<string> {
  const rows = await Promise.all(
    tables.map((table) =>
      sql.unsafe(`select md5(string_agg(t::text, ',' order by t::text)) from ${table} t`),
    ),
  );
  return JSON.stringify(rows);
}

/** Tells whether a test made or removed something beside rows. */
async function shapeOf(sql: Sql): Promise<string> {
  const [row] = await sql`
    select (select count(*) from pg_class) as relations, (select count(*) from pg_proc) as functions,
      (select count(*) from pg_constraint) as constraints, (select count(*) from pg_namespace) as schemas,
      (select string_agg(format('%s %s', tgname, tgenabled), ',' order by oid) from pg_trigger) as triggers,
      (select count(*) from pg_db_role_setting) as settings`;
  return JSON.stringify(row);
}
