import { useId, useLayoutEffect, useRef } from 'react';
import type { Confirm } from './block-types.ts';
import { Words } from './words.tsx';

type Props = {
  readonly confirm: Confirm;
  readonly onConfirm: () => void;
  readonly onDeny: () => void;
};

/** Slack's question before an act; Escape is a no. Closed before it goes, it gives the focus back. */
export function ConfirmDialog({ confirm, onConfirm, onDeny }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
      onCancel={(event) => {
        event.preventDefault();
        onDeny();
      }}
    >
      <h2 id={`${id}-title`}>{confirm.title.text}</h2>
      <div id={`${id}-text`}>
        <Words text={confirm.text} />
      </div>
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
