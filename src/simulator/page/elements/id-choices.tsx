import type { PageChannel } from '../../page-state.ts';
import type { State } from '../api.ts';
import { Avatar } from '../avatar.tsx';
import type { ElementOf } from '../block-types.ts';
import { channelName } from '../channel-label.ts';
import { Icon } from '../icons.tsx';
import type { Choice } from './choices.ts';

export function userChoices({ users }: State): Choice[] {
  return users.map(({ id, name, realName }) => ({
    value: id,
    words: realName,
    detail: name,
    picture: <Avatar id={id} name={realName} size="small" />,
  }));
}

/** Public channels, as in Slack. */
export function channelChoices(state: State): Choice[] {
  return state.channels.filter(({ kind }) => kind === 'public').map((one) => channelChoice(one, state));
}

type Filter = ElementOf<'conversations_select'>['filter'];

/** Channels and direct messages that the viewer is in. */
export function conversationChoices(state: State, filter: Filter): Choice[] {
  const include = filter?.include;
  const kinds = Array.isArray(include) ? include : ['public', 'private', 'im'];
  return state.channels
    .filter(({ kind }) => kinds.includes(slackKinds[kind]))
    .filter(({ kind }) => filter?.exclude_bot_users !== true || kind !== 'app')
    .map((one) => channelChoice(one, state));
}

const slackKinds = { public: 'public', private: 'private', direct: 'im', app: 'im' } as const;

function channelChoice(channel: PageChannel, state: State): Choice {
  const { id, kind, member } = channel;
  const words = channelName(channel, state);
  const isShared = kind === 'public' || kind === 'private';
  return {
    value: id,
    words,
    picture: isShared ? (
      <Icon name={kind === 'public' ? 'hash' : 'lock'} />
    ) : (
      <Avatar id={member ?? state.app.id} name={words} size="small" />
    ),
  };
}
