-- Whether a task of the job was ever put on a node: only then are there files to remove with it. Of
-- jobs from before, it is not known.
alter table batch_job add column has_run integer not null default 0;
update batch_job set has_run = 1;
-- What is to be deleted, and what ends by itself, found without looking at other jobs.
create index batch_job_deleting on batch_job (num) where state = 'deleting';
create index batch_job_ends_itself on batch_job (modified) where ends_itself = 1 and state = 'active';
-- When the next job's time is over, and how many jobs of an account count against its quota.
create index batch_job_deadline on batch_job (deadline)
  where state <> 'completed' and deadline is not null;
create index batch_job_counted on batch_job (account)
  where state <> 'completed' and state <> 'deleting';
