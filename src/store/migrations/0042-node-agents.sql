-- Agents that dial in from machines elsewhere: each is of one machine that a provider has, or is getting.
create table node_agent (
  node_id text primary key,
  boot_id text not null,
  token_hash text,
  credential_hash text
) without rowid;
