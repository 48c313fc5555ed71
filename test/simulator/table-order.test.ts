import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Comparable,
  nextOrder,
  type Order,
  ordered,
} from '../../src/simulator/page/blocks/table-order.ts';

const cellOf = (row: readonly Comparable[], column: number) => row[column] ?? '';
const sort = (values: readonly Comparable[], direction: Order['direction']) =>
  ordered(
    values.map((value) => [value]),
    { column: 0, direction },
    cellOf,
  ).map(([value]) => value);

describe('the order of a data table', () => {
  it('compares numbers as numbers', () => {
    expect(sort([9, 100, -2, 10.5], 'ascending')).toEqual([-2, 9, 10.5, 100]);
    expect(sort([9, 100, -2, 10.5], 'descending')).toEqual([100, 10.5, 9, -2]);
  });

  it('compares words as a reader does: case and accents apart, numbers inside by their size', () => {
    const words = ['Week 10', 'zoe', 'Ärger', 'week 2', 'Anna'];
    expect(sort(words, 'ascending')).toEqual(['Anna', 'Ärger', 'week 2', 'Week 10', 'zoe']);
  });

  it('keeps empty cells last either way', () => {
    expect(sort(['', 'b', 'a'], 'ascending')).toEqual(['a', 'b', '']);
    expect(sort(['', 'b', 'a'], 'descending')).toEqual(['b', 'a', '']);
  });

  it('leaves equal rows as they were', () => {
    const rows = [
      ['x', 1],
      ['y', 1],
      ['z', 0],
    ];
    const byNumber = ordered(rows, { column: 1, direction: 'descending' }, cellOf);
    expect(byNumber.map(([name]) => name)).toEqual(['x', 'y', 'z']);
  });

  it('loses no row and repeats none', () => {
    const cells = fc.array(fc.oneof(fc.integer(), fc.string()));
    const directions = fc.constantFrom('ascending' as const, 'descending' as const);
    fc.assert(
      fc.property(cells, directions, (values, direction) => {
        expect(sort(values, direction).toSorted()).toEqual(values.toSorted());
      }),
    );
  });

  it('goes up, down, and back with clicks on one header, and begins anew with another', () => {
    const up = nextOrder(undefined, 1);
    const down = nextOrder(up, 1);
    expect([up, down, nextOrder(down, 1)]).toEqual([
      { column: 1, direction: 'ascending' },
      { column: 1, direction: 'descending' },
      undefined,
    ]);
    expect(nextOrder(down, 0)).toEqual({ column: 0, direction: 'ascending' });
  });
});
