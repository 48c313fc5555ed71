import { type FormEvent, useRef } from 'react';
import type { View } from './api.ts';
import { Blocks } from './blocks.tsx';
import { useViewFocus } from './modal-focus.ts';
import { ModalFooter } from './modal-footer.tsx';
import { ModalHeader } from './modal-header.tsx';
import { useSubmission } from './modal-submit.ts';
import { ProblemText } from './problem.tsx';

type Props = {
  readonly view: View;
  readonly titleId: string | undefined;
  readonly isOnTop: boolean;
  /** Another view lies below. */
  readonly isStacked: boolean;
  readonly failure: string | undefined;
  readonly onClose: (all: boolean) => void;
};

/** One view of the stack. It stays mounted below others, so that nothing entered is lost. */
export function ModalView({ view, titleId, isOnTop, isStacked, failure, onClose }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const left = useViewFocus(isOnTop, form);
  const { surface, isLoading, isBlank, problem, submit } = useSubmission(view, form, left);
  const shownProblem = problem ?? surface.failure ?? failure;
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit();
  };
  return (
    <form
      ref={form}
      className="modal-view"
      hidden={!isOnTop}
      noValidate
      aria-busy={isLoading}
      onSubmit={onSubmit}
    >
      <ModalHeader title={view.title} titleId={titleId} isStacked={isStacked} onClose={onClose} />
      {shownProblem !== undefined && (
        <p className="modal-problem" role="alert">
          <ProblemText reason={shownProblem} />
        </p>
      )}
      {/* Without a field in it, it takes the focus itself: the keyboard has to scroll it. */}
      <section
        className="modal-body"
        aria-label={view.title}
        tabIndex={view.submit === undefined ? 0 : undefined}
      >
        <fieldset disabled={isLoading}>
          <Blocks surface={surface} />
        </fieldset>
      </section>
      <ModalFooter
        view={view}
        isLoading={isLoading}
        isHeld={surface.isHeld}
        isDisabled={view.submitDisabled === true && isBlank}
        onClose={() => onClose(false)}
      />
    </form>
  );
}
