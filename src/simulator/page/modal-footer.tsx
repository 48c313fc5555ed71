import type { View } from './api.ts';

type Props = {
  readonly view: View;
  readonly isLoading: boolean;
  /** A file is still on its way. */
  readonly isHeld: boolean;
  readonly isDisabled: boolean;
  readonly onClose: () => void;
};

/** While the app is awaited the button keeps the focus, so it is only said to be disabled. */
export function ModalFooter({ view, isLoading, isHeld, isDisabled, onClose }: Props) {
  const { submit } = view;
  return (
    <footer className="modal-footer">
      <button type="button" className="button" onClick={onClose}>
        {view.close ?? (submit === undefined ? 'Close' : 'Cancel')}
      </button>
      {submit !== undefined && (
        <button
          type="submit"
          className="button primary"
          disabled={isDisabled}
          aria-disabled={isLoading || isHeld}
        >
          {isLoading && <span className="spinner" aria-hidden="true" />}
          {submit}
        </button>
      )}
      <span className={isHeld ? 'modal-note' : 'unseen'} role="status">
        {isHeld && 'Waiting for the upload'}
        {isLoading && 'Waiting for the app'}
      </span>
    </footer>
  );
}
