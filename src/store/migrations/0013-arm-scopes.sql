create table management_lock (
  -- the id in lower case
  key text primary key,
  id text not null,
  name text not null,
  -- what is locked with all below it, as it is compared
  scope_key text not null,
  level text not null,
  notes text,
  -- JSON list of applications
  owners text,
  system_data text not null
) without rowid;
create index management_lock_scope on management_lock (scope_key);

-- Tags of subscriptions; groups and resources keep theirs with themselves.
create table subscription_tags (
  subscription_id text primary key,
  tags text not null
) without rowid;

-- Tag names and values that a subscription knows whether anything has them or not. The row with the
-- empty value is the name itself.
create table tag_value (
  subscription_id text not null,
  -- lower case
  name_key text not null,
  value text not null,
  -- as first written
  name text not null,
  primary key (subscription_id, name_key, value)
) without rowid;
