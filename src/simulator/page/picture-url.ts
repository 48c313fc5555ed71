import type { Viewer } from './api.ts';

type Source = {
  readonly image_url?: string | undefined;
  readonly slack_file?: { readonly id: string } | { readonly url: string } | undefined;
};

/** Where a picture is; those that the app uploaded are asked for as the viewer. */
export function pictureUrl({ image_url, slack_file }: Source, viewer: Viewer): string | undefined {
  if (slack_file === undefined) return image_url;
  if ('url' in slack_file) return slack_file.url;
  return `/_page/file/${slack_file.id}?${new URLSearchParams(viewer)}`;
}
