create table batch_application (
  account text not null,
  -- the name in lower case
  key text not null,
  name text not null,
  display_name text,
  allow_updates integer not null,
  last_modified integer not null,
  -- counts the changes that its ETag tells of
  revision integer not null,
  primary key (account, key)
) without rowid;
