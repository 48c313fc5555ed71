import type { GuideItem } from '../page-state.ts';
import { changeDraft } from './composer-draft.ts';
import { usePage } from './page-context.ts';
import { useKeptFlag } from './use-kept-flag.ts';

/** What there is to try, ticked as it happens. A click on a line puts it into the composer; it sends nothing. */
export function Guide() {
  const { state } = usePage();
  const { guide } = state;
  const done = guide.filter((item) => item.done).length;
  // Whoever comes back after the tour wants the room.
  const [isFolded, setFolded] = useKeptFlag('simulator-guide-folded', done === guide.length);
  if (guide.length === 0) return null;
  const next = guide.find((item) => !item.done);
  return (
    <section className="guide" aria-labelledby="guide-title">
      <div className="guide-head">
        <h2 id="guide-title">
          <button
            type="button"
            className="guide-fold"
            aria-expanded={!isFolded}
            aria-controls="guide-list"
            onClick={() => setFolded(!isFolded)}
          >
            <span className="guide-caret" aria-hidden="true" />
            Try this
          </button>
        </h2>
        <progress max={guide.length} value={done} aria-hidden="true" />
        <p className="guide-count" aria-live="polite">
          {done === guide.length ? `All ${done} done: that was the tour.` : `${done} of ${guide.length} done`}
        </p>
        {isFolded && next !== undefined && (
          <p className="guide-next">
            <span>Next: {next.name}</span>
            <Line item={next} />
          </p>
        )}
      </div>
      <ol id="guide-list" hidden={isFolded}>
        {guide.map((item) => (
          <li key={item.id} className={item.done ? 'done' : item === next ? 'next' : undefined}>
            <span className="guide-tick" aria-hidden="true">
              {item.done && '✓'}
            </span>
            <span className="guide-name">
              {item.name}
              {item.done && <span className="unseen"> (done)</span>}
            </span>
            <Line item={item} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line({ item: { line, name } }: { readonly item: GuideItem }) {
  const { state, viewer, channel, goTo } = usePage();
  if (line === undefined) return null;
  const write = () => {
    // The Home has no composer.
    const where = channel ?? state.channels[0]?.id;
    if (where === undefined) return;
    changeDraft(`${viewer.workspace}/${viewer.user}/${where}`, () => ({ text: line, failure: undefined }));
    if (where !== channel) goTo(where);
    // Once the composer is there, with the line in it.
    requestAnimationFrame(() => document.getElementById('composer')?.focus());
  };
  return (
    <button
      type="button"
      className="guide-line"
      title="Put it into the message box"
      aria-label={`${line} (${name}): put it into the message box`}
      onClick={write}
    >
      {line}
    </button>
  );
}
