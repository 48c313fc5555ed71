import { desc, eq } from 'drizzle-orm';
import { policies } from './schema.ts';
import type { Tx } from './transact.ts';

/** The newest policy document of a workspace; undefined for one that never chose. */
export async function readPolicy(
  tx: Tx,
  workspaceId: string,
): Promise<{ readonly version: number; readonly document: unknown } | undefined> {
  const [newest] = await tx
    .select({ version: policies.version, document: policies.document })
    .from(policies)
    .where(eq(policies.workspaceId, workspaceId))
    .orderBy(desc(policies.version))
    .limit(1);
  return newest;
}

/** Adds a version. Fails when somebody else added the same one meanwhile. */
export async function addPolicy(
  tx: Tx,
  policy: {
    readonly workspaceId: string;
    readonly version: number;
    readonly document: unknown;
    readonly changedAt: number;
    readonly changedBy: string;
  },
): Promise<void> {
  await tx.insert(policies).values(policy);
}
