import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { type EntryDetail, entryKinds, inviteStates } from './entry-kinds.ts';

/** An instant: `timestamptz` in the database, milliseconds since the epoch in the program. */
export const instant = customType<{ data: number; driverData: string }>({
  dataType: () => 'timestamp(3) with time zone',
  toDriver: (ms) => new Date(ms).toISOString(),
  fromDriver: (text) => Date.parse(text),
});

/** Every table is keyed by workspace first, and every foreign key carries it: no row can point into another workspace. */
const workspaceId = () => text('workspace_id').notNull();
const identity = () => bigint('id', { mode: 'number' }).generatedByDefaultAsIdentity().notNull();
const reference = (name: string) => bigint(name, { mode: 'number' });

/** What was asked, once: a repeated delivery of the same key meets the stored answer. */
export const requests = pgTable(
  'requests',
  {
    workspaceId: workspaceId(),
    id: identity(),
    key: text('key').notNull(),
    actor: text('actor').notNull(),
    arguments: jsonb('arguments').notNull(),
    answer: jsonb('answer'),
    requestedAt: instant('requested_at').notNull(),
    /** Some of it was refused, and can be recorded all the same. */
    refused: boolean('refused').notNull().default(false),
    /** When the refusals in the answer were settled by a button. */
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique().on(t.workspaceId, t.key),
    index('requests_refused')
      .on(t.workspaceId, t.actor, t.id)
      .where(sql`${t.refused} and ${t.settledAt} is null`),
  ],
);

/** The limited LinkedIn accounts. A teammate's first has the empty name, the others a folded one. */
export const accounts = pgTable(
  'accounts',
  {
    workspaceId: workspaceId(),
    id: identity(),
    owner: text('owner').notNull(),
    name: text('name').notNull().default(''),
    type: text('type', { enum: ['free', 'business_plus', 'sales_navigator'] }).notNull(),
    zone: text('zone').notNull(),
    createdAt: instant('created_at').notNull(),
    /** When the adding of a further account was undone. */
    removedAt: instant('removed_at'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique().on(t.workspaceId, t.owner, t.name),
    index('accounts_by_zone').on(t.zone, t.workspaceId),
    check('accounts_type_known', sql`${t.type} in ('free', 'business_plus', 'sales_navigator')`),
  ],
);

/** Invited people: all that is personal, and can be deleted, stands here and in `person_keys`. */
export const people = pgTable(
  'people',
  {
    workspaceId: workspaceId(),
    id: identity(),
    name: text('name'),
    /** Shared by all who are one person (`person_links`): the smallest of their ids. Null for who is joined to nobody. */
    groupId: reference('group_id'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('people_by_group').on(t.workspaceId, t.groupId).where(sql`${t.groupId} is not null`),
  ],
);

/** Who is one person with whom, as somebody said it: taking a link back leaves the others. */
export const personLinks = pgTable(
  'person_links',
  {
    workspaceId: workspaceId(),
    personId: reference('person_id').notNull(),
    otherId: reference('other_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.personId, t.otherId] }),
    index().on(t.workspaceId, t.otherId),
    foreignKey({ columns: [t.workspaceId, t.personId], foreignColumns: [people.workspaceId, people.id] }),
    foreignKey({ columns: [t.workspaceId, t.otherId], foreignColumns: [people.workspaceId, people.id] }),
    check('person_links_ordered', sql`${t.personId} < ${t.otherId}`),
  ],
);

/** Who asked not to be contacted, as keyed hashes of their keys: erasing the person does not forget the objection. */
export const doNotContact = pgTable(
  'do_not_contact',
  { workspaceId: workspaceId(), keyHash: text('key_hash').notNull(), since: instant('since').notNull() },
  (t) => [primaryKey({ columns: [t.workspaceId, t.keyHash] })],
);

export const personKeys = pgTable(
  'person_keys',
  {
    workspaceId: workspaceId(),
    key: text('key').notNull(),
    personId: reference('person_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.key] }),
    index().on(t.workspaceId, t.personId),
    foreignKey({ columns: [t.workspaceId, t.personId], foreignColumns: [people.workspaceId, people.id] }),
  ],
);

/** The present state of each invitation. What was undone is not there. */
export const invites = pgTable(
  'invites',
  {
    workspaceId: workspaceId(),
    id: identity(),
    accountId: reference('account_id').notNull(),
    /** Null for an unnamed one. */
    personId: reference('person_id'),
    sentAt: instant('sent_at').notNull(),
    state: text('state', { enum: inviteStates }).notNull(),
    stateAt: instant('state_at').notNull(),
    /** It carries an exception mark. */
    exempt: boolean('exempt').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    // With all that counting needs, so that the scattered rows themselves are not read (measured: docs/benchmarks.md).
    index('invites_by_account').on(t.workspaceId, t.accountId, t.sentAt, t.exempt),
    index('invites_by_person').on(t.workspaceId, t.personId, t.accountId, t.sentAt),
    index('invites_pending')
      .on(t.workspaceId, t.accountId, t.sentAt, t.exempt)
      .where(sql`${t.state} = 'pending'`),
    foreignKey({
      columns: [t.workspaceId, t.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }),
    foreignKey({ columns: [t.workspaceId, t.personId], foreignColumns: [people.workspaceId, people.id] }),
    check(
      'invites_state_known',
      sql`${t.state} in ('pending', 'accepted', 'declined', 'ignored', 'expired', 'withdrawn')`,
    ),
  ],
);

/** The teammate's own words to who was invited: for their author and managers. */
export const notes = pgTable(
  'notes',
  {
    workspaceId: workspaceId(),
    inviteId: reference('invite_id').notNull(),
    author: text('author').notNull(),
    text: text('text').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.inviteId] }),
    foreignKey({ columns: [t.workspaceId, t.inviteId], foreignColumns: [invites.workspaceId, invites.id] }),
  ],
);

/** The company pages that PageInvites were sent for. */
export const pages = pgTable(
  'pages',
  { workspaceId: workspaceId(), id: identity(), name: text('name').notNull() },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), unique().on(t.workspaceId, t.name)],
);

