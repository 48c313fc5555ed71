import type { State } from './api.ts';
import type { KnownChannel } from './page-context.ts';

/** `# sales`, a lock for private ones, and the other's name for a direct channel. */
export function channelLabel(channel: KnownChannel, state: Pick<State, 'users' | 'app'>): string {
  const sign = { public: '# ', private: '🔒 ', direct: '', app: '' }[channel.kind];
  return `${sign}${channelName(channel, state)}`;
}

/** The same without a sign, where an icon stands for it. */
export function channelName(channel: KnownChannel, state: Pick<State, 'users' | 'app'>): string {
  if (channel.kind === 'app') return state.app.name;
  if (channel.kind !== 'direct') return channel.name;
  return state.users.find(({ id }) => id === channel.member)?.realName ?? channel.name;
}
