import type { KeyboardEvent } from 'react';

type MaybeHandled = Event & { preventDownshiftDefault?: boolean };

/**
 * Escape closes an open list and nothing else; where no list is open it is the modal's. (The library would empty the
 * field.) Enter on an open list without anything to choose does not submit the modal.
 */
export function listKeys(isOpen: boolean) {
  return (event: KeyboardEvent) => {
    if (event.key === 'Enter' && isOpen) event.preventDefault();
    if (event.key !== 'Escape') return;
    const native: MaybeHandled = event.nativeEvent;
    if (!isOpen) native.preventDownshiftDefault = true;
    else event.preventDefault();
  };
}
