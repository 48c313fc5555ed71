import type { TaskList } from 'graphile-worker';
import { z } from 'zod';
import { InternalError } from '../errors.ts';
import { taskNames } from '../ledger/job-specs.ts';
import { refreshHomes } from '../services/publish-home.ts';
import { drain } from './drain.ts';
import type { JobParts } from './parts.ts';
import { publishHome } from './publish-home.ts';
import { runRound } from './rounds.ts';

const id = z.string().min(1);
const ofChannel = z.object({ workspaceId: id, channel: id });
const ofMember = z.object({ workspaceId: id, userId: id });
const ofRound = z.object({ workspaceId: id, kind: id, zone: id, localDate: z.iso.date() });
const ofWorkspace = z.object({ workspaceId: id });

/** What the jobs of the queue do. */
export function createTasks(parts: JobParts): TaskList {
  /** The queue keeps the message of what a job fails with, so it gets one of ours, and the log the rest. */
  const task =
    <P>(name: string, payload: z.ZodType<P>, work: (payload: P) => Promise<void>) =>
    async (given: unknown) => {
      try {
        await work(payload.parse(given));
      } catch (err) {
        parts.log.warn({ err, task: name }, 'a job failed');
        throw new InternalError('job_failed', 'See the log.');
      }
    };
  return {
    [taskNames.drain]: task(taskNames.drain, ofChannel, (place) => drain(parts, place)),
    [taskNames.publishHome]: task(taskNames.publishHome, ofMember, (whose) => publishHome(parts, whose)),
    [taskNames.round]: task(taskNames.round, ofRound, (round) => runRound(parts, round)),
    [taskNames.refreshHomes]: task(taskNames.refreshHomes, ofWorkspace, ({ workspaceId }) =>
      refreshHomes(parts.ledger, workspaceId),
    ),
  };
}
