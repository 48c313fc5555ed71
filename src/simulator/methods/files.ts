import { z } from 'zod';
import { isJsonObject } from '../arguments.ts';
import { textLimit, uploadBytes } from '../block-limits.ts';
import { readBlocks } from '../blocks.ts';
import type { NewFile } from '../files.ts';
import { SlackError } from '../slack-error.ts';
import type { Workspace } from '../workspace.ts';
import { timestamp, writableChannel } from './chat.ts';
import { botMethod } from './method.ts';

const read = ['files:read'];
const write = ['files:write'];
const bytes = z.preprocess(
  (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
  z.int().min(0),
);
/** A list, as JSON where the arguments are a form. */
const listed = z.preprocess(
  (value) => (typeof value === 'string' ? parseList(value) : value),
  z.array(z.looseObject({ id: z.string(), title: z.string().optional() })).min(1),
);

const getUploadUrl = botMethod(
  write,
  z.looseObject({ filename: z.string().min(1), length: bytes }),
  ({ filename, length }, { world, workspace }) => {
    if (length === 0) throw new SlackError('missing_argument');
    if (length > uploadBytes) throw new SlackError('file_upload_size_restricted');
    const { uploads } = workspace.files;
    const { id, key } = uploads.open({ name: filename, length, userId: workspace.botUserId });
    return { upload_url: `${world.url()}/upload/v1/${workspace.id}/${key}`, file_id: id };
  },
);

const completeUpload = botMethod(
  write,
  z.looseObject({
    files: listed,
    channel_id: z.string().optional(),
    channels: z.string().optional(),
    thread_ts: timestamp.optional(),
    initial_comment: z.string().optional(),
    blocks: z.unknown().optional(),
  }),
  ({ files, channel_id, channels, thread_ts, initial_comment, blocks }, { world, workspace }) => {
    const uploads = files.map(({ id, title }) => received(workspace, id, title));
    const named = [channel_id ?? [], (channels ?? '').split(',').filter((id) => id !== '')].flat();
    const places = named.map((id) => writableChannel(workspace, world, id));
    const content =
      initial_comment === undefined && blocks !== undefined ? readBlocks(blocks, 'message') : [];
    for (const file of uploads) {
      workspace.files.uploads.take(workspace.files.store(file).id);
    }
    for (const { id: channel } of places) {
      for (const { id } of files) workspace.files.share(id, channel);
      workspace.post({
        channel,
        user: workspace.botUserId,
        text: (initial_comment ?? '').slice(0, textLimit),
        blocks: content,
        files: files.map(({ id }) => id),
        ephemeral: false,
        ...(thread_ts === undefined ? {} : { threadTs: thread_ts }),
      });
    }
    return { files: files.map(({ id }) => workspace.files.describe(id)) };
  },
);

const file = z.looseObject({ file: z.string().min(1) });

const info = botMethod(read, file, ({ file: id }, { workspace }) => {
  if (workspace.files.get(id) === undefined) throw new SlackError('file_not_found');
  return { file: workspace.files.describe(id), comments: [], response_metadata: { next_cursor: '' } };
});

const remove = botMethod(write, file, ({ file: id }, { workspace }) => {
  const found = workspace.files.get(id);
  if (found === undefined) throw new SlackError('file_not_found');
  if (found.userId !== workspace.botUserId) throw new SlackError('cant_delete_file');
  workspace.files.remove(id);
  return {};
});

export const fileMethods = {
  'files.getUploadURLExternal': getUploadUrl,
  'files.completeUploadExternal': completeUpload,
  'files.info': info,
  'files.delete': remove,
};

function received(workspace: Workspace, id: string, title: string | undefined): NewFile {
  const upload = workspace.files.uploads.received(id);
  if (upload === undefined) throw new SlackError('file_not_found');
  return title === undefined ? upload : { ...upload, title };
}

function parseList(value: string): unknown {
  try {
    const parsed: unknown = JSON.parse(value);
    return isJsonObject(parsed) ? [parsed] : parsed;
  } catch (cause) {
    if (cause instanceof SyntaxError) return value;
    throw cause;
  }
}
