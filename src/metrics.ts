import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What somebody did that is answered. */
export type Asked = {
  readonly kind: 'command' | 'press' | 'form' | 'shortcut';
  /** From our own lists, or `unknown`: never what was typed. */
  readonly name: string;
};

/** How it ended: `input` must be entered again, `unavailable` says that nothing was recorded, `uncertain` is corrected later. */
export type Outcome = 'done' | 'input' | 'not_allowed' | 'unavailable' | 'uncertain' | 'failed';

/** Messages that wait to be said, of all workspaces. */
export type Outbox = { readonly depth: number; readonly oldestSeconds: number };

/** What happened in this process since it started. No label names a workspace or a person. */
/** What becomes of a digest that was queued; while it waits it is none of them. */
const digestResults: Readonly<Partial<Record<DeliveryResult, string>>> = {
  sent: 'posted',
  skipped: 'skipped',
  dead: 'dead',
};

export type DeliveryResult = 'sent' | 'skipped' | 'retried' | 'waited' | 'dead';

export type Metrics = {
  answered(asked: Asked, outcome: Outcome, seconds: number): void;
  /** `retried`: Slack did not take it, and it stays queued; `waited`: Slack asked to wait. */
  delivered(kind: string, result: DeliveryResult): void;
  /** A due digest was claimed: `lateSeconds` after its time. `missed`: too late to post it. */
  digestClaimed(result: 'queued' | 'missed', lateSeconds: number): void;
  /** A round of the day (check-ins, the nightly work) came to its end. */
  roundDone(kind: string, seconds: number): void;
  /** Adds what Node tells of the process itself. */
  watchProcess(): void;
  /** Everything, as Prometheus reads it. `outbox` is undefined while the database does not answer. */
  text(outbox: Outbox | undefined): Promise<string>;
  readonly contentType: string;
};

const answerBuckets = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 5, 10];
const lateBuckets = [1, 5, 15, 60, 120, 300, 900, 3_600, 4 * 3_600];
const roundBuckets = [0.05, 0.25, 1, 5, 15, 60, 300, 900];

/** The counters of one bot, in a registry of their own: several can run in a process, as in tests. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const answers = new Counter({
    name: 'headroom_commands_total',
    help: 'Commands, presses, submitted forms and shortcuts that were answered',
    labelNames: ['kind', 'name', 'outcome'],
    registers,
  });
  const answerSeconds = new Histogram({
    name: 'headroom_answer_seconds',
    help: 'From the arrival of a request to its answer; Slack waits 3 seconds',
    labelNames: ['kind'],
    buckets: answerBuckets,
    registers,
  });
  const deliveries = new Counter({
    name: 'headroom_deliveries_total',
    help: 'What became of attempts to say a message of the outbox',
    labelNames: ['kind', 'result'],
    registers,
  });
  const digests = new Counter({
    name: 'headroom_digests_total',
    help: 'Digests: queued at their time, missed; posted (by hand, too), skipped as there was nothing to tell, dead',
    labelNames: ['result'],
    registers,
  });
  const digestsLate = new Histogram({
    name: 'headroom_digests_late_seconds',
    help: 'How long after its time a digest was queued',
    buckets: lateBuckets,
    registers,
  });
  const roundSeconds = new Histogram({
    name: 'headroom_round_seconds',
    help: 'How long the rounds of the day take: check-ins, news of restrictions, the nightly work',
    labelNames: ['kind'],
    buckets: roundBuckets,
    registers,
  });
  const databaseUp = new Gauge({
    name: 'headroom_database_up',
    help: '1 while the database answers; without it the gauges of the outbox are absent',
    registers,
  });
  const depth = new Gauge({
    name: 'headroom_outbox_depth',
    help: 'Messages that wait to be said, of all workspaces',
    registers,
  });
  const oldest = new Gauge({
    name: 'headroom_outbox_oldest_seconds',
    help: 'How long the oldest message has waited to be said; 0 without one',
    registers,
  });

  for (const result of ['queued', 'missed', ...Object.values(digestResults)]) digests.inc({ result }, 0);

  return {
    answered({ kind, name }, outcome, seconds) {
      answers.inc({ kind, name, outcome });
      answerSeconds.observe({ kind }, seconds);
    },
    delivered(kind, result) {
      deliveries.inc({ kind, result });
      const became = kind === 'digest' ? digestResults[result] : undefined;
      if (became) digests.inc({ result: became });
    },
    digestClaimed(result, lateSeconds) {
      digests.inc({ result });
      if (result === 'queued') digestsLate.observe(Math.max(0, lateSeconds));
    },
    roundDone: (kind, seconds) => roundSeconds.observe({ kind }, seconds),
    watchProcess: () => collectDefaultMetrics({ register: registry }),
    text(outbox) {
      databaseUp.set(outbox ? 1 : 0);
      if (outbox) {
        depth.set(outbox.depth);
        oldest.set(outbox.oldestSeconds);
      } else {
        depth.remove();
        oldest.remove();
      }
      return registry.metrics();
    },
    contentType: registry.contentType,
  };
}
