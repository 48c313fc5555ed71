import { useEffect, useRef, useState } from 'react';
import { fetchState, Refusal, type State, type Viewer } from './api.ts';
import { keepUnchanged } from './keep-unchanged.ts';

/** Browsers give up on a stream that was answered with an error. */
const reconnectMs = 2_000;

export type Watched = {
  readonly state: State | undefined;
  /** The simulator does not answer; the last state stays. */
  readonly lost: boolean;
  /** Why the simulator will not tell. */
  readonly refusal: string | undefined;
  /** Resolves when a state asked for from now on is shown. */
  readonly reload: () => Promise<void>;
};

/** The workspace as a viewer sees it, fetched anew after every change. */
export function useStateOf({ workspace, user }: Partial<Viewer>): Watched {
  const [state, setState] = useState<State>();
  const [lost, setLost] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const reload = useRef(async () => {});

  useEffect(() => {
    let current = true;
    const load = oneAtATime(async () => {
      try {
        const next = await fetchState({ ...(workspace && { workspace }), ...(user && { user }) });
        if (!current) return;
        setState((before) => keepUnchanged(before, next));
        setLost(false);
        setRefusal(undefined);
      } catch (error) {
        if (!current) return;
        if (error instanceof Refusal) setRefusal(error.message);
        else setLost(true);
      }
    });
    reload.current = load;
    const stop = listen(load, () => setLost(true));
    return () => {
      current = false;
      stop();
    };
  }, [workspace, user]);

  return { state, lost, refusal, reload: () => reload.current() };
}

/** Never two at once, so that no older answer undoes a newer one; what is asked meanwhile is asked once, afterwards. */
function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = () => {
    next = undefined;
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (next !== undefined) return next;
    if (running === undefined) return start();
    next = running.then(start);
    return next;
  };
}

/** Tells of every change, and of the first and each later connection. */
function listen(onChange: () => void, onLost: () => void): () => void {
  let events: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const connect = () => {
    events = new EventSource('/_page/events');
    events.addEventListener('open', onChange);
    events.addEventListener('change', onChange);
    events.addEventListener('error', () => {
      onLost();
      if (events.readyState === EventSource.CLOSED) timer = setTimeout(connect, reconnectMs);
    });
  };
  connect();
  return () => {
    clearTimeout(timer);
    events.close();
  };
}
