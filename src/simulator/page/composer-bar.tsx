import { ShortcutMenu } from './shortcut-menu.tsx';

type Props = {
  readonly isEmpty: boolean;
  /** A command has to begin the text. */
  readonly canCommand: boolean;
  readonly isDisabled: boolean;
  readonly onBegin: (sign: string) => void;
  readonly onFailure: (reason: string | undefined) => void;
};

/** Below the text: what it can begin with, the app's shortcuts, and Send. */
export function ComposerBar({ isEmpty, canCommand, isDisabled, onBegin, onFailure }: Props) {
  return (
    <div className="composer-bar">
      <ShortcutMenu isDisabled={isDisabled} onFailure={onFailure} />
      <button
        type="button"
        className="composer-tool"
        aria-label="Mention someone"
        disabled={isDisabled}
        onClick={() => onBegin('@')}
      >
        @
      </button>
      <button
        type="button"
        className="composer-tool"
        aria-label="Run a command"
        disabled={isDisabled || !canCommand}
        onClick={() => onBegin('/')}
      >
        /
      </button>
      <button type="submit" className="composer-send" aria-label="Send" disabled={isDisabled || isEmpty}>
        <svg viewBox="0 0 20 20" width="16" height="16" fill="currentColor" aria-hidden="true">
          <path d="M1.5 2.3a.8.8 0 0 1 1.1-.8l16 7.8a.8.8 0 0 1 0 1.4l-16 7.8a.8.8 0 0 1-1.1-.8l1.2-6 8-1.7-8-1.7z" />
        </svg>
      </button>
    </div>
  );
}
