import type { PageChannel } from '../page-state.ts';

/** `# sales`, a lock for private ones, and the app's name for the direct channel with it. */
export function channelLabel(channel: PageChannel, appName: string): string {
  if (channel.isIm) return appName;
  return `${channel.isPrivate ? '🔒' : '#'} ${channel.name}`;
}
