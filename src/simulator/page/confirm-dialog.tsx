import { useEffect, useRef } from 'react';
import type { ConfirmDialogObject } from 'slack-blocks-to-jsx';

type Props = {
  readonly confirm: ConfirmDialogObject;
  readonly onConfirm: () => void;
  readonly onDeny: () => void;
};

/** Slack's question before an act; Escape is a no. */
export function ConfirmDialog({ confirm, onConfirm, onDeny }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="confirm" aria-labelledby="confirm-title" onCancel={onDeny}>
      <h2 id="confirm-title">{confirm.title.text}</h2>
      <p>{confirm.text.text}</p>
      <div className="confirm-buttons">
        <button type="button" className="button" onClick={onDeny}>
          {confirm.deny.text}
        </button>
        <button
          type="button"
          className={`button ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
          onClick={onConfirm}
        >
          {confirm.confirm.text}
        </button>
      </div>
    </dialog>
  );
}
