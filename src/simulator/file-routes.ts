import { Hono } from 'hono';
import { fileResponse } from './file-response.ts';
import { formOf } from './form-body.ts';
import { grantedScopes } from './scopes.ts';
import type { World } from './world.ts';

/** Where the bytes of files come in and go out: Slack serves them beside its Web API. */
export function createFileRoutes(world: World): Hono {
  const app = new Hono();
  const workspaceOf = (id: string) => world.workspaces().find((one) => one.id === id);

  app.post('/upload/v1/:team/:key', async (c) => {
    const bytes = await bytesOf(c.req.raw);
    if (bytes === undefined) return c.text('The form could not be read', 400);
    const uploads = workspaceOf(c.req.param('team'))?.files.uploads;
    const problem =
      uploads?.receive(c.req.param('key'), bytes) ?? (uploads === undefined ? 'unknown' : undefined);
    if (problem === 'unknown') return c.text('Not found', 404);
    if (problem === 'wrong_length') return c.text('The length is not the one that was announced', 400);
    return c.text(`OK - ${bytes.byteLength}`);
  });

  app.on('GET', ['/files-pri/:file/:name', '/files-pri/:file/download/:name'], (c) => {
    const [team = '', id = ''] = c.req.param('file').split('-');
    const workspace = workspaceOf(team);
    const token = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const owner = token === undefined ? undefined : world.installations.find(token);
    if (workspace === undefined || owner?.workspaceId !== workspace.id)
      return c.redirect(`${world.url()}/?redir=${encodeURIComponent(c.req.path)}`);
    if (grantedScopes(world, workspace)?.includes('files:read') === false) return c.text('Forbidden', 403);
    const file = workspace.files.get(id);
    if (file === undefined) return c.text('Not found', 404);
    return fileResponse(file, { disposition: 'attachment', type: file.mimetype });
  });
  return app;
}

/** The file of a form, whatever its field is called, or the body itself; `undefined` for a form that is broken. */
async function bytesOf(request: Request): Promise<Uint8Array | undefined> {
  if (request.headers.get('content-type')?.startsWith('multipart/form-data') !== true)
    return new Uint8Array(await request.arrayBuffer());
  const form = await formOf(request);
  if (form === undefined) return undefined;
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file === undefined ? new Uint8Array() : new Uint8Array(await file.arrayBuffer());
}
