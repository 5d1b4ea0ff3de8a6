-- Batch accounts: what is not told of their ARM resource, which is a row of arm_resource.
create table batch_account (
  -- unique among all accounts, and lower case by rule
  name text primary key,
  -- the ARM resource's key
  resource_key text not null unique,
  -- base64 of 64 random bytes each
  primary_key text not null,
  secondary_key text not null,
  -- the port of the account's own endpoint; null where it has none
  port integer
) without rowid;

create table batch_certificate (
  account text not null,
  -- lower-case hex of the SHA-1
  thumbprint text not null,
  state text not null check (state in ('active', 'deleting', 'deletefailed')),
  state_transition_time integer not null,
  -- counts saves: a save names the revision that it read
  revision integer not null,
  body text not null,
  -- what was added, with its private key and password: never told again
  secret text not null,
  primary key (account, thumbprint)
) without rowid;

-- Who needs a certificate: pools that name it and nodes on which it is installed.
create table batch_certificate_use (
  account text not null,
  thumbprint text not null,
  kind text not null check (kind in ('pool', 'node')),
  -- in lower case: the pool's id; the pool's and the node's id with a slash between
  user_key text not null,
  -- as the user of the certificate is named in errors
  user_id text not null,
  primary key (account, thumbprint, kind, user_key)
) without rowid;
create index batch_certificate_use_user on batch_certificate_use (account, kind, user_key);
