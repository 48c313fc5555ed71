import { useState } from 'react';
import { usePage } from '../page-context.ts';

/** What can be made to go wrong, and how often it still will. */
export function FaultList() {
  const { state, act } = usePage();
  const [failure, setFailure] = useState<string>();
  if (state.faults.length === 0) return null;
  return (
    <details className="faults">
      <summary>Make something go wrong</summary>
      <ul>
        {state.faults.map(({ id, name, on }) => (
          <li key={id}>
            <button
              type="button"
              className="drawer-action"
              onClick={async () => setFailure((await act('fault', { fault: id })).error)}
            >
              {name}
            </button>
            {on > 0 && <span className="to-come">{on} to come</span>}
          </li>
        ))}
      </ul>
      <p role="alert">{failure}</p>
    </details>
  );
}
