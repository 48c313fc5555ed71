import { createContext, useContext } from 'react';
import type { Act, State, Viewer } from './api.ts';
import type { Theme } from './use-theme.ts';

/** What every part of the page may need: what the viewer sees, and a way to act. */
export type PageContext = Steady & {
  readonly state: State;
  readonly goTo: (channel: string) => void;
  readonly goHome: () => void;
  /** Another viewer was picked and is not here yet: nothing may be sent as the former one. */
  readonly isSwitching: boolean;
};

/** What most changes leave as it was: whatever stands many times on the page reads this alone. */
export type Steady = Pick<State, 'users' | 'app' | 'shortcuts'> & {
  readonly channels: readonly KnownChannel[];
  /** Where the viewer is; `undefined` in the app's Home. */
  readonly channel: string | undefined;
  readonly viewer: Viewer;
  /** The viewer's zone. */
  readonly tz: string;
  readonly act: Act;
  readonly theme: Theme;
};

/** A channel but for what every message changes. */
export type KnownChannel = Omit<State['channels'][number], 'unread'>;

export const PageContext = createContext<PageContext | undefined>(undefined);
export const SteadyContext = createContext<Steady | undefined>(undefined);

export function usePage(): PageContext {
  return inside(useContext(PageContext));
}

export function useSteady(): Steady {
  return inside(useContext(SteadyContext));
}

function inside<T>(context: T | undefined): T {
  if (context === undefined) throw new Error('This part stands outside the page.');
  return context;
}
