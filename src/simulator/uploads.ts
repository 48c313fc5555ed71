import type { Clock } from '../clock.ts';
import { mimetypeOf } from './file-types.ts';
import type { NewFile } from './files.ts';
import { forgetExpired } from './forget-expired.ts';

/** Files on their way in: Slack gives out an address, the app sends the bytes there, then says where they go. */
export type Uploads = {
  /** `key` is the secret part of the address. */
  readonly open: (file: { name: string; length: number; userId: string }) => { id: string; key: string };
  /** Keeps the bytes; what is wrong with them, if something is. */
  readonly receive: (key: string, bytes: Uint8Array) => 'unknown' | 'wrong_length' | undefined;
  /** A file whose bytes are here; it stays until it is taken. */
  readonly received: (id: string) => NewFile | undefined;
  readonly take: (id: string) => void;
};

type Upload = {
  readonly id: string;
  readonly name: string;
  readonly length: number;
  readonly userId: string;
  readonly bytes?: Uint8Array;
  readonly expiresAt: number;
};

/** An upload that the app does not finish is forgotten then. */
const lifetimeMs = 60 * 60_000;

export function createUploads(nextId: (prefix: string) => string, clock: Clock): Uploads {
  const uploads = new Map<string, Upload>();
  return {
    open: (file) => {
      const id = nextId('F');
      const key = nextId('');
      forgetExpired(uploads, clock.now());
      uploads.set(key, { ...file, id, expiresAt: clock.now() + lifetimeMs });
      return { id, key };
    },
    receive: (key, bytes) => {
      const upload = uploads.get(key);
      if (upload === undefined) return 'unknown';
      if (bytes.byteLength !== upload.length) return 'wrong_length';
      uploads.set(key, { ...upload, bytes });
      return undefined;
    },
    received: (id) => {
      const upload = [...uploads.values()].find((one) => one.id === id);
      if (upload?.bytes === undefined) return undefined;
      const { name, userId, bytes } = upload;
      return { id, name, userId, bytes, mimetype: mimetypeOf(name) };
    },
    take: (id) => {
      for (const [key, upload] of uploads) if (upload.id === id) uploads.delete(key);
    },
  };
}
