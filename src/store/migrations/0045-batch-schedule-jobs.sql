-- Jobs of a schedule in their order, and those that are not over: the others grow without end.
drop index batch_job_schedule_jobs;
create index batch_job_schedule_jobs on batch_job (schedule, num) where schedule is not null;
create index batch_job_schedule_open on batch_job (schedule, num)
 where schedule is not null and state <> 'completed';
