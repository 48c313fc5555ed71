import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** So near the end, a reader counts as being there. */
const nearPixels = 40;

type Stick = {
  /** What scrolls, and what grows in it. */
  readonly box: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  /** Something came below while the reader was further up. */
  readonly hasMore: boolean;
  readonly toEnd: () => void;
};

/** Keeps the newest in sight unless the reader scrolled up; `isOwn`: the reader's doing, so it is shown anyway. */
export function useStick(newest: string | undefined, isOwn: boolean): Stick {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [hasMore, setHasMore] = useState(false);

  const toEnd = () => {
    atEnd.current = true;
    setHasMore(false);
    box.current?.scrollTo({ top: box.current.scrollHeight, behavior: 'instant' });
  };
  const onScroll = () => {
    const { current } = box;
    if (current === null) return;
    atEnd.current = current.scrollHeight - current.scrollTop - current.clientHeight < nearPixels;
    if (atEnd.current) setHasMore(false);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what it waits for
  useLayoutEffect(() => {
    if (atEnd.current || isOwn) toEnd();
    else setHasMore(newest !== undefined);
  }, [newest]);

  // Pictures that arrive, a composer that grows and a window that changes move the end away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: one observer for as long as the list stands
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (atEnd.current) toEnd();
    });
    for (const { current } of [box, content]) if (current !== null) observer.observe(current);
    return () => observer.disconnect();
  }, []);

  return { box, content, onScroll, hasMore, toEnd };
}
