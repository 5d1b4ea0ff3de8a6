-- set while the provider says that the node's machine is about to end: nothing new runs there
alter table batch_node add column is_ending integer not null default 0;
