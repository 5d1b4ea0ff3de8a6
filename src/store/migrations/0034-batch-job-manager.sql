-- Whether the task is its job's manager.
alter table batch_task add column manager integer not null default 0;
