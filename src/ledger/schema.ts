import { sql } from 'drizzle-orm';
import {
  bigint,
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
} from 'drizzle-orm/pg-core';

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
    /** When the refusals in the answer were settled by a button. */
    settledAt: instant('settled_at'),
  },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] }), unique().on(t.workspaceId, t.key)],
);

/** The limited LinkedIn accounts. A teammate's first has the empty name. */
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
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique().on(t.workspaceId, t.owner, t.name),
    check('accounts_type_known', sql`${t.type} in ('free', 'business_plus', 'sales_navigator')`),
  ],
);

/** Invited people: all that is personal, and can be deleted, stands here and in `person_keys`. */
export const people = pgTable(
  'people',
  { workspaceId: workspaceId(), id: identity(), name: text('name') },
  (t) => [primaryKey({ columns: [t.workspaceId, t.id] })],
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

/** The present state of each invitation. */
export const invites = pgTable(
  'invites',
  {
    workspaceId: workspaceId(),
    id: identity(),
    accountId: reference('account_id').notNull(),
    personId: reference('person_id').notNull(),
    sentAt: instant('sent_at').notNull(),
    state: text('state', { enum: ['pending', 'accepted'] }).notNull(),
    stateAt: instant('state_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    index('invites_by_account').on(t.workspaceId, t.accountId, t.sentAt),
    index('invites_by_person').on(t.workspaceId, t.personId, t.accountId, t.sentAt),
    index('invites_pending').on(t.workspaceId, t.accountId).where(sql`${t.state} = 'pending'`),
    foreignKey({
      columns: [t.workspaceId, t.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }),
    foreignKey({ columns: [t.workspaceId, t.personId], foreignColumns: [people.workspaceId, people.id] }),
    check('invites_state_known', sql`${t.state} in ('pending', 'accepted')`),
  ],
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
    accepted: integer('accepted').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.accountId, t.resource, t.localDate] }),
    foreignKey({
      columns: [t.workspaceId, t.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }),
    check('usage_not_negative', sql`${t.sent} >= 0 and ${t.accepted} >= 0`),
  ],
);

/** The ledger: append-only (a trigger sees to it), one row a fact; ids, codes and numbers only. */
export const entries = pgTable(
  'entries',
  {
    workspaceId: workspaceId(),
    id: identity(),
    requestId: reference('request_id').notNull(),
    ordinal: smallint('ordinal').notNull(),
    kind: text('kind', { enum: ['sent', 'accepted', 'account_changed', 'zone_changed'] }).notNull(),
    accountId: reference('account_id').notNull(),
    actor: text('actor').notNull(),
    personId: reference('person_id'),
    inviteId: reference('invite_id'),
    happenedAt: instant('happened_at').notNull(),
    localDate: date('local_date', { mode: 'string' }).notNull(),
    recordedAt: instant('recorded_at').notNull(),
    source: text('source', { enum: ['command', 'form', 'shortcut', 'import'] }).notNull(),
    detail: jsonb('detail').$type<EntryDetail>(),
  },
  (t) => [
    primaryKey({ columns: [t.workspaceId, t.id] }),
    unique().on(t.workspaceId, t.requestId, t.ordinal),
    index('entries_by_account').on(t.workspaceId, t.accountId, t.id),
    index('entries_account_changes')
      .on(t.workspaceId, t.accountId, t.kind, t.happenedAt)
      .where(sql`${t.kind} in ('account_changed', 'zone_changed')`),
    foreignKey({
      columns: [t.workspaceId, t.accountId],
      foreignColumns: [accounts.workspaceId, accounts.id],
    }),
    foreignKey({ columns: [t.workspaceId, t.personId], foreignColumns: [people.workspaceId, people.id] }),
    foreignKey({ columns: [t.workspaceId, t.inviteId], foreignColumns: [invites.workspaceId, invites.id] }),
  ],
);

/** What an entry carries besides its columns, as codes. */
export type EntryDetail = {
  /** Codes of the reasons that a recorded send overrode. */
  readonly overrode?: readonly string[];
  /** Of `account_changed` (account types) and `zone_changed` (IANA zones). */
  readonly from?: string;
  readonly to?: string;
};
