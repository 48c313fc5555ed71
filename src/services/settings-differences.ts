import { settingsSince } from '../ledger/read-settings.ts';
import type { Tx } from '../ledger/transact.ts';
import type { TeamFields, TeamSettings, WorkspaceSettings } from './settings.ts';

/** One field that is otherwise than before. */
export type Difference<Document> = {
  readonly [Field in keyof Document]-?: {
    readonly field: Field;
    readonly from: Document[Field];
    readonly to: Document[Field];
  };
}[keyof Document];
export type WorkspaceDifference = Difference<WorkspaceSettings>;
export type TeamDifference = Difference<TeamFields>;

/** What is otherwise than when a form was opened, and of each field who changed it last. */
export type SettingsConflict<Document> = {
  /** The version that holds. */
  readonly version: number;
  readonly changes: readonly {
    readonly by: string;
    readonly at: number;
    readonly difference: Difference<Document>;
  }[];
  /** What saving the form makes of it: what holds, with what was changed in the form. */
  readonly merged: Document;
};

/** Who came into a team since a form was opened and who left it, and who saved that last. */
export type MembersSince = {
  readonly by: string;
  readonly at: number;
  readonly arrived: readonly string[];
  readonly departed: readonly string[];
};

/** The versions of a subject from the one on that a form was opened with. */
export type Past<Document> = {
  /** What the form showed. */
  readonly base: Document;
  readonly later: readonly { readonly by: string; readonly at: number; readonly document: Document }[];
};

/** The fields that two documents have otherwise. */
export function differencesOf<Document extends object>(
  before: Document,
  after: Document,
): Difference<Document>[] {
  const fields = Object.keys(after) as (keyof Document)[];
  return fields
    .filter((field) => !isSame(before[field], after[field]))
    .map((field) => ({ field, from: before[field], to: after[field] }) as Difference<Document>);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What was saved of a subject since a version; `otherwise` is what a form showed that was opened with none of them. */
export async function pastSince<Document extends object>(
  tx: Tx,
  { workspaceId, subject, since }: { workspaceId: string; subject: string; since: number },
  parse: (document: unknown) => Document,
  otherwise: Document,
): Promise<Past<Document>> {
  const versions = await settingsSince(tx, { workspaceId, subject, after: since });
  const [first, ...rest] = versions.map(({ document, changedBy: by, changedAt: at, version }) => {
    return { by, at, version, document: parse(document) };
  });
  if (first?.version === since) return { base: first.document, later: rest };
  return { base: otherwise, later: first ? [first, ...rest] : [] };
}

/** What is otherwise than it was, and by whom. */
export function changesSince<Document extends object>({
  base,
  later,
}: Past<Document>): SettingsConflict<Document>['changes'] {
  const now = later.at(-1)?.document ?? base;
  return differencesOf(base, now).flatMap((difference) => {
    const { field } = difference;
    const last = later.findLast(
      ({ document }, index) => !isSame(document[field], (later[index - 1]?.document ?? base)[field]),
    );
    return last ? [{ by: last.by, at: last.at, difference }] : [];
  });
}

/** Who came and went meanwhile, as far as it stands; null for nobody. */
export function membersSince({ later }: Past<TeamSettings>): MembersSince | null {
  const arrived = new Set<string>();
  const departed = new Set<string>();
  for (const { document } of later) {
    for (const one of document.arrived) if (!departed.delete(one)) arrived.add(one);
    for (const one of document.departed) if (!arrived.delete(one)) departed.add(one);
  }
  const last = later.findLast(({ document }) => document.arrived.length + document.departed.length > 0);
  if (!last || arrived.size + departed.size === 0) return null;
  return { by: last.by, at: last.at, arrived: [...arrived], departed: [...departed] };
}

/** What holds, with those fields that a form changed from what it showed; of a list only what was put in or taken out. */
export function mergeChange<Document extends object>(
  base: Document,
  now: Document,
  change: Partial<Document>,
): Document {
  const changed = differencesOf(base, { ...base, ...change }).map(({ field, from, to }) => {
    const held: unknown = now[field];
    const isList = Array.isArray(from) && Array.isArray(to) && Array.isArray(held);
    return [field, isList ? mergeList(from, to, held) : to];
  });
  return { ...now, ...Object.fromEntries(changed) };
}

/** A list as it is, with what was put into `shown` and without what was taken out of it. */
export function mergeList<T>(shown: readonly T[], wanted: readonly T[], now: readonly T[]): T[] {
  const before = new Set(shown);
  const after = new Set(wanted);
  const kept = now.filter((one) => !before.has(one) || after.has(one));
  const there = new Set(kept);
  return [...kept, ...[...after].filter((one) => !before.has(one) && !there.has(one))];
}
