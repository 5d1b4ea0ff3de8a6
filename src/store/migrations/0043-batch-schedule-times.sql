-- What schedules are filtered by besides: the bounds of their time, and when they ended.
alter table batch_job_schedule add column run_until integer;
alter table batch_job_schedule add column run_after integer;
alter table batch_job_schedule add column end_time integer;
update batch_job_schedule
   set run_until = json_extract(body, '$.spec.timing.doNotRunUntil'),
       run_after = json_extract(body, '$.spec.timing.doNotRunAfter'),
       end_time = json_extract(body, '$.endTime');
