import { useSyncExternalStore } from 'react';

export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];
export type Theme = 'light' | 'dark';

const key = 'simulator-theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
system.addEventListener('change', apply);
// Another tab's switch.
window.addEventListener('storage', apply);
apply();

/** What was chosen, and what it comes to now. */
export function useTheme(): { choice: ThemeChoice; theme: Theme; choose: (choice: ThemeChoice) => void } {
  const choice = useSyncExternalStore(subscribe, readChoice);
  const theme = useSyncExternalStore(subscribe, readTheme);
  return { choice, theme, choose };
}

function choose(choice: ThemeChoice): void {
  localStorage.setItem(key, choice);
  apply();
}

function apply(): void {
  document.documentElement.dataset.theme = readTheme();
  for (const listener of listeners) listener();
}

function readChoice(): ThemeChoice {
  const stored = localStorage.getItem(key);
  return themeChoices.find((one) => one === stored) ?? 'system';
}

function readTheme(): Theme {
  const choice = readChoice();
  if (choice !== 'system') return choice;
  return system.matches ? 'dark' : 'light';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
