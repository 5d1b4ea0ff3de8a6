-- Moves with each change of the row, the task's own progress included. Together with `seq`, which is
-- never used again, it names what the row says.
alter table batch_task add column revision integer not null default 1;
