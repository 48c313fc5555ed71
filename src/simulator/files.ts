import type { Clock } from '../clock.ts';
import { InputError } from '../errors.ts';
import { fileInputBytes } from './block-limits.ts';
import { fileType } from './file-types.ts';
import { createUploads, type Uploads } from './uploads.ts';

/** A file of a workspace. What changes is replaced under the same id. */
export type StoredFile = {
  /** `F…` */
  readonly id: string;
  readonly name: string;
  readonly title: string;
  readonly mimetype: string;
  readonly bytes: Uint8Array;
  /** A member, or the app's bot user. */
  readonly userId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Where it was shared, in order. */
  readonly channels: readonly string[];
};

export type NewFile = Pick<StoredFile, 'name' | 'mimetype' | 'bytes' | 'userId'> & {
  readonly title?: string;
  /** The one that was promised for it, if one was. */
  readonly id?: string;
};

/** A workspace's files, with their bytes. */
export type Files = {
  /** What a member puts into a `file_input`. Throws `InputError` for one that Slack's client would not take. */
  readonly add: (file: NewFile) => StoredFile;
  /** What the app sent through the Web API, which takes larger ones. */
  readonly store: (file: NewFile) => StoredFile;
  readonly get: (id: string) => StoredFile | undefined;
  /** Slack's file object; a tombstone for one that was deleted. */
  readonly describe: (id: string) => object;
  readonly share: (id: string, channel: string, title?: string) => void;
  /** Whether there was one. */
  readonly remove: (id: string) => boolean;
  readonly uploads: Uploads;
};

export type FilesDeps = {
  readonly clock: Clock;
  readonly nextId: (prefix: string) => string;
  readonly changed: () => void;
  /** Where this simulator is. */
  readonly url: () => string;
};

/** `team` is the workspace's id. */
export function createFiles(team: string, { clock, nextId, changed, url }: FilesDeps): Files {
  const files = new Map<string, StoredFile>();
  const keep = (file: StoredFile) => {
    files.set(file.id, file);
    changed();
    return file;
  };
  /** A lone surrogate stands in no address and no header. */
  const store = ({ id = nextId('F'), title, ...file }: NewFile) => {
    const name = Buffer.from(file.name).toString();
    return keep({ ...file, name, id, title: title ?? name, createdAt: clock.now(), channels: [] });
  };
  return {
    add: (file) => {
      if (file.bytes.byteLength <= fileInputBytes) return store(file);
      throw new InputError(`${file.name} is larger than 10 MB. Choose a smaller file.`);
    },
    store,
    get: (id) => files.get(id),
    describe: (id) => {
      const file = files.get(id);
      return file === undefined ? { id, mode: 'tombstone' } : describeFile(file, team, url());
    },
    share: (id, channel, title) => {
      const file = files.get(id);
      if (file === undefined) throw new RangeError(`No file ${id} in ${team}`);
      keep({ ...file, title: title ?? file.title, channels: [...new Set([...file.channels, channel])] });
    },
    remove: (id) => {
      const removed = files.delete(id);
      changed();
      return removed;
    },
    uploads: createUploads(nextId, clock),
  };
}

function describeFile(file: StoredFile, team: string, url: string): object {
  const created = Math.floor(file.createdAt / 1000);
  const path = `${url}/files-pri/${team}-${file.id}`;
  const name = encodeURIComponent(file.name);
  return {
    id: file.id,
    created,
    timestamp: created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    ...fileType(file.name),
    user: file.userId,
    user_team: team,
    editable: false,
    size: file.bytes.byteLength,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: file.channels.some((channel) => channel.startsWith('C')),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: `${path}/${name}`,
    url_private_download: `${path}/download/${name}`,
    permalink: `${url}/files/${file.userId}/${file.id}/${name}`,
    has_rich_preview: false,
    file_access: 'visible',
    channels: file.channels.filter((channel) => channel.startsWith('C')),
    groups: file.channels.filter((channel) => channel.startsWith('G')),
    ims: file.channels.filter((channel) => channel.startsWith('D')),
  };
}
