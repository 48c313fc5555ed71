import type { Call } from '../../journal.ts';

export type CallOf<K extends Call['kind']> = Extract<Call, { kind: K }>;

/** One line of the drawer: a call with its place in the journal, and a delivery with its acknowledgement. */
export type Line = {
  readonly index: number;
  readonly call: Exclude<Call, { kind: 'ack' }>;
  readonly ack?: CallOf<'ack'>;
  /** Of a delivery without an acknowledgement: it was sent again. */
  readonly isRepeated?: boolean;
  /** Of a `response_url` post: the delivery that carried the address. */
  readonly answers?: CallOf<'delivery'>;
};

export const filters = ['all', 'deliveries', 'calls', 'errors'] as const;
export type Filter = (typeof filters)[number];

/**
 * The journal with each acknowledgement at its delivery. Only a delivery's id joins them: of several sendings of one id, it
 * goes to the latest that has none.
 */
export function linesOf(calls: readonly Call[]): Line[] {
  const lines: Line[] = [];
  const sendings = new Map<string, number[]>();
  const byAddress = new Map<unknown, CallOf<'delivery'>>();
  for (const [index, call] of calls.entries()) {
    if (call.kind === 'ack') {
      const waiting = sendings.get(call.id)?.findLast((at) => lines[at]?.ack === undefined);
      const line = waiting === undefined ? undefined : lines[waiting];
      if (waiting !== undefined && line !== undefined) lines[waiting] = { ...line, ack: call };
      continue;
    }
    if (call.kind === 'delivery') {
      const earlier = sendings.get(call.id) ?? [];
      const last = earlier.at(-1);
      const before = last === undefined ? undefined : lines[last];
      if (last !== undefined && before !== undefined && before.ack === undefined && call.attempt > 1)
        lines[last] = { ...before, isRepeated: true };
      sendings.set(call.id, [...earlier, lines.length]);
      byAddress.set(call.payload.response_url, call);
    }
    const answers = call.kind === 'response_url' ? byAddress.get(call.url) : undefined;
    lines.push({ index, call, ...(answers && { answers }) });
  }
  return lines;
}

export function isError({ call, ack, isRepeated }: Line): boolean {
  if (call.kind === 'delivery') return isRepeated === true || (ack !== undefined && ack.fate !== 'counted');
  return call.kind === 'refused' || call.error !== undefined;
}

export function fits(line: Line, filter: Filter): boolean {
  if (filter === 'all') return true;
  if (filter === 'errors') return isError(line);
  return (filter === 'deliveries') === (line.call.kind === 'delivery' || line.call.kind === 'refused');
}
