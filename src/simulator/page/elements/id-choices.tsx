import { Avatar } from '../avatar.tsx';
import type { ElementOf } from '../block-types.ts';
import { channelName } from '../channel-label.ts';
import { Icon } from '../icons.tsx';
import type { KnownChannel, Steady } from '../page-context.ts';
import type { Choice } from './choices.ts';

export function userChoices({ users }: Steady): Choice[] {
  return users.map(({ id, name, realName }) => ({
    value: id,
    words: realName,
    detail: name,
    picture: <Avatar id={id} name={realName} size="small" />,
  }));
}

/** Public channels, as in Slack. */
export function channelChoices(known: Steady): Choice[] {
  return known.channels.filter(({ kind }) => kind === 'public').map((one) => channelChoice(one, known));
}

type Filter = ElementOf<'conversations_select'>['filter'];

/** Channels and direct messages that the viewer is in. */
export function conversationChoices(known: Steady, filter: Filter): Choice[] {
  const include = filter?.include;
  const kinds = Array.isArray(include) ? include : ['public', 'private', 'im'];
  return known.channels
    .filter(({ kind }) => kinds.includes(slackKinds[kind]))
    .filter(({ kind }) => filter?.exclude_bot_users !== true || kind !== 'app')
    .map((one) => channelChoice(one, known));
}

const slackKinds = { public: 'public', private: 'private', direct: 'im', app: 'im' } as const;

function channelChoice(channel: KnownChannel, known: Steady): Choice {
  const { id, kind, member } = channel;
  const words = channelName(channel, known);
  const isShared = kind === 'public' || kind === 'private';
  return {
    value: id,
    words,
    picture: isShared ? (
      <Icon name={kind === 'public' ? 'hash' : 'lock'} />
    ) : (
      <Avatar id={member ?? known.app.id} name={words} size="small" />
    ),
  };
}
