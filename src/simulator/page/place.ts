import type { PageChannel } from '../page-state.ts';
import type { State } from './api.ts';
import type { AppTab } from './app-tabs.tsx';
import type { Address } from './use-address.ts';

/** A channel, or a tab of the app: its Home has no channel. */
export type Place = { readonly channel?: PageChannel; readonly tab?: AppTab };

/** Where the address leads this viewer; a channel that is not theirs leads to their first. */
export function placeOf(state: State, address: Address): Place {
  const { app, channels } = state;
  if (address.tab === 'home' && app.tabs.includes('home')) return { tab: 'home' };
  const channel = channels.find(({ id }) => id === address.channel) ?? channels[0];
  if (channel === undefined) return app.tabs.includes('home') ? { tab: 'home' } : {};
  return channel.kind === 'app' ? { channel, tab: 'messages' } : { channel };
}
