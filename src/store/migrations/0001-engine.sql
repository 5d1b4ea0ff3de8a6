-- Long-running operations: one row each, from the request that started it until long after its end.
create table operation (
  id text primary key,
  kind text not null,
  -- the resource's id in lower case: ids compare without case
  resource text not null,
  status text not null check (status in ('InProgress', 'Canceling', 'Succeeded', 'Failed', 'Canceled')),
  step integer not null,
  -- when the present step is due; null when nothing is
  wake_at integer,
  input text not null,
  error text,
  started_at integer not null,
  ended_at integer
) without rowid;
create index operation_due on operation (wake_at) where wake_at is not null;
create index operation_resource on operation (resource, started_at);

-- Work to be done outside, saved with the decision that asks for it.
create table effect (
  id integer primary key autoincrement,
  service text not null,
  payload text not null,
  attempts integer not null default 0,
  not_before integer not null
);
create index effect_due on effect (not_before);

create table timer (
  service text not null,
  key text not null,
  at integer not null,
  payload text not null,
  primary key (service, key)
) without rowid;
create index timer_due on timer (at);
