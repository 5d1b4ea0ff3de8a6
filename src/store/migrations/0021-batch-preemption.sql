-- Whether tasks of jobs with a higher priority may take the place of this job's.
alter table batch_job add column preemptible integer not null default 0;
update batch_job set preemptible = coalesce(json_extract(body, '$.spec.allowTaskPreemption'), 0);
create index batch_job_preemptible on batch_job (account, pool_key, priority) where preemptible = 1;