/** Per account, resource and local date: what a calendar meter adds up. */
export const usage = pgTable(
  'usage',
  {
    workspaceId: workspaceId(),
    accountId: reference('account_id').notNull(),
    resource: text('resource', { enum: ['connection', 'page'] }).notNull(),
    localDate: date('local_date', { mode: 'string' }).notNull(),
    sent: integer('sent').notNull().default(0),
    sentExempt: integer('sent_exempt').notNull().default(0),
    accepted: integer('accepted').notNull().default(0),
    acceptedExempt: integer('accepted_exempt').notNull().default(0),
    notes: integer('notes').notNull().default(0),
    /** What `counter` adjusted; may be negative. */
    counter: integer('counter').notNull().default(0),
    /** How often the warning that pending ones could pass the month's limit was given on this date. */
    exposureSaid: integer('exposure_said').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.accountId, t.resource, t.localDate] }),
    // The days of a team: those of a date lie together, those of an account do not.
    index('usage_by_date').on(t.workspaceId, t.localDate),
    foreignKey({
      columns: [t.workspaceId, t.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }),
    check(
      'usage_not_negative',
      sql`least(${t.sentExempt}, ${t.sent} - ${t.sentExempt}, ${t.acceptedExempt}, ${t.accepted} - ${t.acceptedExempt}, ${t.notes}, ${t.exposureSaid}) >= 0`,
    ),
  ],
);

/** A workspace's own policies, each version as it was validated; the highest one holds. Without one: the article's. */
export const policies = pgTable(
  'policies',
  {
    workspaceId: workspaceId(),
    version: integer('version').notNull(),
    document: jsonb('document').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: text('changed_by'),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.version] })],
);

/**
 * What managers set, each version as it was validated; of each subject the highest one holds. `workspace` is the whole
 * workspace's, `team:3` a team's. Without one: the defaults.
 */
export const settings = pgTable(
  'settings',
  {
    workspaceId: workspaceId(),
    subject: text('subject').notNull(),
    version: integer('version').notNull(),
    document: jsonb('document').notNull(),
    changedAt: instant('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.subject, t.version] })],
);

/** Slack members as teammates: their team, and what they chose for themselves. Without a row: the defaults. */
export const teammates = pgTable(
  'teammates',
  {
    workspaceId: workspaceId(),
    userId: text('user_id').notNull(),
    /** The number of the team (`team:3` in `settings`); null for who is in none. */
    team: integer('team'),
    /** Notices about their own account come by direct message. */
    notices: boolean('notices').notNull().default(true),
    checkIns: text('check_ins', { enum: ['twice', 'weekly', 'off'] })
      .notNull()
      .default('twice'),
    /** The last local date on which they are away; null while they are not. */
    awayUntil: date('away_until', { mode: 'string' }),
    /** Named on the leaderboard. */
    ranked: boolean('ranked').notNull().default(true),
    /** When they answered the first-run card. */
    welcomedAt: instant('welcomed_at'),
    /** When Slack was seen to have deactivated them. */
    deactivatedAt: instant('deactivated_at'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.userId] }),
    index('teammates_by_team').on(t.workspaceId, t.team),
    check('teammates_check_ins_known', sql`${t.checkIns} in ('twice', 'weekly', 'off')`),
  ],
);

