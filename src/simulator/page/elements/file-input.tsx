import { useEffect, useRef, useState } from 'react';
import type { ElementOf } from '../block-types.ts';
import { Icon } from '../icons.tsx';
import { sizeInWords } from '../size-in-words.ts';
import { type ControlOf, held, listOrNull } from './field.ts';
import { Spinner } from './spinner.tsx';
import { sortOut, type Upload, useUploads } from './uploads.ts';

const slackMost = 10;

/** Files to upload: chosen or dropped, each with a way to take it back. */
export function FileInput({ element, field }: ControlOf<ElementOf<'file_input'>>) {
  const ids = held<readonly string[]>(field, undefined) ?? [];
  // Several uploads may end at once, each after the others were put in.
  const latest = useRef(ids);
  latest.current = ids;
  const put = (next: readonly string[]) => {
    latest.current = next;
    field.choose(listOrNull(next));
  };
  const { uploads, start, remove } = useUploads((id) => put([...latest.current, id]));
  const { hold } = field;
  const isUploading = uploads.some(isOnItsWay);
  useEffect(() => (isUploading ? hold() : undefined), [isUploading, hold]);
  const [refusal, setRefusal] = useState<string>();
  const [isOver, setOver] = useState(false);
  const { filetypes, max_files = slackMost } = element;
  const shown = uploads.filter(({ id }) => id === undefined || ids.includes(id));
  const room = max_files - shown.filter(({ error }) => error === undefined).length;

  const add = (files: FileList | null) => {
    const found = sortOut([...(files ?? [])], room, filetypes);
    setRefusal(found.refusal);
    start(found.taken);
  };
  const drop = ({ key, id }: Upload) => {
    setRefusal(undefined);
    remove(key);
    if (id !== undefined) put(ids.filter((one) => one !== id));
  };
  return (
    <div className="file-input">
      <label
        className={isOver ? 'drop-zone over' : 'drop-zone'}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          add(event.dataTransfer.files);
        }}
      >
        <input
          type="file"
          {...field.control}
          className="unseen"
          multiple={max_files > 1}
          accept={filetypes?.map((type) => `.${type}`).join(',')}
          onChange={({ target }) => {
            add(target.files);
            // The same file may be chosen again.
            target.value = '';
          }}
        />
        <span className="button" aria-hidden="true">
          {max_files > 1 ? 'Upload Files' : 'Upload File'}
        </span>
        <span className="drop-note" aria-hidden="true">
          or drop {max_files > 1 ? 'them' : 'it'} here{filetypes && ` (${filetypes.join(', ')})`}
        </span>
      </label>
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          <Icon name="warning" size={14} /> {refusal}
        </p>
      )}
      <ul className="files" aria-live="polite">
        {shown.map((upload) => (
          <li key={upload.key} className={upload.error === undefined ? 'file' : 'file failed'}>
            <Icon name="file" size={20} />
            <span className="file-name">
              {upload.name}
              <span className="detail">{stateOf(upload)}</span>
            </span>
            <Spinner isShown={isOnItsWay(upload)} />
            <button
              type="button"
              className="icon-button"
              aria-label={`Remove ${upload.name}`}
              onClick={() => drop(upload)}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

const isOnItsWay = ({ id, error }: Upload) => id === undefined && error === undefined;

function stateOf({ id, error, size }: Upload): string {
  if (error !== undefined) return `Not uploaded: ${error}`;
  return id === undefined ? 'Uploading…' : sizeInWords(size);
}
