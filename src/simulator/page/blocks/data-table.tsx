import { useId, useState } from 'react';
import type { BlockOf, Cell } from '../block-types.ts';
import { Icon } from '../icons.tsx';
import { CellContent, cellText } from './cell.tsx';
import { nextOrder, type Order, ordered } from './table-order.ts';

type Row = readonly Cell[];

const defaultPageSize = 10;

/** A table to sort by its headers and to leaf through. */
export function DataTable({ block }: { readonly block: BlockOf<'data_table'> }) {
  const { caption, rows, page_size = defaultPageSize, row_header_column_index } = block;
  const [header = [], ...body] = rows;
  const captionId = useId();
  const [order, setOrder] = useState<Order>();
  const [page, setPage] = useState(0);
  const sorted = ordered(body, order, comparableOf);
  // The app may have sent fewer rows meanwhile.
  const start = Math.min(page, Math.floor(Math.max(0, body.length - 1) / page_size)) * page_size;
  const shown = sorted.slice(start, start + page_size);
  const isNumeric = header.map((_, column) => body.every((row) => row[column]?.type === 'raw_number'));
  return (
    <div className="data-table">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="table-scroll" tabIndex={0} aria-labelledby={captionId}>
        <table>
          <caption id={captionId}>{caption}</caption>
          <thead>
            <tr>
              {header.map((cell, column) => {
                const direction = order?.column === column ? order.direction : undefined;
                const name = cellText(cell);
                return (
                  <th
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                    key={column}
                    scope="col"
                    className={isNumeric[column] ? 'number' : undefined}
                    aria-sort={direction ?? 'none'}
                  >
                    <button
                      type="button"
                      onClick={() => {
                        setOrder(nextOrder(order, column));
                        setPage(0);
                      }}
                    >
                      {name}
                      <span className={`sort ${direction ?? ''}`}>
                        <Icon name="caret" size={14} />
                      </span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else of their own
              <tr key={index}>
                {row.map((cell, column) => (
                  <BodyCell
                    // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                    key={column}
                    cell={cell}
                    isHeader={column === row_header_column_index}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {body.length > page_size && (
        <Pages
          caption={caption}
          start={start}
          end={start + shown.length}
          count={body.length}
          onStep={(step) => setPage(start / page_size + step)}
        />
      )}
    </div>
  );
}

function BodyCell({ cell, isHeader }: { readonly cell: Cell; readonly isHeader: boolean }) {
  const className = cell.type === 'raw_number' ? 'number' : undefined;
  if (isHeader) {
    return (
      <th scope="row" className={className}>
        <CellContent cell={cell} />
      </th>
    );
  }
  return (
    <td className={className}>
      <CellContent cell={cell} />
    </td>
  );
}

type PagesProps = {
  readonly caption: string;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly onStep: (step: 1 | -1) => void;
};

/** At an end a button stays where it is, so that the focus does. */
function Pages({ caption, start, end, count, onStep }: PagesProps) {
  const steps = [
    { step: -1, name: 'Previous page', isOff: start === 0 },
    { step: 1, name: 'Next page', isOff: end === count },
  ] as const;
  return (
    <nav className="pages" aria-label={`Pages of ${caption}`}>
      <span role="status">
        {start + 1}–{end} of {count}
      </span>
      {steps.map(({ step, name, isOff }) => (
        <button
          key={name}
          type="button"
          className={step === 1 ? 'icon-button on' : 'icon-button back'}
          aria-label={name}
          aria-disabled={isOff}
          onClick={() => {
            if (!isOff) onStep(step);
          }}
        >
          <Icon name="caret" />
        </button>
      ))}
    </nav>
  );
}

function comparableOf(row: Row, column: number): number | string {
  const cell = row[column];
  if (cell === undefined) return '';
  return cell.type === 'raw_number' ? cell.value : cellText(cell);
}
