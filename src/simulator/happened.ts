import type { Call, Journal } from './journal.ts';

/**
 * Something that came to its end between a member and the app, in the words of a person: who did what, and the answer.
 * A command is one for its acknowledgement and one for each answer through its `response_url`.
 */
export type Happened = {
  readonly what: 'command' | 'press' | 'submit' | 'close' | 'shortcut' | 'event' | 'call';
  /** The command (`/hello`), the `action_id`, the `callback_id`, the type of the event, or the method that was called. */
  readonly name: string;
  /** What was typed after the command, the `value` of what was pressed, the `text` of a call. */
  readonly text: string;
  /** Who did it, for calls: the app, or whom it was for. */
  readonly user: string;
  /** The text of the answer; of an answered submission its `response_action`. Empty for none. */
  readonly answer: string;
};

type Act = Omit<Happened, 'answer'> & { readonly responseUrl: string };

/** Answers to older acts are nobody's any more. */
const rememberedActs = 1_000;

export type Happenings = {
  /** What happened since it was asked last, in order. */
  readonly next: () => Happened[];
};

export function createHappenings({ calls }: Journal): Happenings {
  const acts = new Map<string, Act>();
  const remember = (id: string, act: Act) => {
    acts.set(id, act);
    const [oldest] = acts.keys();
    if (acts.size > rememberedActs && oldest !== undefined) acts.delete(oldest);
  };
  const told = (act: Act | undefined, answer: string): Happened[] => {
    if (act === undefined) return [];
    const { responseUrl: _responseUrl, ...rest } = act;
    return [{ ...rest, answer }];
  };
  const read = (call: Call): Happened[] => {
    switch (call.kind) {
      case 'delivery':
        remember(call.id, actOf(call.type, call.payload));
        return [];
      case 'ack':
        return call.fate === 'counted' ? told(acts.get(call.id), answerOf(call.payload)) : [];
      case 'response_url': {
        if (call.error !== undefined) return [];
        const act = [...acts.values()].find(({ responseUrl }) => responseUrl === call.url);
        return told(act, answerOf(call.payload));
      }
      case 'api': {
        if (call.error !== undefined) return [];
        const user = textOf(call.args.user ?? call.args.user_id);
        return [{ what: 'call', name: call.method, text: textOf(call.args.text), user, answer: '' }];
      }
      case 'unacknowledged':
      case 'refused':
        return [];
    }
  };
  let readTo = 0;
  return {
    next: () => {
      const fresh = calls.slice(readTo);
      readTo = calls.length;
      return fresh.flatMap(read);
    },
  };
}

function actOf(type: string, payload: object): Act {
  const at = (...path: readonly string[]) => textOf(dig(payload, path));
  const responseUrl = at('response_url');
  if (type === 'slash_commands') {
    return { what: 'command', name: at('command'), text: at('text'), user: at('user_id'), responseUrl };
  }
  const user = at('user', 'id');
  if (type === 'events_api') {
    return { what: 'event', name: at('event', 'type'), text: '', user: at('event', 'user'), responseUrl };
  }
  switch (at('type')) {
    case 'block_actions':
      return {
        what: 'press',
        name: at('actions', '0', 'action_id'),
        text: at('actions', '0', 'value'),
        user,
        responseUrl,
      };
    case 'view_submission':
      return { what: 'submit', name: at('view', 'callback_id'), text: '', user, responseUrl };
    case 'view_closed':
      return { what: 'close', name: at('view', 'callback_id'), text: '', user, responseUrl };
    default:
      return { what: 'shortcut', name: at('callback_id'), text: '', user, responseUrl };
  }
}

function answerOf(payload: unknown): string {
  if (typeof payload === 'string') return payload;
  return textOf(dig(payload, ['text'])) || textOf(dig(payload, ['response_action']));
}

function dig(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
