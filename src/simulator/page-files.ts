import { type Context, Hono } from 'hono';
import { InputError } from '../errors.ts';
import { fileResponse } from './file-response.ts';
import { mimetypeOf } from './file-types.ts';
import { formOf } from './form-body.ts';
import type { PageDeps } from './page-routes.ts';

/** What a browser only shows, by its type; everything else is saved, so that no uploaded page ever runs here. */
const shown: Readonly<Record<string, string>> = {
  'image/png': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/gif': 'image/gif',
  'application/pdf': 'application/pdf',
  'text/plain': 'text/plain; charset=utf-8',
  'text/csv': 'text/plain; charset=utf-8',
  'text/markdown': 'text/plain; charset=utf-8',
};

/** Files that members put into inputs, and files in messages as members open them. */
export function createPageFiles({ world, sessionOf }: PageDeps): Hono {
  const app = new Hono();

  app.post('/_page/upload', async (c) => {
    const { workspace, user } = viewerOf(c);
    const { userId } = sessionOf(user, workspace);
    const file = (await formOf(c.req.raw))?.get('file');
    if (!(file instanceof File)) throw new InputError('Send one file, in the form field "file".');
    const bytes = new Uint8Array(await file.arrayBuffer());
    const added = { name: file.name, mimetype: mimetypeOf(file.name), bytes, userId };
    return c.json({ id: world.workspace(workspace).files.add(added).id });
  });

  app.get('/_page/file/:id', (c) => {
    const { workspace, user } = viewerOf(c);
    const session = sessionOf(user, workspace);
    const file = world.workspace(workspace).files.get(c.req.param('id'));
    if (file === undefined || !session.canOpen(file)) {
      return c.json({ error: `There is no such file, or ${user} cannot see where it was shared.` }, 404);
    }
    const type = shown[file.mimetype];
    return fileResponse(file, {
      disposition: type === undefined ? 'attachment' : 'inline',
      type: type ?? file.mimetype,
    });
  });
  return app;
}

function viewerOf(c: Context): { workspace: string; user: string } {
  const { workspace, user } = c.req.query();
  if (workspace !== undefined && user !== undefined) return { workspace, user };
  throw new InputError('Say who looks: ?workspace=T0ACME&user=U0LENA');
}
