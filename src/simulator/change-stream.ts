import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { World } from './world.ts';

/** Server-sent events: one "change" for whatever changed since the last one was written. */
export function streamChanges(c: Context, world: World): Response {
  return streamSSE(c, async (stream) => {
    const changes = signal();
    const stop = world.onChange(changes.raise);
    stream.onAbort(changes.end);
    world.closing.addEventListener('abort', changes.end, { once: true });
    while (await changes.next()) await stream.writeSSE({ event: 'change', data: '' });
    stop();
    world.closing.removeEventListener('abort', changes.end);
  });
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
