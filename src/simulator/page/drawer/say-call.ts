import type { CallOf, End, Line } from './lines.ts';

/** What a call is, in a few words, and what more there is to know at once. */
export type Said = { readonly what: string; readonly more: string };

export function sayCall({ call, answers }: Pick<Line, 'call' | 'answers'>): Said {
  switch (call.kind) {
    case 'delivery':
      return { what: whatIsDelivered(call), more: sendingOf(call) };
    case 'api':
      return { what: call.method, more: String(call.status) };
    case 'response_url':
      return {
        what: answers === undefined ? 'response_url' : `response_url of ${whatIsDelivered(answers)}`,
        more: String(call.status),
      };
    case 'refused':
      return {
        what: answers === undefined ? 'acknowledgement' : `acknowledgement of ${whatIsDelivered(answers)}`,
        more: 'refused',
      };
  }
}

export function sayEnd(end: End, afterMs: number): string {
  const after = `after ${afterMs.toLocaleString('en-US')} ms`;
  if (end.kind === 'unacknowledged') return `Not acknowledged: ${end.error} ${after}`;
  const { fate, payload } = end;
  if (fate === 'lost') return `Acknowledgement lost, ${after}`;
  if (fate === 'late') return `Acknowledged too late or twice, ${after}`;
  return `Acknowledged ${after}${isEmpty(payload) ? '' : ', with an answer'}`;
}

/** "must be less than 3001 characters [json-pointer:/blocks/0/text]": the words and the place. */
export function sayDetail(detail: string): { words: string; path?: string } {
  const [, words = detail, path] = /^(?:\[ERROR\] )?(.*?)(?: \[json-pointer:(.*)\])?$/s.exec(detail) ?? [];
  return path === undefined ? { words } : { words, path };
}

function sendingOf({ via, attempt }: CallOf<'delivery'>): string {
  return attempt === 1 ? via : `${via}, attempt ${attempt}`;
}

/** The payload as Slack built it; its parts are read with care, since any app's events pass here. */
function whatIsDelivered({ type, payload }: CallOf<'delivery'>): string {
  if (type === 'slash_commands') return `${text(payload.command)} ${text(payload.text)}`.trimEnd();
  if (type === 'events_api') return ['event', text(within(payload.event, 'type'))].join(' ');
  const actions = Array.isArray(payload.actions) ? payload.actions : [];
  const names = actions.map((action) => text(within(action, 'action_id')));
  const callback = text(payload.callback_id) || text(within(payload.view, 'callback_id'));
  return [text(payload.type), ...(names.length > 0 ? names : [callback])].filter((part) => part).join(' ');
}

function within(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isEmpty(payload: unknown): boolean {
  if (typeof payload === 'object' && payload !== null) return Object.keys(payload).length === 0;
  return payload === undefined || payload === null || payload === '';
}
