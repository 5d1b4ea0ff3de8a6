-- What autoscale formulas read: samples of pools, as many to a row as fit, each the moment that it was
-- taken at and then one number a metric, all as 64 bit floating point numbers of this machine's order.
create table batch_pool_sample (
  account text not null,
  pool_key text not null,
  -- when the first and the last of them were taken
  began integer not null,
  ended integer not null,
  body blob not null,
  primary key (account, pool_key, began)
) without rowid;

-- When the pool's formula is evaluated next; null: never.
alter table batch_pool add column next_auto_scale integer;
create index batch_pool_auto_scale on batch_pool (next_auto_scale)
  where next_auto_scale is not null;
