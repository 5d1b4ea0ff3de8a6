-- Tasks of all jobs that failed, the last first.
create index batch_task_failed on batch_task (state_time, seq) where result = 'failure';
