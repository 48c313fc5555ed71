import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { usePage } from '../page-context.ts';
import { useStick } from '../use-stick.ts';
import { FaultList } from './fault-list.tsx';
import { JournalLine } from './journal-line.tsx';
import { type Filter, filters, fits, linesOf } from './lines.ts';
import { drawerKey, useDrawer } from './use-drawer.ts';
import { useJournal } from './use-journal.ts';

/** Only so many lines are drawn at first, and as many more each time. */
const part = 300;

const names = { all: 'All', deliveries: 'Deliveries', calls: 'API calls', errors: 'Errors' } as const;

/** What passed between Slack and the app, and what can be made to go wrong. */
export function Drawer() {
  const { isOpen } = useDrawer();
  return isOpen ? <OpenDrawer /> : null;
}

function OpenDrawer() {
  const { toggle } = useDrawer();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section
      ref={box}
      id="drawer"
      className="drawer"
      aria-labelledby="drawer-title"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape') toggle();
      }}
    >
      <header className="drawer-header">
        <h2 id="drawer-title">Developer's drawer</h2>
        <button
          type="button"
          className="drawer-close"
          aria-label="Close"
          title={`Close (${drawerKey.label})`}
          onClick={toggle}
        >
          ×
        </button>
      </header>
      <FaultList />
      <JournalPart />
    </section>
  );
}

function JournalPart() {
  const { state } = usePage();
  const { calls, lost } = useJournal(state.journalLength);
  const [filter, setFilter] = useState<Filter>('all');
  const [clearedTo, setClearedTo] = useState(0);
  const [most, setMost] = useState(part);
  const all = useMemo(() => linesOf(calls), [calls]);
  // A journal shorter than what was cleared is that of another simulator.
  const from = clearedTo > calls.length ? 0 : clearedTo;
  const fitting = all.filter((line) => line.index >= from && fits(line, filter));
  const shown = fitting.slice(-most);
  const earlier = fitting.length - shown.length;

  const newest = `${filter}/${fitting.at(-1)?.index}`;
  const { box, content, onScroll, hasMore, toEnd } = useStick(newest, false);
  const heightBefore = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (heightBefore.current === undefined || box.current === null) return;
    box.current.scrollTop += box.current.scrollHeight - heightBefore.current;
    heightBefore.current = undefined;
  });
  const showEarlier = () => {
    heightBefore.current = box.current?.scrollHeight;
    setMost(most + part);
  };
  const { tz } = state.viewer;
  const clock = useMemo(() => new Intl.DateTimeFormat('en-GB', { timeZone: tz, ...preciseTime }), [tz]);
  return (
    <>
      <div className="journal-tools">
        <fieldset className="journal-filter">
          <legend className="unseen">Show</legend>
          {filters.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === filter}
              onClick={() => {
                setFilter(one);
                setMost(part);
              }}
            >
              {names[one]}
            </button>
          ))}
        </fieldset>
        <button
          type="button"
          className="drawer-action"
          onClick={() => {
            setClearedTo(calls.length);
            setMost(part);
          }}
        >
          Clear
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: what sticks to its end is a div */}
      <div ref={box} className="journal" role="region" aria-label="Journal" tabIndex={0} onScroll={onScroll}>
        <div ref={content}>
          {earlier > 0 && (
            <button type="button" className="drawer-action wide" onClick={showEarlier}>
              Show Earlier ({earlier.toLocaleString('en-US')})
            </button>
          )}
          {from > 0 && (
            <p className="journal-note">
              Cleared.{' '}
              <button type="button" className="drawer-action" onClick={() => setClearedTo(0)}>
                Show All Again
              </button>
            </p>
          )}
          {fitting.length === 0 && (
            <p className="journal-note">
              {filter === 'all'
                ? 'What passes between Slack and the app from now on stands here.'
                : `Nothing here under “${names[filter]}”.`}
            </p>
          )}
          <ol>
            {shown.map((line) => (
              <JournalLine key={line.index} line={line} time={clock.format(line.call.at)} />
            ))}
          </ol>
          {lost && <p className="journal-error">The newest lines could not be fetched.</p>}
        </div>
      </div>
      {hasMore && (
        <button type="button" className="drawer-action journal-end" onClick={toEnd}>
          Newest Lines
        </button>
      )}
    </>
  );
}

const preciseTime = {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
} as const;
