import type { Clock } from '../clock.ts';
import { InputError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { Answer } from '../services/answers.ts';
import type { Call } from '../services/call.ts';
import { chooseOutcome } from '../services/choose-outcome.ts';
import { logAnyway } from '../services/log-anyway.ts';
import { readZone } from '../services/read-zone.ts';
import { settleRequest } from '../services/settle-request.ts';
import { undoRequest } from '../services/undo-request.ts';
import { findSubcommand } from './commands/find.ts';
import { subcommands } from './commands/help.ts';
import { ACTIONS, decodeRequestPart, type RequestPart } from './ids.ts';
import type { Context, Handlers, Reply } from './request.ts';
import { answerView } from './views/answer.ts';
import { withZoneNote } from './views/zone-note.ts';

/** What each button does. */
type Press = (ledger: Ledger, call: Call, part: RequestPart) => Promise<Answer>;
const actions: ReadonlyMap<string, Press> = new Map<string, Press>([
  [ACTIONS.logAnyway, logAnyway],
  [ACTIONS.undo, undoButton],
  [ACTIONS.undoEntry, undoEntryButton],
  [ACTIONS.choose, chooseOutcome],
]);

/** The button takes back the request below whose reply it stands, whole. */
function undoButton(ledger: Ledger, call: Call, { requestId }: RequestPart): Promise<Answer> {
  return undoRequest(ledger, call, { requestId });
}

/** The button takes back one entry of a request: what another undo waits for. */
function undoEntryButton(ledger: Ledger, call: Call, { requestId, ordinal }: RequestPart): Promise<Answer> {
  return undoRequest(ledger, call, { requestId, ordinal: ordinal - 1 });
}

/** Where the days of somebody begin whose zone nobody has ever told. */
const fallbackZone = 'UTC';

/** What the bot does when somebody types, presses, or waits for a confirmation. */
export function createHandlers({ ledger, clock }: { ledger: Ledger; clock: Clock }): Handlers {
  const withinMs = (ctx: Context) => Math.max(0, ctx.deadline - performance.now());

  /** The caller's zone is Slack's, else the last known one; a reply that had to guess says so. */
  async function inZone(ctx: Context, work: (call: Call) => Promise<Reply>): Promise<Reply> {
    const { workspaceId, userId, requestKey, now } = ctx;
    const told = ctx.person.zone;
    const zone =
      told ?? (await readZone(ledger, { workspaceId, userId, withinMs: withinMs(ctx) })) ?? fallbackZone;
    const reply = await work({
      workspaceId,
      userId,
      owner: userId,
      isAdmin: ctx.person.isAdmin,
      requestKey,
      now,
      zone,
      // What is left when it is asked for: some commands go to the database twice.
      get withinMs() {
        return withinMs(ctx);
      },
    });
    return told === undefined ? withZoneNote(reply, zone) : reply;
  }

  return {
    command: (text, ctx) =>
      inZone(ctx, (call) => {
        const [, name = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/u.exec(text) ?? [];
        const subcommand = findSubcommand(name === '' ? 'help' : name, subcommands);
        return subcommand.answer(rest, { call, ledger });
      }),

    action: (actionId, value, ctx) =>
      inZone(ctx, async (call) => {
        const press = actions.get(actionId.replace(/:\d+$/, ''));
        if (!press) throw new InputError('This button is out of date. Type `/invites help`.');
        return viewOf(await press(ledger, call, decodeRequestPart(value)));
      }),

    async settle(requestKey, ctx) {
      const { workspaceId, userId } = ctx;
      const settled = {
        workspaceId,
        userId,
        owner: userId,
        isAdmin: false,
        requestKey,
        now: clock.now(),
        zone: fallbackZone,
        withinMs: settleMs,
      };
      return answerView(await settleRequest(ledger, settled)) ?? 'not_recorded';
    },
  };
}

/** Asking what became of a request is not bound to Slack's 3 seconds. */
const settleMs = 10_000;

function viewOf(answer: Answer): Reply {
  const reply = answerView(answer);
  if (!reply) throw new Error('a request that never happened has no reply');
  return reply;
}
