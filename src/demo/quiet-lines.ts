import type { Ledger } from '../ledger/connect.ts';
import { read } from '../ledger/transact.ts';
import type { Log } from '../log.ts';
import { changeTeam } from '../services/change-team.ts';
import { loadSettings } from '../services/settings.ts';
import { setUpForm } from '../slack/modals/set-up-form.ts';
import { type Context, type Handlers, isReply } from '../slack/request.ts';

const withinMs = 2_000;

/**
 * The team that set-up makes has one line on a quiet day: else *Next digest*, pressed twice, would show nothing. It is a
 * setting of the team's, as if its manager had changed it, and can be changed back.
 */
export function withQuietLines(handlers: Handlers, ledger: Ledger, log: Log): Handlers {
  return {
    ...handlers,
    async submit(form, ctx) {
      const answered = await handlers.submit(form, ctx);
      if (form.callbackId === setUpForm.callbackId && isReply(answered))
        await saveQuietLines(ledger, ctx).catch((err) =>
          log.warn({ err }, 'the demo’s team posts nothing on quiet days'),
        );
      return answered;
    },
  };
}

async function saveQuietLines(ledger: Ledger, ctx: Context): Promise<void> {
  const { workspaceId, now } = ctx;
  const { workspace, teams } = await read(ledger, { deadlineMs: withinMs }, (db) =>
    loadSettings(db, workspaceId),
  );
  const [first] = teams;
  const [userId] = workspace.document.managers;
  if (first === undefined || userId === undefined) return;
  const call = {
    workspaceId,
    userId,
    owner: userId,
    isAdmin: false,
    requestKey: `${ctx.requestKey}.quiet`,
    now,
    withinMs,
    zone: first.document.zone,
  };
  await changeTeam(ledger, call, {
    team: first.team,
    since: first.version,
    change: { quietDays: 'line' },
  });
}
