alter table batch_application add column default_version text;

-- Versions of applications. Their bytes are in the account's auto storage.
create table batch_package (
  account text not null,
  -- the application's name and the version in lower case
  application text not null,
  key text not null,
  version text not null,
  -- whether it was made ready, in which format, and when last
  format text,
  activated integer,
  last_modified integer not null,
  -- counts the changes that its ETag tells of
  revision integer not null,
  primary key (account, application, key)
) without rowid;

-- The key of the auto storage as it was when it was last read there.
alter table batch_account add column storage_key text;
