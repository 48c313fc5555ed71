import type { StoredFile } from './files.ts';

type Shown = { readonly disposition: 'attachment' | 'inline'; readonly type: string };

/** A file's bytes under its name; a browser takes them for nothing but what `type` says. */
export function fileResponse({ bytes, name }: StoredFile, { disposition, type }: Shown): Response {
  const ascii = name.replace(/[^\w. -]/g, '_');
  return new Response(Buffer.from(bytes), {
    headers: {
      'Content-Type': type,
      'Content-Disposition': `${disposition}; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'X-Content-Type-Options': 'nosniff',
    },
  });
}
