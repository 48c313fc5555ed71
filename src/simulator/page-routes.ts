import { relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { InputError } from '../errors.ts';
import { streamChanges } from './change-stream.ts';
import type { Faults, PendingFaults } from './faults.ts';
import type { Guide } from './guide.ts';
import { isAct, performAct } from './page-act.ts';
import { createPageFiles } from './page-files.ts';
import { sameOrigin } from './same-origin.ts';
import type { UserSession } from './session.ts';
import { stateFor } from './state-for.ts';
import type { Jump, World } from './world.ts';

/** A way to move the clock; whoever made the clock knows how. */
export type ClockJump = {
  readonly id: string;
  readonly name: string;
  readonly jump: Jump;
  /** What is done once the clock was moved. */
  readonly moved?: () => Promise<void>;
};

export type PageDeps = {
  readonly world: World;
  readonly sessionOf: (userId: string, workspaceId: string) => UserSession;
  readonly connected: () => boolean;
  readonly faults: Faults;
  readonly pendingFaults: PendingFaults;
  readonly guide: Guide;
  readonly jumps: readonly ClockJump[];
};

const after = z.coerce.number().int().min(0).default(0);

/** The page's own routes, below `/_page/`, and its files, when it was built. */
export function createPageRoutes(deps: PageDeps, folder: string | undefined): Hono {
  const { world } = deps;
  const app = new Hono();

  app.use('/_page/*', sameOrigin);
  app.get('/_page/state', (c) => c.json(stateFor(deps, c.req.query('workspace'), c.req.query('user'))));
  app.get('/_page/events', (c) => streamChanges(c, world));
  app.get('/_page/journal', (c) => c.json(world.journal.calls.slice(after.parse(c.req.query('after')))));
  app.post('/_page/act/:name', async (c) => {
    const name = c.req.param('name');
    if (!isAct(name)) return c.json({ error: `There is no act "${name}".` }, 404);
    return c.json(await performAct(deps, name, await bodyOf(c)));
  });
  app.route('/', createPageFiles(deps));

  app.onError(refusal);
  if (folder !== undefined) {
    app.use('/*', serveStatic({ root: relative(process.cwd(), folder), onFound: setCaching }));
  }
  return app;
}

/** Below `assets/` the build names files by what is in them. */
function setCaching(_path: string, c: Context): void {
  const isNamedByContent = c.req.path.startsWith('/assets/');
  c.header('Cache-Control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
}

async function bodyOf(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new InputError('The body of an act is JSON.', { cause });
    throw cause;
  }
}

/** What the page may send wrong is told to it; anything else is a defect of the simulator. */
function refusal(error: Error, c: Context): Response {
  if (error instanceof InputError) return c.json({ error: error.message }, 400);
  if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
  throw error;
}
