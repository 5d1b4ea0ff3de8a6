create table batch_pool (
  account text not null,
  -- the id in lower case
  pool_key text not null,
  id text not null,
  state text not null check (state in ('active', 'deleting')),
  state_transition_time integer not null,
  allocation_state text not null check (allocation_state in ('steady', 'resizing', 'stopping')),
  allocation_state_transition_time integer not null,
  -- the operation that resizes or deletes it; empty while it is steady
  allocation text not null,
  creation_time integer not null,
  last_modified integer not null,
  -- counts the changes that a client can see as a new ETag
  revision integer not null,
  -- what can be filtered by; text in lower case
  vm_size text not null,
  enable_auto_scale integer not null,
  enable_inter_node_communication integer not null,
  body text not null,
  primary key (account, pool_key)
) without rowid;

create table batch_node (
  account text not null,
  pool_key text not null,
  -- unique among all pools of all accounts
  node_key text not null unique,
  state text not null,
  state_transition_time integer not null,
  scheduling_state text not null check (scheduling_state in ('enabled', 'disabled')),
  -- the operation that reboots, reimages, switches off or removes it; empty when there is none
  change text not null,
  is_dedicated integer not null,
  -- from 0 upwards, unique in its pool: its addresses and ports are made of it
  number integer not null,
  allocation_time integer not null,
  last_boot_time integer,
  -- task slots in all and taken, tasks that hold them, and counts since the node is in the pool
  slots integer not null,
  running_slots integer not null default 0,
  running_tasks integer not null default 0,
  total_tasks_run integer not null default 0,
  total_tasks_succeeded integer not null default 0,
  -- of the start task's present or last run
  start_task_attempt text,
  start_task_state text,
  start_task_result text,
  start_task_exit_code integer,
  start_task_start_time integer,
  start_task_end_time integer,
  body text not null,
  primary key (account, pool_key, node_key)
) without rowid;
-- Where tasks may be put.
create index batch_node_ready on batch_node (account, pool_key, node_key)
 where state in ('idle', 'running') and scheduling_state = 'enabled' and change = '';

create table batch_node_user (
  account text not null,
  pool_key text not null,
  node_key text not null,
  -- as it is written: the names of Linux users differ by case
  name text not null,
  expiry_time integer not null,
  -- password and key: never told again
  secret text not null,
  is_admin integer not null,
  primary key (account, pool_key, node_key, name)
) without rowid;
