/** A cell as it is compared: a number, or words. */
export type Comparable = number | string;

export type Order = { readonly column: number; readonly direction: 'ascending' | 'descending' };

/** Rows in the order of a column; equal ones stay as they are, and empty cells stand last either way. */
export function ordered<Row>(
  rows: readonly Row[],
  order: Order | undefined,
  cellOf: (row: Row, column: number) => Comparable,
): readonly Row[] {
  if (order === undefined) return rows;
  const { column, direction } = order;
  return rows.toSorted((a, b) => {
    const [left, right] = [cellOf(a, column), cellOf(b, column)];
    if (left === '' || right === '') return Number(left === '') - Number(right === '');
    return direction === 'ascending' ? compare(left, right) : compare(right, left);
  });
}

/** What a click on a header makes of the order: up, down, and as the app sent it. */
export function nextOrder(order: Order | undefined, column: number): Order | undefined {
  if (order?.column !== column) return { column, direction: 'ascending' };
  return order.direction === 'ascending' ? { column, direction: 'descending' } : undefined;
}

/** Numbers before words; words as a reader sorts them, "Week 2" before "Week 10". */
function compare(left: Comparable, right: Comparable): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'number') return -1;
  if (typeof right === 'number') return 1;
  return left.localeCompare(right, 'en', { numeric: true, sensitivity: 'base' });
}
