/** Whether blocks, or anything in them, show this file as a picture: by its id or by its private address. */
export function showFile(blocks: unknown, id: string): boolean {
  if (typeof blocks !== 'object' || blocks === null) return false;
  if ('slack_file' in blocks && names(blocks.slack_file, id)) return true;
  return Object.values(blocks).some((part) => showFile(part, id));
}

function names(source: unknown, id: string): boolean {
  if (typeof source !== 'object' || source === null) return false;
  if ('id' in source) return source.id === id;
  return 'url' in source && typeof source.url === 'string' && source.url.includes(`-${id}/`);
}
