/** What a simulated workspace starts with. */
export type WorkspaceSeed = {
  /** `T…` */
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  readonly botToken: string;
  readonly users: readonly UserSeed[];
  readonly channels: readonly ChannelSeed[];
  /** Whether the installer granted the manifest's `bot_optional` scopes. */
  readonly grantsOptionalScopes?: boolean;
  /** Whether the workspace has the app already, true unless said otherwise; else `botToken` is what it gets by OAuth. */
  readonly installed?: boolean;
};

export type UserSeed = {
  /** `U…` */
  readonly id: string;
  /** The handle that is typed after `@`. */
  readonly name: string;
  readonly realName: string;
  /** An IANA zone. */
  readonly tz: string;
  readonly isAdmin?: boolean;
  readonly isOwner?: boolean;
  readonly deleted?: boolean;
};

export type ChannelSeed = {
  /** `C…` */
  readonly id: string;
  readonly name: string;
  readonly isPrivate?: boolean;
  readonly members: readonly string[];
  /** Whether the app was invited; true unless said otherwise. */
  readonly botIsMember?: boolean;
};
