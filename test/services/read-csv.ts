/** The cells of a CSV file, read by the rules of RFC 4180; a byte-order mark stays in the first one. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, ending] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (quoted === undefined && bare === '' && ending === '') break;
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (ending === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}
