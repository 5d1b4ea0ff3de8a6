-- Pools that were made for a job or a schedule, until they are given up with it.
create table batch_auto_pool (
  account text not null,
  pool_key text not null,
  -- what the pool lives as long as: one of the two
  job integer,
  schedule integer,
  -- whether it outlives that
  keep_alive integer not null,
  primary key (account, pool_key)
) without rowid;
