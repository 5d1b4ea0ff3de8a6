-- When nodes were there that are gone: what pools used is told of them, too.
create table batch_node_usage (
  account text not null,
  pool_key text not null,
  -- as it is written
  pool_id text not null,
  vm_size text not null,
  started integer not null,
  ended integer not null
);

create index batch_node_usage_by_end on batch_node_usage (account, ended);
