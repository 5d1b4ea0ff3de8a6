-- What the tasks of a job have used, also those that were deleted since: its statistics.
alter table batch_task_count add column wall_ms integer not null default 0;
alter table batch_task_count add column user_ms integer not null default 0;
alter table batch_task_count add column kernel_ms integer not null default 0;
alter table batch_task_count add column retries integer not null default 0;
alter table batch_task_count add column gone_succeeded integer not null default 0;
alter table batch_task_count add column gone_failed integer not null default 0;
update batch_task_count
   set wall_ms = coalesce((select sum(max(0, t.end_time - t.start_time)) from batch_task t
                            where t.job = batch_task_count.job and t.state = 'completed'
                              and t.start_time is not null and t.end_time is not null), 0),
       retries = coalesce((select sum(json_extract(t.run, '$.retryCount')) from batch_task t
                            where t.job = batch_task_count.job), 0);
