import type { z } from 'zod';
import { InputError } from '../errors.ts';
import { type ActAnswer, type PageActs, pageActs } from './page-acts.ts';
import { raiseFault } from './page-faults.ts';
import type { PageDeps } from './page-routes.ts';
import type { UserSession } from './session.ts';

type Body<A extends keyof PageActs> = z.output<(typeof pageActs)[A]>;
type Perform<A extends keyof PageActs> = (
  session: UserSession,
  body: Body<A>,
  deps: PageDeps,
) => Promise<ActAnswer>;

const perform: { readonly [A in keyof PageActs]: Perform<A> } = {
  command: async (session, { channel, line }) => answerOf(await session.command(line, { channel })),
  message: async (session, { channel, text }) => {
    session.say(channel, text);
    return {};
  },
  press: async (session, { workspace, on, element, choice, values = {} }, { world }) => {
    const { message, views } = world.workspace(workspace);
    const found = 'view' in on ? views.byId(on.view) : message(on.channel, on.ts);
    if (found === undefined) throw new InputError(`This ${'view' in on ? 'view' : 'message'} is gone.`);
    return answerOf(await session.press(found, element, { choice, values }));
  },
  submit: async (session, { view, values }) => {
    const { error, errors } = await session.submit(view, values);
    return { ...(error === undefined ? {} : { error }), ...(errors === undefined ? {} : { errors }) };
  },
  close: async (session, { all = false }) => {
    await (all ? session.closeAll() : session.close());
    return {};
  },
  open_app: async (session, { tab }) => {
    await (tab === 'home' ? session.openHome() : session.openMessages());
    return {};
  },
  open_direct: async (session, { member }) => ({ channel: session.openDirect(member).id }),
  shortcut: async (session, { callbackId, message }, { world }) => {
    if (message === undefined) return answerOf(await session.shortcut(callbackId));
    const found = world.workspace(session.workspaceId).message(message.channel, message.ts);
    if (found === undefined) throw new InputError('This message is gone.');
    return answerOf(await session.shortcut(callbackId, found));
  },
  read: async (session, { channel }) => {
    session.read(channel);
    return {};
  },
  fault: async (_session, { fault }, { world, faults }) => {
    raiseFault(faults, fault);
    world.changed();
    return {};
  },
  clock: async (_session, { jump }, { world, jumps }) => {
    const found = jumps.find(({ id }) => id === jump);
    if (found === undefined) throw new InputError(`The clock has no jump "${jump}".`);
    await world.leap(found.jump);
    await found.moved?.();
    return {};
  },
};

export function isAct(name: string): name is keyof PageActs {
  return Object.hasOwn(pageActs, name);
}

/** Does what a member did in the page. Throws `ZodError` for a body that is none, `InputError` for what cannot be. */
export async function performAct<A extends keyof PageActs>(
  deps: PageDeps,
  name: A,
  source: unknown,
): Promise<ActAnswer> {
  const body = pageActs[name].parse(source) as Body<A>;
  return perform[name](deps.sessionOf(body.user, body.workspace), body, deps);
}

function answerOf({ error }: { readonly error?: string }): ActAnswer {
  return error === undefined ? {} : { error };
}
