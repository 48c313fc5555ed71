import { settingsSince } from '../ledger/read-settings.ts';
import type { Tx } from '../ledger/transact.ts';
import type { TeamSettings, WorkspaceSettings } from './settings.ts';

/** One field that is otherwise than before. */
export type Difference<Document> = {
  readonly [Field in keyof Document]-?: {
    readonly field: Field;
    readonly from: Document[Field];
    readonly to: Document[Field];
  };
}[keyof Document];
export type WorkspaceDifference = Difference<WorkspaceSettings>;
export type TeamDifference = Difference<TeamSettings>;

/** What was changed, by whom and when, since a form was opened: of each field the last change. */
export type SettingsConflict<Document> = {
  /** The version that holds. */
  readonly version: number;
  readonly changes: readonly {
    readonly by: string;
    readonly at: number;
    readonly difference: Difference<Document>;
  }[];
};

/** The fields that two documents have otherwise. */
export function differencesOf<Document extends object>(
  before: Document,
  after: Document,
): Difference<Document>[] {
  const fields = Object.keys(after) as (keyof Document)[];
  return fields
    .filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    .map((field) => ({ field, from: before[field], to: after[field] }) as Difference<Document>);
}

/** What was saved of a subject after a version; before the first one (0) the defaults held, as `parse` gives them. */
export async function conflictSince<Document extends object>(
  tx: Tx,
  { workspaceId, subject, since }: { workspaceId: string; subject: string; since: number },
  parse: (document: unknown) => Document,
): Promise<SettingsConflict<Document>> {
  const versions = await settingsSince(tx, { workspaceId, subject, after: since });
  const changes = new Map<keyof Document, SettingsConflict<Document>['changes'][number]>();
  let before = since === 0 ? parse({}) : undefined;
  for (const { document, changedBy: by, changedAt: at } of versions) {
    const after = parse(document);
    if (before !== undefined)
      for (const difference of differencesOf(before, after))
        changes.set(difference.field, { by, at, difference });
    before = after;
  }
  return { version: versions.at(-1)?.version ?? 0, changes: [...changes.values()] };
}
