import type { KeyboardEvent } from 'react';
import { usePage } from './page-context.ts';

const names = { home: 'Home', messages: 'Messages' } as const;

export type AppTab = keyof typeof names;

type Props = { readonly current: AppTab; readonly onTab: (tab: AppTab) => void };

/** The tabs of the app; the arrow keys go from one to the other. */
export function AppTabs({ current, onTab }: Props) {
  const { tabs } = usePage().state.app;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next =
      step === undefined ? undefined : tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onTab(next);
    event.currentTarget.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label="Parts of the app" onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === current}
          aria-controls="tab-panel"
          tabIndex={tab === current ? 0 : -1}
          onClick={() => onTab(tab)}
        >
          {names[tab]}
        </button>
      ))}
    </div>
  );
}
