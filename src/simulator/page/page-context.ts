import { createContext, useContext } from 'react';
import type { Act, State, Viewer } from './api.ts';
import type { Theme } from './use-theme.ts';

/** What every part of the page may need: what the viewer sees, and a way to act. */
export type PageContext = {
  readonly state: State;
  readonly viewer: Viewer;
  readonly act: Act;
  /** Where the viewer is; `undefined` in the app's Home. */
  readonly channel: string | undefined;
  readonly goTo: (channel: string) => void;
  readonly goHome: () => void;
  /** Another viewer was picked and is not here yet: nothing may be sent as the former one. */
  readonly isSwitching: boolean;
  readonly theme: Theme;
};

export const PageContext = createContext<PageContext | undefined>(undefined);

export function usePage(): PageContext {
  const page = useContext(PageContext);
  if (page === undefined) throw new Error('This part stands outside the page.');
  return page;
}
