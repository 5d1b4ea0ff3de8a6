-- Data of accounts that are gone: it lies under these names until it is removed.
create table storage_leftover (
  incarnation text primary key
) without rowid;
