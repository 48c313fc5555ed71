import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { View } from './api.ts';
import { useReturnedFocus } from './modal-focus.ts';
import { ModalView } from './modal-view.tsx';
import { usePage } from './page-context.ts';

/** The viewer's open modals: the topmost is seen, those below keep what was entered. */
export function ModalStack() {
  const { views } = usePage().state;
  useReturnedFocus(views.length > 0);
  return views.length === 0 ? null : <ModalDialog views={views} />;
}

function ModalDialog({ views }: { readonly views: readonly View[] }) {
  const { act } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const [failure, setFailure] = useState<string>();
  useEffect(() => dialog.current?.showModal(), []);
  const top = views.at(-1)?.id;

  const close = async (all: boolean) => setFailure((await act('close', all ? { all } : {})).error);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !(event.target instanceof Element)) return;
    // A question asked above the modal is a dialog of its own.
    if (event.target.closest('dialog') !== dialog.current) return;
    event.preventDefault();
    void close(false);
  };
  return (
    <dialog
      ref={dialog}
      className="modal"
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        void close(false);
      }}
      // The browser may close it unasked; whether it is open is the simulator's to say.
      onClose={(event) => {
        if (event.target === event.currentTarget) dialog.current?.showModal();
      }}
    >
      {views.map((view, index) => (
        <ModalView
          key={view.id}
          view={view}
          titleId={view.id === top ? titleId : undefined}
          isOnTop={view.id === top}
          isStacked={index > 0}
          failure={failure}
          onClose={(all) => void close(all)}
        />
      ))}
    </dialog>
  );
}
