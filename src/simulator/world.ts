import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Clock } from '../clock.ts';
import { InputError } from '../errors.ts';
import type { FaultPlan } from './faults.ts';
import { createJournal, type Journal } from './journal.ts';
import type { Manifest } from './manifest.ts';
import type { WorkspaceSeed } from './seed.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import { createViews } from './views.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** All that the parts of the simulator share: the workspaces, the journal, and the one signal that something changed. */
export type World = {
  readonly clock: Clock;
  readonly manifest: Manifest;
  readonly appId: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly verificationToken: string;
  readonly journal: Journal;
  readonly faultPlan: FaultPlan;
  /** Aborted when the simulator closes. */
  readonly closing: AbortSignal;
  readonly workspaces: () => Workspace[];
  /** Throws `InputError` for one that is not there; without an id, the first. */
  readonly workspace: (id?: string) => Workspace;
  readonly triggers: (workspaceId: string) => Triggers;
  readonly nextId: (prefix: string) => string;
  readonly changed: () => void;
  readonly onChange: (listener: () => void) => () => void;
};

export type WorldOptions = Pick<
  World,
  'clock' | 'manifest' | 'appToken' | 'signingSecret' | 'faultPlan' | 'closing'
> & {
  readonly workspaces: readonly WorkspaceSeed[];
};

export function createWorld(options: WorldOptions): World {
  const events = new EventEmitter().setMaxListeners(0);
  const changed = () => void events.emit('change');
  const nextId = (prefix: string) => prefix + randomBytes(6).toString('hex').toUpperCase();
  const nextTs = createTimestamps(options.clock);
  const workspaces = new Map(
    options.workspaces.map((seed) => {
      const views = createViews(nextId, changed);
      return [seed.id, createWorkspace(seed, { views, nextTs, changed })];
    }),
  );
  const triggers = new Map(options.workspaces.map(({ id }) => [id, createTriggers(options.clock, id)]));
  const found = <T>(value: T | undefined, id: string | undefined): T => {
    if (value === undefined) throw new InputError(`There is no workspace ${id ?? '(none was seeded)'}.`);
    return value;
  };
  return {
    clock: options.clock,
    manifest: options.manifest,
    appId: 'A0SIMULATED',
    appToken: options.appToken,
    signingSecret: options.signingSecret,
    verificationToken: randomBytes(12).toString('hex'),
    journal: createJournal(options.clock, changed),
    faultPlan: options.faultPlan,
    closing: options.closing,
    workspaces: () => [...workspaces.values()],
    workspace: (id) => found(id === undefined ? [...workspaces.values()][0] : workspaces.get(id), id),
    triggers: (id) => found(triggers.get(id), id),
    nextId,
    changed,
    onChange: (listener) => {
      events.on('change', listener);
      return () => void events.off('change', listener);
    },
  };
}

/** A message's `ts` is its time and its name: unique and rising even while the clock stands still. */
function createTimestamps(clock: Clock): () => string {
  let last = 0;
  return () => {
    last = Math.max(last + 1, clock.now() * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
  };
}
