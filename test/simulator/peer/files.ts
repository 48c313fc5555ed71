import { type Behaviour, field, methodPage, reference, says, word } from './behaviour.ts';
import type { Peer } from './peers.ts';

const upload = async (peer: Peer, content = 'a,b\n') => {
  const started = await peer.call('files.getUploadURLExternal', {
    filename: 'a.csv',
    length: content.length,
  });
  await fetch(String(started.upload_url), { method: 'POST', body: Buffer.from(content) });
  return started.file_id;
};
const complete = (peer: Peer, id: unknown) =>
  peer.call('files.completeUploadExternal', { files: [{ id, title: 'A' }], channel_id: peer.ids.sales });

export const filesBehaviours: Readonly<Record<string, Behaviour>> = {
  'an upload becomes a file of the channel': {
    run: async (peer) => {
      const id = await upload(peer);
      const { ok, files: completed } = await complete(peer, id);
      const { file } = await peer.call('files.info', { file: id });
      const fields = ['name', 'title', 'size', 'filetype'].map((name) => field(file, name));
      return [
        ok,
        field(completed, '0', 'id') === id,
        field(file, 'channels', '0') === peer.ids.sales,
        ...fields,
      ];
    },
    answer: [true, true, true, 'a.csv', 'A', 4, 'csv'],
  },
  'a file has the type that its name tells': {
    run: async (peer) => field((await complete(peer, await upload(peer))).files, '0', 'mimetype'),
    answer: 'text/csv',
    differs: {
      emulate: 'application/octet-stream',
      why: 'It takes what the upload said; Slack finds it out itself: bare bytes are uploaded without one.',
      page: `${reference}/objects/file-object`,
    },
  },
  'an upload is completed once': {
    run: async (peer) => {
      const id = await upload(peer);
      return [word(await complete(peer, id)), word(await complete(peer, id))];
    },
    answer: ['ok', 'file_not_found'],
  },
  'an upload needs a size': {
    run: says('files.getUploadURLExternal', () => ({ filename: 'a.csv', length: 0 })),
    answer: 'missing_argument',
    differs: {
      emulate: 'ok',
      why: 'The page names this error for a length of 0.',
      page: methodPage('files.getUploadURLExternal'),
    },
  },
  'files.delete deletes a file': {
    run: async (peer) => {
      const id = await upload(peer);
      await complete(peer, id);
      const removed = word(await peer.call('files.delete', { file: id }));
      return [removed, word(await peer.call('files.info', { file: id }))];
    },
    answer: ['ok', 'file_not_found'],
  },
  'files.info refuses a strange file': {
    run: says('files.info', () => ({ file: 'F0NONE' })),
    answer: 'file_not_found',
  },
};
