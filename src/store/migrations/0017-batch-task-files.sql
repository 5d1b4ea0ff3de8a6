-- Tasks whose files are to go, by the time when they are.
create index batch_task_retained on batch_task (retain_until) where retain_until is not null;