/** Who opened the app's Home, and when it was last published: by the database's clock, as the jobs are. */
export const homes = pgTable(
  'homes',
  {
    workspaceId: workspaceId(),
    userId: text('user_id').notNull(),
    openedAt: instant('opened_at').notNull(),
    publishedAt: instant('published_at'),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.userId] })],
);

/** When Homes were published in the last minute: Slack bears about a hundred a minute. */
export const homePublishings = pgTable(
  'home_publishings',
  { workspaceId: workspaceId(), id: identity(), publishedAt: instant('published_at').notNull() },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('home_publishings_by_time').on(t.workspaceId, t.publishedAt),
  ],
);

/** The outbox: what is to be said in a channel or to a member, in the order of ids. The text is built when it is sent. */
export const deliveries = pgTable(
  'deliveries',
  {
    workspaceId: workspaceId(),
    id: identity(),
    /** A channel's id, or a member's for a direct message. */
    channel: text('channel').notNull(),
    /** Which message, and the ids and numbers it is built from. */
    kind: text('kind').notNull(),
    payload: jsonb('payload').notNull(),
    /** What must be said once: a second one of the same key is not queued. */
    onceKey: text('once_key'),
    /** `skipped`: when it was to be said there was nothing to say. */
    state: text('state', { enum: ['queued', 'sent', 'skipped', 'dead'] })
      .notNull()
      .default('queued'),
    attempts: integer('attempts').notNull().default(0),
    /** The run of a bot's jobs that began to say it, until what became of that is written down. */
    attemptedBy: text('attempted_by'),
    /** Slack's id of the message, once it is sent. */
    ts: text('ts'),
    /** Slack's error code, of a dead one and of the last failed attempt. */
    reason: text('reason'),
    queuedAt: instant('queued_at').notNull(),
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique().on(t.workspaceId, t.onceKey),
    index('deliveries_queued').on(t.workspaceId, t.channel, t.id).where(sql`${t.state} = 'queued'`),
    index('deliveries_dead').on(t.workspaceId, t.id).where(sql`${t.state} = 'dead'`),
    check('deliveries_state_known', sql`${t.state} in ('queued', 'sent', 'skipped', 'dead')`),
  ],
);

/** When each team's next digest is due: of the teams that have a channel, kept with their settings and with each claim. */
export const digestSchedules = pgTable(
  'digest_schedules',
  {
    workspaceId: workspaceId(),
    team: integer('team').notNull(),
    dueAt: instant('due_at').notNull(),
    /** The team's local date that it is the digest of. */
    localDate: date('local_date', { mode: 'string' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.team] }),
    index('digest_schedules_by_time').on(t.dueAt, t.workspaceId, t.team),
  ],
);

/** The digests that were claimed, each team's local date once, whoever did: a replica, or a manager by hand. */
export const digests = pgTable(
  'digests',
  {
    workspaceId: workspaceId(),
    team: integer('team').notNull(),
    localDate: date('local_date', { mode: 'string' }).notNull(),
    /** Until then it tells, from the last one that was `queued` on. */
    claimedAt: instant('claimed_at').notNull(),
    /** `missed`: the bot was not there, and it was too late to post it. */
    result: text('result', { enum: ['queued', 'missed'] }).notNull(),
    /** Who posted it by hand; null for the schedule. */
    postedBy: text('posted_by'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.team, t.localDate] }),
    check('digests_result_known', sql`${t.result} in ('queued', 'missed')`),
  ],
);

