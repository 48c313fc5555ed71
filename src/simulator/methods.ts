import { appMethods } from './methods/app.ts';
import { chatMethods } from './methods/chat.ts';
import { conversationMethods } from './methods/conversations.ts';
import { fileMethods } from './methods/files.ts';
import type { Method, SendEvent } from './methods/method.ts';
import { oauthMethods } from './methods/oauth.ts';
import { userMethods } from './methods/users.ts';
import { viewMethods } from './methods/views.ts';
import type { World } from './world.ts';

/** The Web API: the one table its routes are made from. */
export function methodTable(
  socketLink: (world: World) => string,
  sendEvent: SendEvent,
): ReadonlyMap<string, Method> {
  return new Map(
    Object.entries({
      ...appMethods(socketLink),
      ...userMethods,
      ...conversationMethods,
      ...chatMethods,
      ...viewMethods,
      ...fileMethods,
      ...oauthMethods(sendEvent),
    }),
  );
}
