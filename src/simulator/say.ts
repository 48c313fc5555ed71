import { InputError } from '../errors.ts';
import { escapeText } from './escape.ts';
import type { Message } from './message.ts';
import type { Scene } from './payloads.ts';
import type { Channel } from './workspace.ts';

/** A member's own message. The app is not told: no message events are simulated. */
export function say({ world, workspace, user }: Scene, channel: Channel, text: string): Message {
  if (channel.isArchived) throw new InputError(`#${channel.name} is archived: nobody can write there.`);
  if (channel.isIm && channel.botIsMember && world.manifest.isReadOnly) {
    throw new InputError('Sending messages to this app has been turned off.');
  }
  // Unlike a command's, a message's mentions carry no name.
  const escaped = escapeText(text, workspace).replace(/<@(U\w+)\|[^<>]*>/g, '<@$1>');
  return workspace.post({ channel: channel.id, user: user.id, text: escaped, blocks: [], ephemeral: false });
}
