import type { Clock } from '../clock.ts';
import { InputError } from '../errors.ts';
import type { Ledger } from '../ledger/connect.ts';
import type { Call } from '../services/call.ts';
import { openHome } from '../services/open-home.ts';
import { readZone } from '../services/read-zone.ts';
import { settleRequest } from '../services/settle-request.ts';
import { findSubcommand } from './commands/find.ts';
import { subcommands } from './commands/help.ts';
import type { Form } from './modals/form.ts';
import { forms } from './modals/list.ts';
import { findPress } from './presses.ts';
import { type Answered, type Context, type Handlers, isReply, type OpenForm } from './request.ts';
import { shortcuts } from './shortcuts/list.ts';
import { answerView } from './views/answer.ts';
import { startView } from './views/start.ts';
import { viewWithZoneNote, withZoneNote } from './views/zone-note.ts';

/** Where the days of somebody begin whose zone nobody has ever told. */
const fallbackZone = 'UTC';

/** What the bot does when somebody types, presses, submits, opens Home, or waits for a confirmation. */
export function createHandlers({ ledger, clock }: { ledger: Ledger; clock: Clock }): Handlers {
  const withinMs = (ctx: Context) => Math.max(0, ctx.deadline - performance.now());

  /** The caller's zone is Slack's, else the last known one, else a guess. */
  async function callOf(ctx: Context, source?: Call['source']): Promise<Call> {
    const { workspaceId, userId, requestKey, now } = ctx;
    const zone =
      ctx.person.zone ??
      (await readZone(ledger, { workspaceId, userId, withinMs: withinMs(ctx) })) ??
      fallbackZone;
    return {
      workspaceId,
      userId,
      owner: userId,
      isAdmin: ctx.person.isAdmin,
      ...(ctx.person.isDeactivated && { isDeactivated: true }),
      requestKey,
      now,
      zone,
      ...(ctx.person.zone === undefined && { isZoneUnsure: true as const }),
      ...(source && { source }),
      // What is left when it is asked for: some commands go to the database twice.
      get withinMs() {
        return withinMs(ctx);
      },
    };
  }

  /** A reply or a form that had to guess the zone says so. */
  function noted(answered: Answered, { zone, isZoneUnsure }: Call): Answered {
    if (!isZoneUnsure) return answered;
    if (isReply(answered)) return withZoneNote(answered, zone);
    if (answered.kind !== 'open' && answered.kind !== 'update') return answered;
    return { ...answered, view: viewWithZoneNote(answered.view, zone) };
  }

  return {
    async command(text, ctx) {
      const call = await callOf(ctx);
      const [, name = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*)$/u.exec(text) ?? [];
      if (name === '') return startView();
      const subcommand = findSubcommand(name, subcommands);
      return noted(await subcommand.answer(rest, { call, ledger }), call);
    },

    async press(press, ctx) {
      const { form } = press;
      const call = await callOf(ctx, form === 'message' ? undefined : 'form');
      const own = typeof form === 'string' ? undefined : ownPress(form, press.actionId);
      const answered =
        own && typeof form !== 'string'
          ? await own({ ledger, call, form, press })
          : await findPress(press.actionId)(ledger, call, press);
      return noted(answered, call);
    },

    async submit(form, ctx) {
      const call = await callOf(ctx, 'form');
      const { submit } = formOf(form);
      return submit ? noted(await submit({ ledger, call, form }), call) : { kind: 'nothing' };
    },

    async shortcut(shortcut, ctx) {
      const run = shortcuts.get(shortcut.callbackId);
      if (!run) throw new InputError('I do not know this shortcut. `/invites help` lists what I do.');
      const call = await callOf(ctx, 'shortcut');
      return noted(await run({ ledger, call, shortcut }), call);
    },

    async homeOpened(ctx) {
      await openHome(ledger, await callOf(ctx));
    },

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

function formOf({ callbackId }: OpenForm): Form {
  const form = forms.find((one) => one.callbackId === callbackId);
  if (!form) throw new InputError('This form is out of date. Close it and open it again.');
  return form;
}

/** What a press does in this form alone; undefined for a button of any message, such as *Undo* in a result. */
function ownPress(form: OpenForm, actionId: string) {
  return forms.find(({ callbackId }) => callbackId === form.callbackId)?.presses?.[actionId];
}
