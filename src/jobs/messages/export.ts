import { localDate } from '../../limits/windows.ts';
import { queueExportPart } from '../../services/queue-export.ts';
import { readExport } from '../../services/read-export.ts';
import { exportComment } from '../../slack/views/files.ts';
import type { MessageBuilder } from './message-builder.ts';

/** To who asked: entries as a CSV file, a long export as several, each of which queues the next. */
export const exportFile: MessageBuilder<'export'> = {
  kind: 'export',
  async build(ledger, message, { callOf, names }) {
    const { kind: _, by, at, after, ...choice } = message;
    const call = await callOf(by);
    const read = await readExport(ledger, call, choice, { names: await names(), ...(after && { after }) });
    if (read.next) await queueExportPart(ledger, call, { at, choice, after: read.next });
    const several = read.part > 1 || read.next !== null;
    const name = `linkedin-invites-${localDate(call.zone, call.now)}${several ? `-part-${read.part}` : ''}.csv`;
    return { file: { name, title: name, text: read.csv, comment: exportComment(read, choice) } };
  },
};
