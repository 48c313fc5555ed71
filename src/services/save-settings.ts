import { appendEntries, type Entry } from '../ledger/append-entries.ts';
import { addSettings } from '../ledger/read-settings.ts';
import { localDate } from '../limits/windows.ts';
import type { Opened } from './answer-once.ts';
import { openAccount } from './open-account.ts';

/** The next version of a subject, and the names of the fields that changed. */
export type SettingsToSave = {
  readonly subject: string;
  readonly version: number;
  readonly document: unknown;
  readonly changed: readonly string[];
};

/** Keeps new versions, each with its entry; `also` are further facts of the same request. */
export async function saveSettings(
  opened: Opened,
  versions: readonly SettingsToSave[],
  also: readonly Pick<Entry, 'kind' | 'detail'>[] = [],
): Promise<void> {
  const { tx, call } = opened;
  const { workspaceId, userId: changedBy, now: changedAt } = call;
  const { account, frame, facts } = await openAccount(opened);
  for (const { subject, version, document } of versions)
    await addSettings(tx, { workspaceId, subject, version, document, changedAt, changedBy });
  const changes = versions.map(({ subject, version, changed }) => ({
    kind: 'settings_changed' as const,
    detail: { subject, version, changed },
  }));
  const date = localDate(account.zone, changedAt);
  await appendEntries(tx, frame, [
    ...facts,
    ...[...changes, ...also].map((fact) => ({ ...fact, happenedAt: changedAt, localDate: date })),
  ]);
}
