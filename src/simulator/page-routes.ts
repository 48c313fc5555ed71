import { relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { InputError } from '../errors.ts';
import { pageState } from './page-state.ts';
import type { UserSession } from './session.ts';
import type { World } from './world.ts';

export type PageDeps = {
  readonly world: World;
  readonly sessionOf: (userId: string, workspaceId: string) => UserSession;
  readonly connected: () => boolean;
};

const viewer = { workspace: z.string(), user: z.string() };
const commandBody = z.object({ ...viewer, channel: z.string(), line: z.string().startsWith('/') });
const pressBody = z.object({
  ...viewer,
  channel: z.string(),
  ts: z.string(),
  /** `block_id/action_id` */
  element: z.string(),
  choice: z.string().optional(),
});

/** The page's own routes, below `/_page/`, and its files, when it was built. */
export function createPageRoutes(
  { world, sessionOf, connected }: PageDeps,
  folder: string | undefined,
): Hono {
  const app = new Hono();

  app.get('/_page/state', (c) => {
    const workspace = world.workspace(c.req.query('workspace'));
    const userId = c.req.query('user') ?? workspace.users().find((user) => user.deleted !== true)?.id ?? '';
    return c.json(pageState(world, workspace, userId, sessionOf(userId, workspace.id), connected()));
  });

  app.get('/_page/events', (c) =>
    streamSSE(c, async (stream) => {
      const changes = signal();
      const stop = world.onChange(changes.raise);
      stream.onAbort(changes.end);
      world.closing.addEventListener('abort', changes.end, { once: true });
      while (await changes.next()) await stream.writeSSE({ event: 'change', data: '' });
      stop();
    }),
  );

  app.post('/_page/command', async (c) => {
    const { user, workspace, channel, line } = commandBody.parse(await c.req.json());
    const result = await sessionOf(user, workspace).command(line, { channel });
    return c.json({ acknowledged: result.acknowledged, error: result.error });
  });

  app.post('/_page/press', async (c) => {
    const { user, workspace, channel, ts, element, choice } = pressBody.parse(await c.req.json());
    const message = world.workspace(workspace).message(channel, ts);
    if (message === undefined) throw new InputError('This message is gone.');
    const result = await sessionOf(user, workspace).press(message, element, { choice });
    return c.json({ acknowledged: result.acknowledged, error: result.error });
  });

  app.onError(refusal);
  if (folder !== undefined) app.use('/*', serveStatic({ root: relative(process.cwd(), folder) }));
  return app;
}

/** What the page may send wrong is told to it; anything else is a defect of the simulator. */
function refusal(error: Error, c: Context): Response {
  if (error instanceof InputError) return c.json({ error: error.message }, 400);
  if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400);
  throw error;
}

/** Changes that happen while the last one is being written are told once. */
function signal() {
  let raised = false;
  let ended = false;
  let wake: () => void = () => undefined;
  const set = (change: () => void) => () => {
    change();
    wake();
  };
  return {
    raise: set(() => {
      raised = true;
    }),
    end: set(() => {
      ended = true;
    }),
    /** Waits for the next change; false when there will be none. */
    next: async (): Promise<boolean> => {
      while (!raised && !ended) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      raised = false;
      return !ended;
    },
  };
}
