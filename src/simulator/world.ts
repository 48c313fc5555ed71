import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import type { Clock } from '../clock.ts';
import { InputError } from '../errors.ts';
import { type Codes, createCodes } from './codes.ts';
import type { FaultPlan } from './faults.ts';
import { createFiles } from './files.ts';
import { goBack } from './go-back.ts';
import { createInstallations, type Installations } from './installations.ts';
import { createJournal, type Journal } from './journal.ts';
import type { Manifest } from './manifest.ts';
import { seededScopes } from './scopes.ts';
import type { WorkspaceSeed } from './seed.ts';
import { createTriggers, type Triggers } from './triggers.ts';
import { createViews } from './views.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** All that the parts of the simulator share: the workspaces, the journal, and the one signal that something changed. */
export type World = {
  readonly clock: Clock;
  /** The clock without its leaps: what lives for seconds or minutes is not aged by a leap of days. */
  readonly steadyClock: Clock;
  /** Moves the clock, one move at a time. Where it goes back, what was said later is gone. */
  readonly leap: (jump: Jump) => Promise<void>;
  readonly manifest: Manifest;
  readonly appId: string;
  readonly appToken: string;
  /** The app's client id and secret; without them it cannot be installed. */
  readonly oauth: OAuthClient | undefined;
  readonly signingSecret: string;
  readonly verificationToken: string;
  readonly codes: Codes;
  readonly installations: Installations;
  readonly journal: Journal;
  readonly faultPlan: FaultPlan;
  /** Where this simulator is, without a slash at the end. */
  readonly url: () => string;
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

/** Moves the clock and says by how many milliseconds: how long it waited before is no part of the leap. */
export type Jump = () => number | Promise<number>;

export type OAuthClient = { readonly clientId: string; readonly clientSecret: string };

export type WorldOptions = Pick<
  World,
  'clock' | 'manifest' | 'appToken' | 'signingSecret' | 'faultPlan' | 'url' | 'closing'
> & {
  readonly workspaces: readonly WorkspaceSeed[];
  readonly oauth?: OAuthClient | undefined;
};

export function createWorld(options: WorldOptions): World {
  const events = new EventEmitter().setMaxListeners(0);
  const changed = () => void events.emit('change');
  const nextId = (prefix: string) => prefix + randomBytes(6).toString('hex').toUpperCase();
  const timestamps = createTimestamps(options.clock);
  let leaptMs = 0;
  const steadyClock: Clock = { now: () => options.clock.now() - leaptMs };
  const workspaces = new Map(
    options.workspaces.map((seed) => {
      const views = createViews(nextId, changed);
      const files = createFiles(seed.id, { clock: options.clock, nextId, changed, url: options.url });
      return [seed.id, createWorkspace(seed, { views, files, nextTs: timestamps.next, changed })];
    }),
  );
  const triggers = new Map(options.workspaces.map(({ id }) => [id, createTriggers(steadyClock, id)]));
  const leapt = (ms: number) => {
    leaptMs += ms;
    if (ms < 0) {
      const now = options.clock.now();
      timestamps.goOnAfter(Math.max(0, ...[...workspaces.values()].map((one) => goBack(one, now))));
    }
    changed();
  };
  let leaping = Promise.resolve();
  const found = <T>(value: T | undefined, id: string | undefined): T => {
    if (value === undefined) throw new InputError(`There is no workspace ${id ?? '(none was seeded)'}.`);
    return value;
  };
  return {
    clock: options.clock,
    steadyClock,
    leap: (jump) => {
      const next = async () => leapt(await jump());
      // A jump that failed is told to who asked for it, and keeps no other from its turn.
      leaping = leaping.then(next, next);
      return leaping;
    },
    manifest: options.manifest,
    appId: 'A0SIMULATED',
    appToken: options.appToken,
    oauth: options.oauth,
    signingSecret: options.signingSecret,
    verificationToken: randomBytes(12).toString('hex'),
    codes: createCodes(steadyClock),
    installations: installationsOf(options, changed),
    journal: createJournal(options.clock, changed),
    faultPlan: options.faultPlan,
    url: options.url,
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

function installationsOf({ workspaces, manifest, clock }: WorldOptions, changed: () => void): Installations {
  const seeded = workspaces
    .filter(({ installed }) => installed !== false)
    .map((seed) => {
      const scopes = seededScopes(manifest, seed);
      return [seed.botToken, { workspaceId: seed.id, installer: undefined, scopes }] as const;
    });
  const firstToken = (id: string) => workspaces.find((seed) => seed.id === id)?.botToken ?? '';
  return createInstallations(seeded, { clock, rotates: manifest.rotatesTokens, firstToken, changed });
}

/** A message's `ts` is its time and its name: unique and rising even while the clock stands still. */
function createTimestamps(clock: Clock) {
  let last = 0;
  return {
    next: (): string => {
      last = Math.max(last + 1, clock.now() * 1000);
      return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, '0')}`;
    },
    /** After the clock went back: from its time again, but after this `ts`. */
    goOnAfter: (ts: number): void => {
      last = Math.round(ts * 1_000_000);
    },
  };
}
