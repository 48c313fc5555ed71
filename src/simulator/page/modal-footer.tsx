import type { View } from './api.ts';

type Props = {
  readonly view: View;
  readonly isLoading: boolean;
  readonly isDisabled: boolean;
  readonly onClose: () => void;
};

/** While the app is awaited the button keeps the focus, so it is only said to be disabled. */
export function ModalFooter({ view, isLoading, isDisabled, onClose }: Props) {
  const { submit } = view;
  return (
    <footer className="modal-footer">
      <button type="button" className="button" onClick={onClose}>
        {view.close ?? (submit === undefined ? 'Close' : 'Cancel')}
      </button>
      {submit !== undefined && (
        <button type="submit" className="button primary" disabled={isDisabled} aria-disabled={isLoading}>
          {isLoading && <span className="spinner" aria-hidden="true" />}
          {submit}
        </button>
      )}
      <span className="unseen" role="status">
        {isLoading && 'Waiting for the app'}
      </span>
    </footer>
  );
}
