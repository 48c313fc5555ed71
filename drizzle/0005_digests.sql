CREATE TABLE "digest_schedules" (
	"workspace_id" text NOT NULL,
	"team" integer NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"local_date" date NOT NULL,
	CONSTRAINT "digest_schedules_workspace_id_team_pk" PRIMARY KEY("workspace_id","team")
);
--> statement-breakpoint
CREATE TABLE "digests" (
	"workspace_id" text NOT NULL,
	"team" integer NOT NULL,
	"local_date" date NOT NULL,
	"claimed_at" timestamp(3) with time zone NOT NULL,
	"result" text NOT NULL,
	"posted_by" text,
	CONSTRAINT "digests_workspace_id_team_local_date_pk" PRIMARY KEY("workspace_id","team","local_date"),
	CONSTRAINT "digests_result_known" CHECK ("digests"."result" in ('queued', 'missed'))
);
--> statement-breakpoint
CREATE TABLE "rounds" (
	"workspace_id" text NOT NULL,
	"kind" text NOT NULL,
	"zone" text NOT NULL,
	"local_date" date NOT NULL,
	"claimed_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "rounds_workspace_id_kind_zone_local_date_pk" PRIMARY KEY("workspace_id","kind","zone","local_date")
);
--> statement-breakpoint
CREATE TABLE "stopped_channels" (
	"workspace_id" text NOT NULL,
	"channel" text NOT NULL,
	"reason" text NOT NULL,
	"stopped_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "stopped_channels_workspace_id_channel_pk" PRIMARY KEY("workspace_id","channel")
);
--> statement-breakpoint
CREATE TABLE "warnings" (
	"workspace_id" text NOT NULL,
	"account_id" bigint NOT NULL,
	"limit_id" text NOT NULL,
	"level" text NOT NULL,
	"window" text NOT NULL,
	"said_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "warnings_workspace_id_account_id_limit_id_level_window_pk" PRIMARY KEY("workspace_id","account_id","limit_id","level","window"),
	CONSTRAINT "warnings_level_known" CHECK ("warnings"."level" in ('nearing', 'critical', 'reached'))
);
--> statement-breakpoint
ALTER TABLE "deliveries" DROP CONSTRAINT "deliveries_state_known";--> statement-breakpoint
DROP INDEX "entries_of_account";--> statement-breakpoint
ALTER TABLE "deliveries" ADD COLUMN "attempted_by" text;--> statement-breakpoint
ALTER TABLE "warnings" ADD CONSTRAINT "warnings_workspace_id_account_id_accounts_workspace_id_id_fk" FOREIGN KEY ("workspace_id","account_id") REFERENCES "public"."accounts"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "digest_schedules_by_time" ON "digest_schedules" USING btree ("due_at","workspace_id","team");--> statement-breakpoint
CREATE INDEX "accounts_by_zone" ON "accounts" USING btree ("zone","workspace_id");--> statement-breakpoint
CREATE INDEX "entries_by_time" ON "entries" USING btree ("workspace_id","recorded_at");--> statement-breakpoint
CREATE INDEX "entries_because" ON "entries" USING btree ("workspace_id","happened_at") WHERE "entries"."kind" = 'sent' and "entries"."detail" ->> 'because' is not null;--> statement-breakpoint
CREATE INDEX "usage_by_date" ON "usage" USING btree ("workspace_id","local_date");--> statement-breakpoint
CREATE INDEX "entries_of_account" ON "entries" USING btree ("workspace_id","account_id","kind","happened_at") WHERE "entries"."kind" in ('account_changed', 'zone_changed', 'restricted', 'lifted', 'page_sent', 'counter_set', 'checked');--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_state_known" CHECK ("deliveries"."state" in ('queued', 'sent', 'skipped', 'dead'));