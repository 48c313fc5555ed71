import { createHash } from 'node:crypto';
import type {
  AllMiddlewareArgs,
  BlockAction,
  RespondArguments,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewOutput,
  ViewResponseAction,
  ViewSubmitAction,
} from '@slack/bolt';
import { RespondError } from '@slack/bolt';
import type { Exchange } from './answer.ts';
import { plainReply } from './failure.ts';
import { enteredAgain } from './modals/entered-again.ts';
import { readElement, readState } from './modals/state.ts';
import { type Answered, isReply, type OpenForm, type Press, type Reply } from './request.ts';
import { modalOf, mostBelow, newExternalId, type OpenView, type Surfaces } from './surfaces.ts';
import { withoutDataBlocks } from './views/without-data-blocks.ts';
import { workingModal } from './views/working.ts';

/** How each kind of delivery reaches the person: an exchange without what it is about. */
export type Reach = Omit<Exchange, 'asked' | 'workspaceId' | 'work' | 'settle'>;

type CommandArgs = SlackCommandMiddlewareArgs & AllMiddlewareArgs;
export function reachCommand({ command, ack, respond, client }: CommandArgs, surfaces: Surfaces): Reach {
  const say = sayer(respond);
  let waiting = false;
  return {
    kind: 'command',
    carries: isReply,
    acknowledge: (answered) => {
      waiting = answered === 'working';
      if (answered === 'working') return ack(ephemeral(plainReply('Still working…')));
      return answered && isReply(answered) ? ack(ephemeral(answered)) : ack();
    },
    async say(answered, { replaceOriginal }) {
      if (isReply(answered)) return void (await say(answered, replaceOriginal));
      let opened = true;
      await surfaces.open({ client, triggerId: command.trigger_id }, answered, (reply) => {
        opened = false;
        return say(reply, waiting);
      });
      if (opened && waiting) await respond({ delete_original: true });
    },
  };
}

type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;
export function reachPress({ body, ack, respond, client, action }: ActionArgs, surfaces: Surfaces): Reach {
  const { view, trigger_id: triggerId } = body;
  const acknowledge = () => ack();
  const reach = { kind: 'press', carries: () => false, acknowledge } as const;
  if (view?.type === 'modal') {
    const pressedAt = Number(action.action_ts);
    const at = { client, userId: body.user.id, triggerId, view: openView(view), pressedAt };
    return {
      ...reach,
      say: (answered, { replaceOriginal }) => surfaces.press(at, answered, replaceOriginal),
    };
  }
  const isHome = view !== undefined;
  const isShared = !isHome && body.container.is_ephemeral !== true;
  return {
    ...reach,
    async say(answered, { replaceOriginal }) {
      if (!isHome && isReply(answered))
        return void (await sayer(respond, isShared)(answered, replaceOriginal));
      await surfaces.open({ client, triggerId }, answered, (reply) =>
        isHome
          ? client.chat.postMessage({ channel: body.user.id, ...reply })
          : respond(ephemeral(reply, false)),
      );
    },
  };
}

type ShortcutArgs = SlackShortcutMiddlewareArgs & AllMiddlewareArgs;
/** A shortcut has nowhere to answer but a modal, and a direct message when there is none. */
export function reachShortcut({ shortcut, ack, client }: ShortcutArgs, surfaces: Surfaces): Reach {
  const { trigger_id: triggerId, user } = shortcut;
  return {
    kind: 'press',
    carries: () => false,
    acknowledge: () => ack(),
    say: (answered) =>
      surfaces.open({ client, triggerId }, answered, (reply) =>
        client.chat.postMessage({ channel: user.id, ...reply }),
      ),
  };
}

type ViewArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;
export function reachForm({ body, view, ack, client }: ViewArgs, surfaces: Surfaces): Reach {
  // On a form as deep as Slack stacks them the waiting stands in its place: it comes back with what was entered.
  const canPush = openView(view).below < mostBelow;
  const externalId = newExternalId();
  let waiting = false;
  return {
    kind: 'form',
    carries: () => true,
    acknowledge(answered) {
      if (answered === undefined) return ack();
      if (answered !== 'working') {
        if (isReply(answered) || answered.kind !== 'errors') surfaces.submitted(openView(view));
        return ack(responseTo(answered));
      }
      waiting = true;
      return ack({ response_action: canPush ? 'push' : 'update', view: workingModal(externalId) });
    },
    say: (answered) =>
      surfaces.late(
        { client, userId: body.user.id, ...(waiting ? { externalId } : { viewId: view.id }) },
        waiting && !canPush && !isReply(answered) && answered.kind === 'errors'
          ? { kind: 'update', view: enteredAgain(view, Object.values(answered.errors)) }
          : answered,
      ),
    // The form stays as it is, with what went wrong above its first field.
    failed: (reply) => {
      const first = view.blocks.find(({ type }) => type === 'input')?.block_id;
      return first === undefined ? reply : { kind: 'errors', errors: { [first]: reply.text } };
    },
  };
}

function responseTo(answered: Answered): ViewResponseAction | undefined {
  if (!isReply(answered)) {
    switch (answered.kind) {
      case 'errors':
        return {
          response_action: 'errors',
          errors: Object.fromEntries(
            Object.entries(answered.errors).map(([field, text]) => [field, plainWords(text)]),
          ),
        };
      case 'open':
        return { response_action: 'push', view: answered.view };
      case 'close':
        return { response_action: 'clear' };
      case 'nothing':
        return undefined;
      case 'update':
    }
  }
  const view = modalOf(answered);
  return view && { response_action: 'update', view };
}

/** Errors at fields are plain text: what is written for messages loses its marks there. */
function plainWords(text: string): string {
  return text
    .replace(/<@[A-Z0-9]+>/g, 'that person')
    .replace(/<[^<>|]*\|([^<>]*)>/g, '$1')
    .replaceAll('`', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** What was pressed or chosen, and where. */
export function pressOf({ body, action }: Pick<ActionArgs, 'body' | 'action'>): Press {
  const value = readElement(action as Parameters<typeof readElement>[0]);
  return {
    actionId: action.action_id.replace(/:.*$/, ''),
    value: value === null ? '' : [value].flat().join(','),
    form: body.view === undefined ? 'message' : body.view.type === 'modal' ? formOf(body.view) : 'home',
    ...(body.view === undefined && body.state && { entered: readState(body.state.values) }),
  };
}

export function formOf({ callback_id, private_metadata, state }: ViewOutput): OpenForm {
  return { callbackId: callback_id, metadata: private_metadata, state: readState(state.values) };
}

/** Two clicks on *Submit* carry the same; what was changed in between makes another. */
export function submissionKey({ id, hash, state }: ViewOutput): string {
  return `${id}:${createHash('sha256')
    .update(`${hash} ${JSON.stringify(state.values)}`)
    .digest('base64url')}`;
}

function openView({ id, hash, root_view_id, previous_view_id }: ViewOutput): OpenView {
  const below = previous_view_id === null ? 0 : previous_view_id === root_view_id ? 1 : 2;
  return { id, hash, below };
}

/**
 * Through `response_url`. A workspace that refuses tables and charts gets what they say as text. What takes the place of a
 * message that is not ephemeral (`isShared`) must not ask to be.
 */
function sayer(respond: CommandArgs['respond'], isShared = false) {
  const answerWith = (reply: Reply, replaceOriginal: boolean) =>
    respond(
      isShared && replaceOriginal ? { ...reply, replace_original: true } : ephemeral(reply, replaceOriginal),
    );
  return async (reply: Reply, replaceOriginal: boolean) => {
    try {
      return await answerWith(reply, replaceOriginal);
    } catch (err) {
      const plain = withoutDataBlocks(reply);
      if (!(err instanceof RespondError) || err.statusCode >= 500 || plain === undefined) throw err;
      return answerWith(plain, replaceOriginal);
    }
  };
}

function ephemeral({ text, blocks }: Reply, replaceOriginal?: boolean): RespondArguments {
  return {
    response_type: 'ephemeral',
    text,
    blocks,
    ...(replaceOriginal !== undefined && { replace_original: replaceOriginal }),
  };
}
