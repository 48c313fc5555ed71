-- The ledger is append-only: a correction is a new entry. The one exception is the erasure of a whole workspace, by a
-- transaction that has said which: set_config('headroom.erase_workspace', <workspace_id>, true).
CREATE FUNCTION entries_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_OP = 'DELETE' AND current_setting('headroom.erase_workspace', true) = OLD.workspace_id THEN
		RETURN OLD;
	END IF;
	RAISE EXCEPTION 'entries are append-only' USING ERRCODE = 'restrict_violation';
END;
$$;
--> statement-breakpoint
CREATE TRIGGER entries_append_only BEFORE UPDATE OR DELETE ON entries
	FOR EACH ROW EXECUTE FUNCTION entries_append_only();
--> statement-breakpoint
CREATE TRIGGER entries_no_truncate BEFORE TRUNCATE ON entries
	FOR EACH STATEMENT EXECUTE FUNCTION entries_append_only();
