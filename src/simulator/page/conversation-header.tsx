import type { ReactNode } from 'react';
import { Clock } from './clock.tsx';
import { DrawerButton } from './drawer/drawer-button.tsx';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';
import type { Place } from './place.ts';
import { PlaceTitle } from './place-title.tsx';
import type { Rail } from './use-rail.ts';

type Props = {
  readonly place: Place;
  readonly lost: boolean;
  readonly rail: Rail;
  /** Tabs of the app. */
  readonly children?: ReactNode;
};

/** Where the viewer is, and whether anything answers. */
export function ConversationHeader({ place, lost, rail, children }: Props) {
  const { state } = usePage();
  const status = lost ? 'lost' : state.connected ? 'connected' : 'alone';
  const words = {
    lost: 'Simulator not reachable',
    connected: `${state.app.name} is connected`,
    alone: 'No app is connected',
  } as const;
  return (
    <header className="conversation-header">
      <div className="conversation-title">
        <button
          type="button"
          className="rail-button"
          aria-label="Channels and people"
          aria-expanded={rail.isOpen}
          aria-controls="rail"
          onClick={rail.open}
        >
          <Icon name="menu" size={20} />
        </button>
        <PlaceTitle place={place} />
        <p className={`status ${status}`} role="status">
          {words[status]}
        </p>
        <Clock />
        <DrawerButton />
      </div>
      {children}
    </header>
  );
}
