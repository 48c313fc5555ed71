import { Avatar } from './avatar.tsx';
import { channelName } from './channel-label.ts';
import { Icon } from './icons.tsx';
import { usePage } from './page-context.ts';
import type { Place } from './place.ts';

/** Where the viewer is, as the heading says it. */
export function PlaceTitle({ place: { channel, tab } }: { readonly place: Place }) {
  const { state } = usePage();
  const name = channel === undefined ? state.app.name : channelName(channel, state);
  return (
    <h1>
      {channel?.kind === 'public' && <Icon name="hash" size={18} />}
      {channel?.kind === 'private' && <Icon name="lock" size={18} />}
      {channel?.kind === 'direct' && <Avatar id={channel.member ?? channel.id} name={name} size="small" />}
      {tab !== undefined && <Avatar id={state.app.id} name={name} size="small" />}
      <span>{name}</span>
    </h1>
  );
}
