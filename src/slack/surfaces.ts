import { randomUUID } from 'node:crypto';
import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { LRUCache } from 'lru-cache';
import type { Log } from '../log.ts';
import { plainReply } from './failure.ts';
import { type Answered, isReply, type Reply } from './request.ts';
import { slackErrorCode } from './slack-error-code.ts';
import { resultModal } from './views/result.ts';

/** A modal that is open, by its ids. */
export type OpenView = {
  readonly id: string;
  readonly hash: string;
  /** How many modals lie below it. */
  readonly below: number;
};

/** Slack's time for a `trigger_id` was over, or it was used. */
const lateTriggers = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id']);
/** Modals below one another, at most (CAPS.viewStack). */
export const mostBelow = 2;

/** What a modal shows of an answer; undefined for a step that shows none. */
export function modalOf(answered: Answered): ModalView | undefined {
  if (isReply(answered)) return resultModal(answered);
  switch (answered.kind) {
    case 'open':
    case 'update':
      return answered.view;
    case 'errors': {
      const lines = Object.values(answered.errors).join('\n');
      const reply = plainReply(`Nothing was saved:\n${lines}\nClose this: what you entered is still there.`);
      return { ...resultModal(reply), clear_on_close: false };
    }
    case 'close':
    case 'nothing':
      return undefined;
  }
}

/** Where an answer is shown when it is not carried by an acknowledgement. */
export type Surfaces = {
  /** A new modal, for a command, a message or Home. `say` reaches the person when Slack did not open it. */
  open(at: Trigger, answered: Answered, say: (reply: Reply) => Promise<unknown>): Promise<void>;
  /** In the modal where something was pressed; a failure (`replaces` is false) stands on top of it. */
  press(at: Pressed, answered: Answered, replaces: boolean): Promise<void>;
  /** What the acknowledgement of a form drew: what had been pressed in it before does not draw over it. */
  submitted(view: OpenView): void;
  /** In a modal of a late answer; who closed it meanwhile is told by direct message what was recorded. */
  late(at: Person & ViewTarget, answered: Answered): Promise<void>;
};
type Person = { readonly client: WebClient; readonly userId: string };
type Trigger = { readonly client: WebClient; readonly triggerId: string };
type Pressed = Person &
  Trigger & {
    readonly view: OpenView;
    /** Tells an old press from a newer one. */
    readonly pressedAt: number;
  };
type ViewTarget = { readonly viewId: string } | { readonly externalId: string };

export function createSurfaces({ log }: { readonly log: Log }): Surfaces {
  /** The newest answered press of each modal, and as which drawing it was submitted. */
  const newest = new LRUCache<string, number>({ max: 1_000 });
  const submitted = new LRUCache<string, string>({ max: 1_000 });

  /** Where no modal can say it without taking the place of what was typed. */
  const tell = async ({ client, userId }: Person, reply: Reply) => {
    await client.chat.postMessage({ channel: userId, ...reply });
  };

  async function update(at: Pressed, shown: ModalView) {
    const { client, view, pressedAt } = at;
    try {
      await client.views.update({ view_id: view.id, hash: view.hash, view: shown });
    } catch (err) {
      const code = slackErrorCode(err);
      if (code === undefined) throw err;
      if (code === 'not_found') return log.info('a modal was closed before its answer came');
      if (code === 'hash_conflict') {
        const isOld = (newest.get(view.id) ?? 0) > pressedAt || submitted.get(view.id) === view.hash;
        if (!isOld) await client.views.update({ view_id: view.id, view: shown });
        return;
      }
      log.error({ code }, 'Slack refused a modal');
      await tell(at, notShown(code));
    }
  }

  async function push(at: Pressed, answered: Answered, view: ModalView) {
    try {
      await at.client.views.push({ trigger_id: at.triggerId, view });
    } catch (err) {
      const code = slackErrorCode(err);
      if (code === undefined) throw err;
      log.warn({ code }, 'a modal was not pushed');
      await tell(at, isReply(answered) ? answered : notOpened(code));
    }
  }

  return {
    async open({ client, triggerId }, answered, say) {
      const view = modalOf(answered);
      if (view === undefined) return;
      try {
        await client.views.open({ trigger_id: triggerId, view });
      } catch (err) {
        const code = slackErrorCode(err);
        if (code === undefined) throw err;
        log.warn({ code }, 'a modal was not opened');
        await say(isReply(answered) ? answered : notOpened(code));
      }
    },

    async press(at, answered, replaces) {
      const { view, pressedAt } = at;
      newest.set(view.id, Math.max(pressedAt, newest.get(view.id) ?? 0));
      const shown = modalOf(answered);
      if (shown === undefined) return;
      const isTop = view.below >= mostBelow;
      if (!replaces && isReply(answered)) {
        await (isTop ? tell(at, answered) : push(at, answered, { ...shown, clear_on_close: false }));
      } else if (!isTop && !isReply(answered) && answered.kind === 'open') {
        await push(at, answered, shown);
      } else {
        // Closing what stands on a form goes back to the form: it may still hold people for later.
        await update(at, view.below > 0 ? { ...shown, clear_on_close: false } : shown);
      }
    },

    submitted: (view) => void submitted.set(view.id, view.hash),

    async late({ client, userId, ...target }, answered) {
      const shown = modalOf(answered) ?? resultModal(plainReply('Done.'));
      try {
        await client.views.update({
          ...('viewId' in target ? { view_id: target.viewId } : { external_id: target.externalId }),
          view: shown,
        });
      } catch (err) {
        const code = slackErrorCode(err);
        if (code === undefined) throw err;
        log.warn({ code }, 'the late result of a form was not shown');
        await tell({ client, userId }, isReply(answered) ? answered : notShown(code));
      }
    },
  };
}

function notOpened(code: string): Reply {
  return plainReply(
    lateTriggers.has(code)
      ? 'That took longer than Slack waits, so the form did not open. Please try again.'
      : `Slack did not open the form (${code}). Nothing was recorded. Please try again.`,
  );
}

function notShown(code: string | undefined): Reply {
  return plainReply(
    `Slack did not show the answer (${code}). Check \`/invites history\` before doing it again.`,
  );
}

/** Finds a modal again that is shown while a result is awaited. */
export function newExternalId(): string {
  return `working-${randomUUID()}`;
}
