import { memo, useState } from 'react';
import { isError, type Line } from './lines.ts';
import { Payload } from './payload.tsx';
import { sayCall, sayDetail, sayEnd } from './say-call.ts';

type Props = { readonly line: Line; readonly time: string };

/** A call: what it was, how it ended, and on a click its payload; below a delivery, joined to it, the acknowledgement. */
export const JournalLine = memo(
  function JournalLine({ line, time }: Props) {
    const { call, end } = line;
    const { what, more } = sayCall(line);
    const fromSlack = call.kind === 'delivery';
    const failed = isError(line);
    return (
      <li className={`journal-line ${fromSlack ? 'to-app' : 'from-app'}${failed ? ' failed' : ''}`}>
        <Opening payload={payloadOf(line)} name={what}>
          <time>{time}</time>
          <span className="direction">
            <span aria-hidden="true">{fromSlack ? '→' : '←'}</span>
            <span className="unseen">{fromSlack ? 'To the app: ' : 'From the app: '}</span>
          </span>
          <span className="what">{what}</span>
          {more !== '' && <span className="more">{more}</span>}
        </Opening>
        {'error' in call && call.error !== undefined && (
          <p className="journal-error">
            <b>Error:</b> <code>{call.error}</code>
          </p>
        )}
        {'details' in call && call.details?.map((detail) => <Detail key={detail} detail={detail} />)}
        {end?.kind === 'ack' && (
          <div className={`ack ${end.fate}`}>
            <Opening payload={end.payload} name={`acknowledgement of ${what}`}>
              <span className="what">{sayEnd(end, end.at - call.at)}</span>
            </Opening>
          </div>
        )}
        {end?.kind === 'unacknowledged' && <p className="ack lost">{sayEnd(end, end.at - call.at)}</p>}
        {fromSlack && end === undefined && <p className="ack">No acknowledgement so far</p>}
      </li>
    );
  },
  (a, b) => a.time === b.time && a.line.call === b.line.call && a.line.end === b.line.end,
);

type OpeningProps = {
  readonly payload: unknown;
  readonly name: string;
  readonly children: React.ReactNode;
};

function Opening({ payload, name, children }: OpeningProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="journal-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {children}
      </button>
      {isOpen && <Payload of={payload} name={name} />}
    </>
  );
}

function Detail({ detail }: { readonly detail: string }) {
  const { words, path } = sayDetail(detail);
  return (
    <p className="journal-error">
      {path !== undefined && (
        <>
          <span className="unseen">At </span>
          <code>{path}</code>{' '}
        </>
      )}
      {words}
    </p>
  );
}

function payloadOf({ call }: Line): unknown {
  return call.kind === 'api' ? call.args : call.payload;
}
