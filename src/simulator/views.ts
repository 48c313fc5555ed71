import type { Block } from './blocks.ts';

/** A modal on a user's stack, or a user's Home. */
export type View = {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly userId: string;
  readonly hash: string;
  readonly title: string;
  readonly submit?: string;
  /** Nothing can be submitted before something was entered. */
  readonly submitDisabled: boolean;
  readonly close?: string;
  readonly blocks: readonly Block[];
  readonly privateMetadata: string;
  readonly callbackId: string;
  readonly externalId: string;
  readonly clearOnClose: boolean;
  readonly notifyOnClose: boolean;
  readonly rootViewId: string;
  readonly previousViewId?: string;
};

/** What an app writes; the rest is Slack's. */
export type ViewContent = Omit<View, 'id' | 'userId' | 'hash' | 'rootViewId' | 'previousViewId'>;

/** The views of one workspace: a stack of modals and one Home for each user. */
export type Views = {
  readonly stack: (userId: string) => View[];
  readonly home: (userId: string) => View | undefined;
  readonly byId: (id: string) => View | undefined;
  readonly byExternalId: (id: string) => View | undefined;
  readonly open: (userId: string, content: ViewContent) => View;
  readonly push: (userId: string, content: ViewContent) => View;
  readonly publish: (userId: string, content: ViewContent) => View;
  readonly update: (view: View, content: ViewContent) => View;
  /** Takes one modal off its stack, wherever it lies. */
  readonly remove: (view: View) => void;
  /** Closes the user's topmost modal, or all of them. */
  readonly close: (userId: string, all?: boolean) => void;
};

export function createViews(nextId: (prefix: string) => string, changed: () => void): Views {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const stack = (userId: string) => stacks.get(userId) ?? [];
  const all = () => [...[...stacks.values()].flat(), ...homes.values()];
  const made = (userId: string, content: ViewContent, below?: View): View => {
    const id = nextId('V');
    return {
      ...content,
      id,
      userId,
      hash: nextId('h'),
      rootViewId: below?.rootViewId ?? id,
      ...(below === undefined ? {} : { previousViewId: below.id }),
    };
  };
  /** The same view with other content: what the app leaves out now is gone. */
  const redrawn = ({ id, userId, rootViewId, previousViewId }: View, content: ViewContent): View => ({
    ...content,
    id,
    userId,
    hash: nextId('h'),
    rootViewId,
    ...(previousViewId === undefined ? {} : { previousViewId }),
  });
  const setStack = (userId: string, views: View[]) => {
    stacks.set(userId, views);
    changed();
  };
  return {
    stack,
    home: (userId) => homes.get(userId),
    byId: (id) => all().find((view) => view.id === id),
    byExternalId: (id) => all().find((view) => view.externalId === id && id !== ''),
    open: (userId, content) => {
      const view = made(userId, content);
      setStack(userId, [view]);
      return view;
    },
    push: (userId, content) => {
      const below = stack(userId);
      const view = made(userId, content, below.at(-1));
      setStack(userId, [...below, view]);
      return view;
    },
    publish: (userId, content) => {
      const known = homes.get(userId);
      const view = known === undefined ? made(userId, content) : redrawn(known, content);
      homes.set(userId, view);
      changed();
      return view;
    },
    update: (view, content) => {
      const updated = redrawn(view, content);
      if (view.type === 'home') homes.set(view.userId, updated);
      else
        stacks.set(
          view.userId,
          stack(view.userId).map((one) => (one.id === view.id ? updated : one)),
        );
      changed();
      return updated;
    },
    remove: ({ userId, id }) =>
      setStack(
        userId,
        stack(userId).filter((one) => one.id !== id),
      ),
    close: (userId, everything = false) => setStack(userId, everything ? [] : stack(userId).slice(0, -1)),
  };
}
