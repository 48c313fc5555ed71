import { Avatar } from './avatar.tsx';
import { usePage } from './page-context.ts';

type Props = {
  readonly title: string;
  readonly titleId: string | undefined;
  readonly isStacked: boolean;
  readonly onClose: (all: boolean) => void;
};

/** The arrow goes back by one view, the × leaves them all, as in Slack. */
export function ModalHeader({ title, titleId, isStacked, onClose }: Props) {
  const { app } = usePage().state;
  return (
    <header className="modal-header">
      {isStacked && (
        <button type="button" className="modal-tool" aria-label="Back" onClick={() => onClose(false)}>
          <Stroke path="M12.5 4 6.5 10l6 6" />
        </button>
      )}
      <Avatar id={app.id} name={app.name} />
      <h2 id={titleId} tabIndex={-1}>
        {title}
      </h2>
      <button type="button" className="modal-tool" aria-label="Close" onClick={() => onClose(true)}>
        <Stroke path="m4.5 4.5 11 11m0-11-11 11" />
      </button>
    </header>
  );
}

function Stroke({ path }: { readonly path: string }) {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" aria-hidden="true">
      <path d={path} strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
