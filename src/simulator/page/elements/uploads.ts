import { useRef, useState } from 'react';
import { uploadFile } from '../api.ts';
import { useSteady } from '../page-context.ts';

export type Upload = {
  readonly key: number;
  readonly name: string;
  readonly size: number;
  /** Once it is stored. */
  readonly id?: string;
  readonly error?: string;
};

/** Files on their way. `onDone` hears the id of each that is stored. */
export function useUploads(onDone: (id: string) => void) {
  const { viewer } = useSteady();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const lastKey = useRef(0);
  /** Taken back while they were on their way. */
  const dropped = useRef(new Set<number>());
  const change = (key: number, fields: Partial<Upload>) =>
    setUploads((before) => before.map((one) => (one.key === key ? { ...one, ...fields } : one)));

  const start = async (file: File, key: number) => {
    setUploads((before) => [...before, { key, name: file.name, size: file.size }]);
    const answer = await uploadFile(viewer, file).catch(() => ({ error: 'the simulator is not reachable' }));
    if (dropped.current.has(key)) return;
    if ('id' in answer && answer.id !== undefined) {
      change(key, { id: answer.id });
      onDone(answer.id);
    } else change(key, { error: answer.error ?? 'it was not stored' });
  };
  return {
    uploads,
    start: (files: readonly File[]) => {
      for (const file of files) {
        lastKey.current += 1;
        void start(file, lastKey.current);
      }
    },
    remove: (key: number) => {
      dropped.current.add(key);
      setUploads((before) => before.filter((one) => one.key !== key));
    },
  };
}

/** Which of the chosen files an input takes, and a sentence about the others. */
export function sortOut(
  files: readonly File[],
  room: number,
  filetypes: readonly string[] = [],
): { readonly taken: File[]; readonly refusal: string | undefined } {
  const fits = ({ name }: File) =>
    filetypes.length === 0 || filetypes.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
  const fitting = files.filter(fits);
  const taken = fitting.slice(0, room);
  const strange = files.find((file) => !fits(file));
  if (strange !== undefined)
    return { taken, refusal: `${strange.name} is not one of: ${filetypes.join(', ')}.` };
  if (fitting.length > room) return { taken, refusal: 'There is no room for more files. Remove one first.' };
  return { taken, refusal: undefined };
}