/** What happens at a time of day in a zone, each local date once: check-ins, news of restrictions, the nightly work. */
export const rounds = pgTable(
  'rounds',
  {
    workspaceId: workspaceId(),
    kind: text('kind').notNull(),
    zone: text('zone').notNull(),
    localDate: date('local_date', { mode: 'string' }).notNull(),
    claimedAt: instant('claimed_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.kind, t.zone, t.localDate] })],
);

/** The warnings that were given: one an account, limit, window and level. */
export const warnings = pgTable(
  'warnings',
  {
    workspaceId: workspaceId(),
    accountId: reference('account_id').notNull(),
    limitId: text('limit_id').notNull(),
    level: text('level', { enum: ['nearing', 'critical', 'reached'] }).notNull(),
    /** The first local date of a calendar window; empty for a rolling one, which is warned of anew after its length. */
    window: text('window').notNull(),
    saidAt: instant('said_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.accountId, t.limitId, t.level, t.window] }),
    foreignKey({
      columns: [t.workspaceId, t.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }),
    check('warnings_level_known', sql`${t.level} in ('nearing', 'critical', 'reached')`),
  ],
);

/** The channels that Slack lets nothing be posted to any more: nothing is tried there until somebody sees to it. */
export const stoppedChannels = pgTable(
  'stopped_channels',
  {
    workspaceId: workspaceId(),
    channel: text('channel').notNull(),
    /** Slack's error code. */
    reason: text('reason').notNull(),
    stoppedAt: instant('stopped_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.channel] })],
);

/** The ledger: append-only (a trigger sees to it), one row a fact; ids, codes and numbers only. */
export const entries = pgTable(
  'entries',
  {
    workspaceId: workspaceId(),
    requestId: reference('request_id').notNull(),
    ordinal: smallint('ordinal').notNull(),
    /** In the order of recording, also across requests. */
    id: identity(),
    kind: text('kind', { enum: entryKinds }).notNull(),
    accountId: reference('account_id').notNull(),
    actor: text('actor').notNull(),
    /** The actor is not the owner of the account. */
    onBehalf: boolean('on_behalf').notNull().default(false),
    personId: reference('person_id'),
    inviteId: reference('invite_id'),
    /** How many PageInvites; of `counter_set` the adjustment, which may be negative; else 1. */
    quantity: integer('quantity').notNull().default(1),
    happenedAt: instant('happened_at').notNull(),
    localDate: date('local_date', { mode: 'string' }).notNull(),
    recordedAt: instant('recorded_at').notNull(),
    source: text('source', { enum: ['command', 'form', 'shortcut', 'import', 'schedule'] }).notNull(),
    /** Recorded although a cap forbade it. */
    overCap: boolean('over_cap').notNull().default(false),
    detail: jsonb('detail').$type<EntryDetail>(),
    /** Of `undone`: the entry that was taken back. No entry is taken back twice. */
    undoneRequestId: reference('undone_request_id'),
    undoneOrdinal: smallint('undone_ordinal'),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.requestId, t.ordinal] }),
    index('entries_by_account').on(t.workspaceId, t.accountId, t.id),
    // What was recorded since the last digest.
    index('entries_by_time').on(t.workspaceId, t.recordedAt),
    // Of which kinds of people many accept (measured: test/bench/digest.ts).
    index('entries_because')
      .on(t.workspaceId, t.happenedAt)
      .where(sql`${t.kind} = 'sent' and ${t.detail} ->> 'because' is not null`),
    index('entries_by_person').on(t.workspaceId, t.personId, t.id).where(sql`${t.personId} is not null`),
    index('entries_on_behalf').on(t.workspaceId, t.actor, t.id).where(sql`${t.onBehalf}`),
    index('entries_over_cap').on(t.workspaceId, t.accountId, t.happenedAt).where(sql`${t.overCap}`),
    index('entries_of_account')
      .on(t.workspaceId, t.accountId, t.kind, t.happenedAt)
      .where(
        sql`${t.kind} in ('account_changed', 'zone_changed', 'restricted', 'lifted', 'page_sent', 'counter_set', 'checked')`,
      ),
    uniqueIndex('entries_undone')
      .on(t.workspaceId, t.undoneRequestId, t.undoneOrdinal)
      .where(sql`${t.kind} = 'undone'`),
    foreignKey({
      columns: [t.workspaceId, t.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }),
    foreignKey({ columns: [t.workspaceId, t.personId], foreignColumns: [people.workspaceId, people.id] }),
    check(
      'entries_undone_names_an_entry',
      sql`(${t.kind} = 'undone') = (${t.undoneRequestId} is not null and ${t.undoneOrdinal} is not null)`,
    ),
  ],
);
