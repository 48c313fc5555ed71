import { useEffect, useState } from 'react';
import { fetchState, type State, type Viewer } from './api.ts';

/** The workspace as a viewer sees it, fetched anew after every change; `lost` while the simulator does not answer. */
export function useStateOf(viewer: Partial<Viewer>): { state: State | undefined; lost: boolean } {
  const [state, setState] = useState<State>();
  const [lost, setLost] = useState(false);
  const { workspace, user } = viewer;

  useEffect(() => {
    let current = true;
    let asked = 0;
    let shown = 0;
    const load = async () => {
      asked += 1;
      const mine = asked;
      try {
        const next = await fetchState({
          ...(workspace === undefined ? {} : { workspace }),
          ...(user === undefined ? {} : { user }),
        });
        // Answers can overtake each other: an older one must not undo a newer one.
        if (!current || mine < shown) return;
        shown = mine;
        setState(next);
        setLost(false);
      } catch {
        if (current) setLost(true);
      }
    };
    const events = new EventSource('/_page/events');
    events.addEventListener('open', load);
    events.addEventListener('change', load);
    events.addEventListener('error', () => setLost(true));
    return () => {
      current = false;
      events.close();
    };
  }, [workspace, user]);

  return { state, lost };
}
