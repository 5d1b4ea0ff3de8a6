-- Long-running operations: one row each, from the request that started it until long after its end.
create table operation (
  -- the order in which they were started, also when the clock stands still
  seq integer primary key,
  id text not null unique,
  kind text not null,
  -- the resource's id in lower case: ids compare without case
  resource text not null,
  status text not null check (status in ('InProgress', 'Canceling', 'Succeeded', 'Failed', 'Canceled')),
  step integer not null,
  -- when the present step is due; null when nothing is, or when the step is held
  wake_at integer,
  -- how many polls the present step still lasts; null when polls do not matter to it
  polls_left integer,
  input text not null,
  error text,
  started_at integer not null,
  ended_at integer
);
create index operation_due on operation (wake_at) where wake_at is not null;
create index operation_resource on operation (resource, seq);
create index operation_unfinished on operation (seq) where ended_at is null;

-- Work to be done outside, saved with the decision that asks for it and deleted when it is done.
create table effect (
  -- never used twice: what is carried out may know it by this
  id integer primary key autoincrement,
  service text not null,
  -- effects of one lane are carried out in order; null: of no lane, in no order
  lane text,
  payload text not null,
  attempts integer not null default 0,
  -- not to be tried before; null while an earlier effect of its lane is not done
  not_before integer
);
create index effect_ready on effect (not_before, id) where not_before is not null;
create index effect_lane on effect (service, lane, id) where lane is not null;

-- What is to happen at a moment. Setting a timer again gives it a new id.
create table timer (
  id integer primary key autoincrement,
  service text not null,
  key text not null,
  at integer not null,
  payload text not null,
  attempts integer not null default 0,
  -- `at`, or later after a failed attempt
  wake_at integer not null,
  unique (service, key)
);
create index timer_due on timer (wake_at);
