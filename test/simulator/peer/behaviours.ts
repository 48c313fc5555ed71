import { authBehaviours } from './auth.ts';
import type { Behaviour } from './behaviour.ts';
import { chatBehaviours } from './chat.ts';
import { conversationsBehaviours } from './conversations.ts';
import { filesBehaviours } from './files.ts';
import { peopleBehaviours } from './people.ts';
import { viewsBehaviours } from './views.ts';

/** What both Slacks are asked, one table for both. */
export const behaviours: Readonly<Record<string, Behaviour>> = {
  ...authBehaviours,
  ...peopleBehaviours,
  ...conversationsBehaviours,
  ...chatBehaviours,
  ...viewsBehaviours,
  ...filesBehaviours,
};
