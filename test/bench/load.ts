import { Agent, request } from 'node:http';

export type Measured = {
  /** Requests answered a second. */
  readonly throughput: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
};

export type Load = {
  readonly callers: number;
  readonly seconds: number;
  /** One request from beginning to end; rejects when it was not answered as it should be. */
  readonly once: () => Promise<void>;
};

/** Runs as many callers one after another as they come back, for a time, and says what came of it. */
export async function measure({ callers, seconds, once }: Load): Promise<Measured> {
  const latencies: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < endsAt) {
        const before = performance.now();
        await once();
        latencies.push(performance.now() - before);
      }
    }),
  );
  const took = (performance.now() - startedAt) / 1_000;
  agent.destroy(); // a server closes idle connections just when the next round would use them
  latencies.sort((a, b) => a - b);
  const share = (of: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * of))] ?? 0;
  return { throughput: latencies.length / took, p50Ms: share(0.5), p99Ms: share(0.99) };
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Posts a form and gives the body of a 200; any other answer is an error. */
export function post(url: string, body: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(body));
    const sent = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          ...headers,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': length,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          if (response.statusCode === 200) resolve(text);
          else reject(new Error(`answered ${response.statusCode}: ${text.slice(0, 200)}`));
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The median of several runs of the same thing: by throughput. */
function median(runs: readonly Measured[]): Measured {
  const sorted = runs.toSorted((a, b) => a.throughput - b.throughput);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}

/** Prints the medians, each with its share of the first one's throughput. */
export function report(title: string, measured: ReadonlyMap<string, readonly Measured[]>): void {
  const medians = new Map([...measured].map(([name, runs]) => [name, median(runs)]));
  const [[first, base] = ['', undefined]] = medians;
  const rows = [...medians].map(([name, { throughput, p50Ms, p99Ms }]) => ({
    [title]: name,
    'requests/s': Math.round(throughput),
    'p50 ms': Number(p50Ms.toFixed(2)),
    'p99 ms': Number(p99Ms.toFixed(2)),
    [`of ${first}`]: Number((throughput / (base?.throughput ?? 0)).toFixed(2)),
  }));
  console.table(rows);
}
