import type { PageFile } from '../page-state.ts';
import { Icon } from './icons.tsx';

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
          {typeOf(file)} · {formatSize(file.size)}
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

function formatSize(bytes: number): string {
  const [divisor, unit] =
    bytes < 1_000 ? [1, 'byte'] : bytes < 1_000_000 ? [1_000, 'kilobyte'] : [1_000_000, 'megabyte'];
  const format = new Intl.NumberFormat('en-US', {
    style: 'unit',
    unit,
    unitDisplay: bytes < 1_000 ? 'long' : 'short',
    maximumFractionDigits: 1,
  });
  return format.format(bytes / divisor);
}
