import { and, desc, eq } from 'drizzle-orm';
import { policies } from './schema.ts';
import type { Tx } from './transact.ts';

/** One version, as it was validated. */
export type StoredPolicy = {
  readonly version: number;
  readonly document: unknown;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  readonly changedBy: string | null;
};

const columns = {
  version: policies.version,
  document: policies.document,
  changedAt: policies.changedAt,
  changedBy: policies.changedBy,
};

/** The newest policy document of a workspace; undefined for one that never chose. */
export async function readPolicy(tx: Tx, workspaceId: string): Promise<StoredPolicy | undefined> {
  const [newest] = await tx
    .select(columns)
    .from(policies)
    .where(eq(policies.workspaceId, workspaceId))
    .orderBy(desc(policies.version))
    .limit(1);
  return newest;
}

/** One version as it was stored; undefined for one that there never was. */
export async function readPolicyVersion(
  tx: Tx,
  workspaceId: string,
  version: number,
): Promise<StoredPolicy | undefined> {
  const [found] = await tx
    .select(columns)
    .from(policies)
    .where(and(eq(policies.workspaceId, workspaceId), eq(policies.version, version)));
  return found;
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
