create table batch_job_schedule (
  -- what its jobs name it by; never used again
  num integer primary key autoincrement,
  account text not null,
  -- the id in lower case
  key text not null,
  id text not null,
  state text not null check (state in ('active', 'disabled', 'terminating', 'completed', 'deleting')),
  state_time integer not null,
  created integer not null,
  modified integer not null,
  -- counts saves: a save names the revision that it read
  revision integer not null,
  -- counts the changes that its ETag tells of
  version integer not null,
  -- when the next job is due; null: none is to come
  due integer,
  -- when it changes by itself at the earliest; null: not by the time alone
  look_at integer,
  -- a job of it is not over, and it looks again once that is
  awaits_job integer not null,
  body text not null,
  -- what its jobs have used that were deleted since
  wall_ms integer not null default 0,
  user_ms integer not null default 0,
  kernel_ms integer not null default 0,
  retries integer not null default 0,
  succeeded integer not null default 0,
  failed integer not null default 0
);
create unique index batch_job_schedule_key on batch_job_schedule (account, key);
create index batch_job_schedule_look on batch_job_schedule (look_at) where look_at is not null;
create index batch_job_schedule_awaits on batch_job_schedule (num) where awaits_job = 1;
create index batch_job_schedule_counted on batch_job_schedule (account)
  where state <> 'completed' and state <> 'deleting';

-- The schedule that made the job; null: a client did.
alter table batch_job add column schedule integer;
create index batch_job_schedule_jobs on batch_job (schedule, state) where schedule is not null;
