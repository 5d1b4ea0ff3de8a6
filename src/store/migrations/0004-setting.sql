-- What a server remembers of itself: small values by name.
create table setting (
  name text primary key,
  value text not null
) without rowid;
