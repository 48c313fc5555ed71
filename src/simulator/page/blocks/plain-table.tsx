import type { BlockOf } from '../block-types.ts';
import { CellContent } from './cell.tsx';

/** Slack's simple table: its first row is the header. */
export function PlainTable({ block }: { readonly block: BlockOf<'table'> }) {
  const [header = [], ...body] = block.rows;
  const settings = block.column_settings ?? [];
  const look = (column: number) => ({
    textAlign: settings[column]?.align,
    whiteSpace: settings[column]?.is_wrapped === true ? ('normal' as const) : undefined,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="table-scroll plain" tabIndex={0} aria-label="Table">
      <table>
        <thead>
          <tr>
            {header.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <th key={column} scope="col" style={look(column)}>
                <CellContent cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have nothing else of their own
            <tr key={index}>
              {row.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <td key={column} style={look(column)}>
                  <CellContent cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
