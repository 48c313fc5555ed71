import { useEffect, useRef, useState } from 'react';
import type { Call } from '../../journal.ts';
import { fetchJournal } from '../api.ts';

/** The journal's lines, those fetched that are not here yet; `lost` when the last of them did not come. */
export function useJournal(length: number): { calls: readonly Call[]; lost: boolean } {
  const [calls, setCalls] = useState<readonly Call[]>([]);
  const [lost, setLost] = useState(false);
  const isFetching = useRef(false);
  const isHere = useRef(false);
  const have = calls.length;

  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  useEffect(() => {
    if (have === length || isFetching.current) return;
    const fetchMore = async () => {
      // A shorter journal is another one: the simulator began anew.
      const after = length < have ? 0 : have;
      isFetching.current = true;
      try {
        // No more than the state tells of, or a longer journal would look like that of another simulator.
        const more = (await fetchJournal(after)).slice(0, length - after);
        if (isHere.current) setCalls((before) => [...before.slice(0, after), ...more]);
        setLost(false);
      } catch {
        setLost(true);
      } finally {
        isFetching.current = false;
      }
    };
    void fetchMore();
  }, [have, length]);

  return { calls, lost };
}
