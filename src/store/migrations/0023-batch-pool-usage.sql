-- Core time of the pool's dedicated nodes that are gone, in milliseconds: its statistics.
alter table batch_pool add column gone_core_ms integer not null default 0;
