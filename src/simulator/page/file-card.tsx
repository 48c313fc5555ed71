import type { PageFile } from '../page-state.ts';
import { Icon } from './icons.tsx';
import { sizeInWords } from './size-in-words.ts';

/** A file in a message; it opens in a tab of its own. */
export function FileCard({ file }: { readonly file: PageFile }) {
  return (
    <a className="file-card" href={file.url} target="_blank" rel="noreferrer">
      <span className="file-icon">
        <Icon name="file" size={22} />
      </span>
      <span className="file-text">
        <b>{file.title === '' ? file.name : file.title}</b>
        <span>
          {typeOf(file)} · {sizeInWords(file.size)}
        </span>
      </span>
      <span className="unseen"> (opens in a new tab)</span>
    </a>
  );
}

/** "CSV" of members.csv, else what the type says. */
function typeOf({ name, mimetype }: PageFile): string {
  const [, extension] = /\.(\w{1,5})$/.exec(name) ?? [];
  return (extension ?? mimetype.split('/').at(-1) ?? 'file').toUpperCase();
}
