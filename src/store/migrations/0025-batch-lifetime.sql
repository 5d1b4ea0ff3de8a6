-- How long the tasks of a job have waited until they ran: a part of the account's statistics.
alter table batch_task_count add column wait_ms integer not null default 0;
update batch_task_count
   set wait_ms = coalesce((select sum(max(0, t.start_time - t.created)) from batch_task t
                            where t.job = batch_task_count.job and t.start_time is not null), 0);

-- What an account's deleted jobs and pools have used.
create table batch_lifetime (
  account text primary key,
  wall_ms integer not null default 0,
  user_ms integer not null default 0,
  kernel_ms integer not null default 0,
  wait_ms integer not null default 0,
  retries integer not null default 0,
  succeeded integer not null default 0,
  failed integer not null default 0,
  core_ms integer not null default 0
) without rowid;
