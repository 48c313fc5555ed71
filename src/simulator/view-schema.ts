import { z } from 'zod';
import { blockLimits as limits } from './block-limits.ts';
import { readBlocks } from './blocks.ts';
import { plain } from './elements.ts';
import { slackMessages } from './issues.ts';
import { SlackError } from './slack-error.ts';
import type { View, ViewContent } from './views.ts';
import type { Workspace } from './workspace.ts';

const shared = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(limits['view.private_metadata']).optional(),
  callback_id: z.string().max(limits['view.callback_id']).optional(),
  external_id: z.string().max(limits['view.external_id']).optional(),
};

const viewSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('modal'),
    title: plain(limits['view.title']),
    submit: plain(limits['view.submit']).optional(),
    close: plain(limits['view.close']).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
    ...shared,
  }),
  z.strictObject({ type: z.literal('home'), ...shared }),
]);

/** A view as an app sends it, checked. `type` is the surface the method is for. */
export function readView(value: unknown, type?: View['type']): ViewContent {
  const source = typeof value === 'string' ? parseView(value) : value;
  const parsed = viewSchema.safeParse(source, { reportInput: true });
  if (!parsed.success) throw new SlackError('invalid_arguments', slackMessages(parsed.error, '/view'));
  if (Buffer.byteLength(JSON.stringify(source)) > limits['view.bytes'])
    throw new SlackError('view_too_large');
  const view = parsed.data;
  if (type !== undefined && view.type !== type) {
    throw new SlackError('invalid_arguments', [
      `[ERROR] unsupported type: ${view.type} [json-pointer:/view/type]`,
    ]);
  }
  const blocks = readBlocks(view.blocks, view.type, '/view/blocks', 'invalid_arguments');
  const modal = view.type === 'modal' ? view : undefined;
  if (modal !== undefined && modal.submit === undefined && blocks.some((block) => block.type === 'input')) {
    throw new SlackError('invalid_arguments', [
      '[ERROR] missing required field: submit [json-pointer:/view]',
    ]);
  }
  return {
    type: view.type,
    title: modal?.title.text ?? '',
    ...(modal?.submit === undefined ? {} : { submit: modal.submit.text }),
    submitDisabled: modal?.submit_disabled ?? false,
    ...(modal?.close === undefined ? {} : { close: modal.close.text }),
    blocks,
    privateMetadata: view.private_metadata ?? '',
    callbackId: view.callback_id ?? '',
    externalId: view.external_id ?? '',
    clearOnClose: modal?.clear_on_close ?? false,
    notifyOnClose: modal?.notify_on_close ?? false,
  };
}

function parseView(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new SlackError('invalid_arguments', ['[ERROR] must provide an object [json-pointer:/view]']);
  }
}

/** A view as Slack shows it: in the answers of `views.*` and in payloads. */
export function describeView(view: View, workspace: Workspace, appId: string, values?: object): object {
  const plainText = (text: string) => ({ type: 'plain_text', text, emoji: true });
  return {
    id: view.id,
    team_id: workspace.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: values ?? {} },
    hash: view.hash,
    title: plainText(view.type === 'home' ? 'View Title' : view.title),
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close === undefined ? null : plainText(view.close),
    submit: view.submit === undefined ? null : plainText(view.submit),
    previous_view_id: view.previousViewId ?? null,
    root_view_id: view.rootViewId,
    app_id: appId,
    external_id: view.externalId,
    app_installed_team_id: workspace.id,
    bot_id: workspace.botId,
  };
}
