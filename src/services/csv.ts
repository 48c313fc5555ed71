import { stringify } from 'csv-stringify/sync';

export type CsvCell = string | number | null;

/** Without it, Excel reads UTF-8 as something else. */
const byteOrderMark = '\ufeff';

/** The beginning of a CSV file: what Excel needs, and the titles. */
export function csvHead(titles: readonly string[]): string {
  return byteOrderMark + csvRows([titles]);
}

/**
 * Lines of a CSV file. A text that a spreadsheet would take for a formula, since it begins with `=`, `+`, `-`, `@`, a tab or
 * a carriage return, gets an apostrophe before it: names and notes come from outside.
 */
export function csvRows(rows: readonly (readonly CsvCell[])[]): string {
  return stringify(
    rows.map((row) => [...row]),
    // A lone carriage return would begin a line, and a formula, for some.
    { escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n\t]/ },
  );
}
