/** "12 bytes", "3.4 kB". */
export function sizeInWords(bytes: number): string {
  const [divisor, unit] =
    bytes < 1_000 ? [1, 'byte'] : bytes < 1_000_000 ? [1_000, 'kilobyte'] : [1_000_000, 'megabyte'];
  const format = new Intl.NumberFormat('en-US', {
    style: 'unit',
    unit,
    unitDisplay: bytes < 1_000 ? 'long' : 'short',
    maximumFractionDigits: 1,
  });
  return format.format(bytes / divisor);
}
