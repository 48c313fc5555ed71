import { AppError } from '../errors.ts';
import type { World } from './world.ts';

/** Long enough for anything the simulator does by itself, short enough to name what did not happen. */
export const waitTimeoutMs = 10_000;

export type WaitFor = <T>(predicate: () => T | undefined | false, timeoutMs?: number) => Promise<T>;

/** Waits until the predicate answers with something. It is asked now, and after every change; nothing polls. */
export function createWaitFor(world: World): WaitFor {
  return <T>(predicate: () => T | undefined | false, timeoutMs = waitTimeoutMs) =>
    new Promise<T>((resolve, reject) => {
      const look = () => {
        const found = predicate();
        if (found === undefined || found === false) return false;
        finish();
        resolve(found);
        return true;
      };
      const fail = (message: string) => {
        finish();
        reject(new AppError('not_seen', `${message}: ${predicate.toString()}`));
      };
      const closed = () => fail('The simulator was closed while waiting for');
      const timer = setTimeout(() => fail(`Not seen within ${timeoutMs} ms`), timeoutMs);
      const stop = world.onChange(look);
      world.closing.addEventListener('abort', closed, { once: true });
      const finish = () => {
        clearTimeout(timer);
        stop();
        world.closing.removeEventListener('abort', closed);
      };
      look();
    });
}
