import { useEffect, useState } from 'react';
import { fetchState, type State, type Viewer } from './api.ts';

/** The workspace as a viewer sees it, fetched anew after every change; `lost` while the simulator does not answer. */
export function useStateOf(viewer: Partial<Viewer>): { state: State | undefined; lost: boolean } {
  const [state, setState] = useState<State>();
  const [lost, setLost] = useState(false);
  const { workspace, user } = viewer;

  useEffect(() => {
    let current = true;
    const load = async () => {
      try {
        const next = await fetchState({
          ...(workspace === undefined ? {} : { workspace }),
          ...(user === undefined ? {} : { user }),
        });
        if (!current) return;
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
