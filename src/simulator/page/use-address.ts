import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Viewer } from './api.ts';

/** Who looks, and where: a channel, or the app's Home. All of it stands in the address, so a link can point there. */
export type Address = Partial<Viewer> & { readonly channel?: string; readonly tab?: 'home' };

const moved = 'simulator:moved';

/** The address as a place; going leaves a step to go back to unless it replaces. */
export function useAddress() {
  const query = useSyncExternalStore(listen, () => window.location.search);
  const address = useMemo(() => parseAddress(query), [query]);
  const go = useCallback((next: Address, how: 'push' | 'replace' = 'push') => {
    const query = formatAddress(next);
    if (query === window.location.search) return;
    if (how === 'push') history.pushState(null, '', query);
    else history.replaceState(null, '', query);
    window.dispatchEvent(new Event(moved));
  }, []);
  return { address, go };
}

function listen(onChange: () => void): () => void {
  window.addEventListener('popstate', onChange);
  window.addEventListener(moved, onChange);
  return () => {
    window.removeEventListener('popstate', onChange);
    window.removeEventListener(moved, onChange);
  };
}

export function parseAddress(query: string): Address {
  const read = new URLSearchParams(query);
  const one = (key: 'workspace' | 'user' | 'channel') => {
    const value = read.get(key);
    return value === null || value === '' ? {} : { [key]: value };
  };
  return {
    ...one('workspace'),
    ...one('user'),
    ...one('channel'),
    ...(read.get('tab') === 'home' ? { tab: 'home' as const } : {}),
  };
}

export function formatAddress(address: Address): string {
  return `?${new URLSearchParams(address)}`;
}
