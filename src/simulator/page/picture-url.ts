import type { Viewer } from './api.ts';

type Source = {
  readonly image_url?: string | undefined;
  readonly slack_file?: { readonly id: string } | { readonly url: string } | undefined;
};

/** Where a picture is; those that the app uploaded are asked for as the viewer. */
export function pictureUrl({ image_url, slack_file }: Source, viewer: Viewer): string | undefined {
  if (slack_file === undefined) return image_url;
  const id = 'id' in slack_file ? slack_file.id : /-(F\w+)\//.exec(slack_file.url)?.[1];
  return id === undefined ? undefined : `/_page/file/${id}?${new URLSearchParams(viewer)}`;
}
