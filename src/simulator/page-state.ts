import type { Block } from './blocks.ts';
import type { SlashCommand } from './manifest.ts';

/** What one user sees of a workspace, as the page draws it. */
export type PageState = {
  readonly workspaces: readonly Named[];
  readonly workspace: Named;
  readonly viewer: PageUser & { readonly tz: string };
  readonly app: Named & { readonly description: string; readonly tabs: readonly ('home' | 'messages')[] };
  readonly users: readonly PageUser[];
  readonly channels: readonly PageChannel[];
  readonly commands: readonly SlashCommand[];
  readonly shortcuts: readonly PageShortcut[];
  readonly messages: readonly PageMessage[];
  /** What the app published for the viewer. */
  readonly home: PageView | undefined;
  /** The viewer's open modals, the topmost last. */
  readonly views: readonly PageView[];
  /** Whether an app listens. */
  readonly connected: boolean;
  /** The simulated clock, in milliseconds since the epoch. */
  readonly now: number;
  /** Things to try, if whoever started the simulator gave any. */
  readonly guide: readonly GuideItem[];
  /** Ways to move the clock; none where it is the real one. */
  readonly jumps: readonly Named[];
  /** What can be made to go wrong; `on`: how many are still to come. */
  readonly faults: readonly (Named & { readonly on: number })[];
  /** How many lines the journal has: the drawer asks for those it has not. */
  readonly journalLength: number;
};

export type Named = { readonly id: string; readonly name: string };

export type PageUser = Named & { readonly realName: string };

export type PageChannel = Named & {
  readonly kind: 'public' | 'private' | 'direct' | 'app';
  /** Of a direct channel: the other member. */
  readonly member?: string;
  readonly isArchived: boolean;
  /** Messages of others since the viewer looked last. */
  readonly unread: number;
};

export type PageShortcut = Named & { readonly type: 'global' | 'message'; readonly description: string };

export type PageMessage = {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly files: readonly PageFile[];
  readonly ephemeral: boolean;
  readonly edited: boolean;
};

/** A file in a message; `url` opens it for the viewer. */
export type PageFile = Named & {
  readonly title: string;
  readonly mimetype: string;
  /** Bytes. */
  readonly size: number;
  readonly url: string;
};

export type PageView = {
  readonly id: string;
  /** Another one with each change. */
  readonly hash: string;
  readonly type: 'modal' | 'home';
  readonly title: string;
  readonly submit?: string;
  /** Nothing can be submitted before something was entered. */
  readonly submitDisabled?: boolean;
  readonly close?: string;
  readonly blocks: readonly Block[];
};

/** Something to try: what to do, what to type for it if it is typed, and whether it was done. */
export type GuideItem = Named & { readonly line?: string; readonly done: boolean };
