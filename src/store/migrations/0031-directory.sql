-- Whether it may sign in, and what is known of a person, in JSON.
alter table principal add column enabled integer not null default 1;
alter table principal add column details text not null default '{}';

-- What is told of a secret: its name, since when it holds, and its first letters.
alter table application_credential add column display_name text;
alter table application_credential add column started_at integer;
alter table application_credential add column hint text;

-- An application as its owner registered it; its service principal is a row of `principal`.
create table application (
  object_id text primary key,
  -- the client id
  app_id text not null unique,
  tenant_id text not null references tenant (id),
  display_name text not null,
  -- the rest, in JSON
  body text not null,
  created_at integer not null
) without rowid;

create table directory_group (
  object_id text primary key,
  tenant_id text not null references tenant (id),
  display_name text not null,
  body text not null,
  created_at integer not null
) without rowid;

create table group_member (
  group_id text not null,
  member_id text not null,
  primary key (group_id, member_id)
) without rowid;
create index group_member_member on group_member (member_id);

-- Those that were there before.
insert into application (object_id, app_id, tenant_id, display_name, body, created_at)
select lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
             || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
       sign_in_name, tenant_id, display_name, '{}', created_at
  from principal where kind = 'application';
