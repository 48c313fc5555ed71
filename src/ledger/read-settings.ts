import { and, desc, eq, sql } from 'drizzle-orm';
import { settings } from './schema.ts';
import type { Tx } from './transact.ts';

/** One version of what managers set for a subject: `workspace`, or `team:3`. */
export type StoredSettings = {
  readonly subject: string;
  readonly version: number;
  readonly document: unknown;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  readonly changedBy: string;
};

const columns = {
  subject: settings.subject,
  version: settings.version,
  document: settings.document,
  changedAt: settings.changedAt,
  changedBy: settings.changedBy,
};

/** The newest version of every subject of a workspace, by subject. */
export async function readSettings(tx: Tx, workspaceId: string): Promise<readonly StoredSettings[]> {
  return tx
    .selectDistinctOn([settings.subject], columns)
    .from(settings)
    .where(eq(settings.workspaceId, workspaceId))
    .orderBy(settings.subject, desc(settings.version));
}

/** The versions of one subject that are later than `after`, oldest first, with the one of `after` itself before them. */
export async function settingsSince(
  tx: Tx,
  subject: { readonly workspaceId: string; readonly subject: string; readonly after: number },
): Promise<readonly StoredSettings[]> {
  return tx
    .select(columns)
    .from(settings)
    .where(
      and(
        eq(settings.workspaceId, subject.workspaceId),
        eq(settings.subject, subject.subject),
        sql`${settings.version} >= ${subject.after}`,
      ),
    )
    .orderBy(settings.version);
}

/** Adds a version. Fails when somebody else added the same one meanwhile. */
export async function addSettings(
  tx: Tx,
  version: StoredSettings & { readonly workspaceId: string },
): Promise<void> {
  await tx.insert(settings).values(version);
}
