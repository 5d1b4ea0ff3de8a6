-- What a user lets go wrong, until it is removed or its time is over.
create table fault (
  -- the order in which they were added: the first that fits strikes
  seq integer primary key,
  id text not null unique,
  rule text not null,
  added_at integer not null,
  -- how often it was about what happened, and how often it let that go wrong
  seen integer not null default 0,
  hits integer not null default 0
);
