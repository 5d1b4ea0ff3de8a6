create table batch_job (
  -- what its tasks name it by; never used again
  num integer primary key autoincrement,
  account text not null,
  -- the id in lower case
  key text not null,
  id text not null,
  state text not null check (state in ('active', 'disabling', 'disabled', 'enabling', 'terminating', 'completed', 'deleting')),
  state_time integer not null,
  created integer not null,
  modified integer not null,
  -- counts saves: a save names the revision that it read
  revision integer not null,
  -- counts the changes that its ETag tells of
  version integer not null,
  start_time integer,
  end_time integer,
  priority integer not null,
  -- the pool's id as written and in lower case; the pool need not exist
  pool_id text not null,
  pool_key text not null,
  -- when its maximum wall clock time is over; null: never
  deadline integer,
  -- ends by itself once all its tasks are completed
  ends_itself integer not null,
  body text not null
);
create unique index batch_job_key on batch_job (account, key);
create index batch_job_open on batch_job (state, priority) where state <> 'completed';

-- How many tasks a job has, and slots they ask for: kept with each change, so that nobody counts.
create table batch_task_count (
  job integer primary key,
  active integer not null default 0,
  running integer not null default 0,
  succeeded integer not null default 0,
  failed integer not null default 0,
  active_slots integer not null default 0,
  running_slots integer not null default 0,
  succeeded_slots integer not null default 0,
  failed_slots integer not null default 0
);

create table batch_task (
  -- creation order; never used again
  seq integer primary key autoincrement,
  job integer not null,
  -- the id in lower case
  key text not null,
  id text not null,
  state text not null check (state in ('active', 'preparing', 'running', 'completed')),
  state_time integer not null,
  created integer not null,
  modified integer not null,
  -- counts the changes that its ETag tells of
  version integer not null,
  start_time integer,
  end_time integer,
  exit_code integer,
  result text,
  slots integer not null,
  -- counts its attempts; the last one is that of a running task
  attempt integer not null,
  -- unmet dependencies; one that nothing can meet counts too
  waiting_for integer not null,
  -- whether those that depend on it may run
  satisfied integer not null,
  -- the id as an integer, if it is one: ranges of dependencies name it so
  number integer,
  -- where it runs or ran last, by the node's id in lower case
  node text,
  -- until when its files stay there
  retain_until integer,
  -- as it was added, with defaults
  spec text not null,
  -- what happened to it, as far as it has no column
  run text not null
);
create unique index batch_task_key on batch_task (job, key);
create index batch_task_state on batch_task (job, state, key);
-- What may be scheduled, in creation order: a row's seq ends every index entry.
create index batch_task_ready on batch_task (job) where state = 'active' and waiting_for = 0;
create index batch_task_node on batch_task (node, state_time) where node is not null;
create index batch_task_satisfied on batch_task (job, number)
  where satisfied = 1 and number is not null;

-- What a task waits for: one other by its id, or all whose ids are integers of a range.
create table batch_dependency (
  job integer not null,
  dependent integer not null,
  parent text,
  first integer,
  last integer,
  -- those of the range that have not satisfied it yet
  remaining integer
);
create index batch_dependency_parent on batch_dependency (job, parent) where parent is not null;
create index batch_dependency_range on batch_dependency (job, first) where parent is null;
create index batch_dependency_dependent on batch_dependency (dependent);

-- Attempts that may be alive on a node. The row goes when the driver says that the attempt is over.
create table batch_attempt (
  id text primary key,
  task integer not null,
  job integer not null,
  attempt integer not null,
  -- of a multi-instance task: 0 is the primary
  instance integer not null,
  -- the node's id, in lower case
  node text not null,
  slots integer not null,
  -- to be ended: its task is done with it
  stopping integer not null
) without rowid;
create index batch_attempt_task on batch_attempt (task);
create index batch_attempt_job on batch_attempt (job);
create index batch_attempt_node on batch_attempt (node, slots);
create index batch_attempt_stopping on batch_attempt (id) where stopping = 1;

-- Instances of multi-instance tasks, the primary among them while it coordinates.
create table batch_subtask (
  task integer not null,
  instance integer not null,
  state text not null check (state in ('preparing', 'running', 'completed')),
  body text not null,
  primary key (task, instance)
) without rowid;
