import { useEffect, useSyncExternalStore } from 'react';

/** The button that opens the drawer, and gets the focus back when it closes. */
export const drawerButtonId = 'drawer-button';
/** Slack's own key for what stands at the right. */
export const drawerKey = { key: '.', label: 'Ctrl+.' } as const;

let isOpen = false;
const listeners = new Set<() => void>();

/** Whether the developer's drawer is open; for the button, which stands elsewhere, and for itself. */
export function useDrawer(): { isOpen: boolean; toggle: () => void } {
  return { isOpen: useSyncExternalStore(subscribe, () => isOpen), toggle: toggleDrawer };
}

export function toggleDrawer(): void {
  isOpen = !isOpen;
  for (const listener of listeners) listener();
  if (!isOpen) document.getElementById(drawerButtonId)?.focus();
}

/** Opens and closes it by key, wherever the focus is. */
export function useDrawerKey(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== drawerKey.key || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      toggleDrawer();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
