import type { Call } from '../../journal.ts';

export type CallOf<K extends Call['kind']> = Extract<Call, { kind: K }>;

/** How one sending of a delivery ended. */
export type End = CallOf<'ack' | 'unacknowledged'>;

/** One line of the drawer: a call with its place in the journal, and a delivery with its end. */
export type Line = {
  readonly index: number;
  readonly call: Exclude<Call, End>;
  readonly end?: End;
  /** The delivery whose address a `response_url` post came to, or whose acknowledgement was refused. */
  readonly answers?: CallOf<'delivery'>;
};

export const filters = ['all', 'deliveries', 'calls', 'errors'] as const;
export type Filter = (typeof filters)[number];

/**
 * The journal with each end at its delivery. Only a delivery's id joins them: of several sendings of one id, an
 * acknowledgement goes to the latest that has none, a failure to the earliest.
 */
export function linesOf(calls: readonly Call[]): Line[] {
  const lines: Line[] = [];
  const sendings = new Map<string, number[]>();
  /** By address and by id. */
  const deliveries = new Map<unknown, CallOf<'delivery'>>();
  for (const [index, call] of calls.entries()) {
    if (call.kind === 'ack' || call.kind === 'unacknowledged') {
      const open = sendings.get(call.id)?.filter((at) => lines[at]?.end === undefined);
      const waiting = open?.at(call.kind === 'ack' ? -1 : 0);
      const line = waiting === undefined ? undefined : lines[waiting];
      if (waiting !== undefined && line !== undefined) lines[waiting] = { ...line, end: call };
      continue;
    }
    if (call.kind === 'delivery') {
      sendings.set(call.id, [...(sendings.get(call.id) ?? []), lines.length]);
      deliveries.set(call.id, call);
      if (call.payload.response_url !== undefined) deliveries.set(call.payload.response_url, call);
    }
    const answers = deliveries.get(answered(call));
    lines.push({ index, call, ...(answers && { answers }) });
  }
  return lines;
}

function answered(call: Line['call']): string | undefined {
  if (call.kind === 'response_url') return call.url;
  return call.kind === 'refused' ? call.id : undefined;
}

export function isError({ call, end }: Line): boolean {
  if (call.kind === 'delivery')
    return end?.kind === 'unacknowledged' || (end !== undefined && end.fate !== 'counted');
  return call.kind === 'refused' || call.error !== undefined;
}

export function fits(line: Line, filter: Filter): boolean {
  if (filter === 'all') return true;
  if (filter === 'errors') return isError(line);
  return (filter === 'deliveries') === (line.call.kind === 'delivery' || line.call.kind === 'refused');
}
