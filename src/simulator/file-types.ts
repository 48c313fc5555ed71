type FileType = { readonly filetype: string; readonly pretty_type: string };

const types = new Map<string, readonly [mimetype: string, filetype: string, pretty: string]>([
  ['csv', ['text/csv', 'csv', 'CSV']],
  ['txt', ['text/plain', 'text', 'Plain Text']],
  ['json', ['application/json', 'json', 'JSON']],
  ['html', ['text/html', 'html', 'HTML']],
  ['md', ['text/markdown', 'markdown', 'Markdown (raw)']],
  ['zip', ['application/zip', 'zip', 'Zip']],
  ['pdf', ['application/pdf', 'pdf', 'PDF']],
  ['png', ['image/png', 'png', 'PNG']],
  ['jpg', ['image/jpeg', 'jpg', 'JPEG']],
  ['jpeg', ['image/jpeg', 'jpg', 'JPEG']],
  ['gif', ['image/gif', 'gif', 'GIF']],
  [
    'xlsx',
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx', 'Excel Spreadsheet'],
  ],
]);

const extensionOf = (name: string) => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Slack tells a file's type by its name. */
export function fileType(name: string): FileType {
  const [, filetype, pretty_type] = types.get(extensionOf(name)) ?? ['', 'binary', 'Binary'];
  return { filetype, pretty_type };
}

export function mimetypeOf(name: string): string {
  return types.get(extensionOf(name))?.[0] ?? 'application/octet-stream';
}
