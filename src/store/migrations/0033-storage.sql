create table storage_account (
  -- unique among all subscriptions
  name text primary key,
  resource_key text not null,
  key1 text not null,
  key2 text not null,
  key1_created_at integer not null,
  key2_created_at integer not null,
  -- tells an account from an earlier one of the same name: whose data lies under this
  incarnation text not null,
  -- counts how often the user delegation keys were revoked
  delegations integer not null default 0
) without rowid;
