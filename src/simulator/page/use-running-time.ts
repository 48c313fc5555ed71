import { useEffect, useState } from 'react';

const everyMs = 5_000;

/** A clock that was read when the state came, as it goes on from there. */
export function useRunningTime(read: number): number {
  const [passed, setPassed] = useState({ read, ms: 0 });
  useEffect(() => {
    const since = performance.now();
    const timer = setInterval(() => setPassed({ read, ms: performance.now() - since }), everyMs);
    return () => clearInterval(timer);
  }, [read]);
  return passed.read === read ? read + passed.ms : read;
}
