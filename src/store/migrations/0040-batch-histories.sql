-- A job's tasks by state and result, those first or last that changed their state last.
create index batch_task_order on batch_task (job, state, result, state_time, seq);

-- Attempts of tasks that were tried or queued again. The last attempt is in the task's own row.
create table batch_task_attempt (
  task integer not null,
  attempt integer not null,
  body text not null,
  primary key (task, attempt)
) without rowid;

-- The last resizes and runs of formulas of each pool, numbered from 1.
create table batch_pool_history (
  account text not null,
  pool_key text not null,
  kind text not null check (kind in ('resize', 'formula')),
  number integer not null,
  body text not null,
  primary key (account, pool_key, kind, number)
) without rowid;
