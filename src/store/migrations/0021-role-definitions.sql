-- Roles that users made; the built-in ones are in the program.
create table role_definition (
  -- a GUID, lower case
  name text primary key,
  role_name text not null,
  -- no two of the tenant's roles have the same name, whatever its case
  role_name_key text not null unique,
  description text,
  -- JSON lists
  permissions text not null,
  assignable_scopes text not null,
  created_at integer not null,
  created_by text not null,
  updated_at integer not null,
  updated_by text not null
) without rowid;
