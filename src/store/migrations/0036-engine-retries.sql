-- What a step in trouble tells: since when its operation is at it, and how often it failed with what.
alter table operation add column step_at integer;
-- 1: it is not carried out, nor a later one, until it is released
alter table operation add column held integer not null default 0;
alter table operation add column failures integer not null default 0;
-- the last of them, oldest first, as JSON: [{"at": ..., "error": ...}]
alter table operation add column retries text;
