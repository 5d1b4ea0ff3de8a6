create table tenant (
  id text primary key,
  display_name text not null,
  -- lower case
  domain text not null unique,
  created_at integer not null
) without rowid;

-- Whoever can sign in and hold roles.
create table principal (
  object_id text primary key,
  tenant_id text not null references tenant (id),
  kind text not null check (kind in ('application', 'managed-identity', 'user')),
  -- what it signs in with: an application's client id, a user's principal name in lower case
  sign_in_name text not null unique,
  display_name text not null,
  -- the resource that a managed identity is, or belongs to
  resource_id text,
  -- users only: SHA-256 of the password, which is random and long
  password_digest text,
  created_at integer not null
) without rowid;
create index principal_resource on principal (resource_id) where resource_id is not null;

create table application_credential (
  key_id text primary key,
  client_id text not null,
  kind text not null check (kind in ('secret', 'certificate')),
  -- SHA-256 of a secret, which is random and long; SHA-256 thumbprint of a certificate
  digest text not null,
  -- SHA-1 thumbprint of a certificate: older clients name it by that
  thumbprint text,
  certificate text,
  expires_at integer not null
) without rowid;
create index application_credential_client on application_credential (client_id);

create table device_code (
  -- SHA-256 of the code that the client polls with
  digest text primary key,
  -- what a person types
  user_code text not null unique,
  client_id text not null,
  tenant_id text not null,
  audience text not null,
  scope text not null,
  status text not null check (status in ('pending', 'approved', 'declined')),
  object_id text,
  expires_at integer not null
) without rowid;

create table refresh_token (
  -- SHA-256 of the token
  digest text primary key,
  client_id text not null,
  object_id text not null,
  -- what the token was first asked for
  audience text not null,
  scope text not null,
  issued_at integer not null,
  expires_at integer not null
) without rowid;
create index refresh_token_owner on refresh_token (object_id, client_id, issued_at);

create table role_assignment (
  -- the id in lower case
  key text primary key,
  id text not null,
  -- a GUID
  name text not null,
  -- as it was spelt when assigned; and in lower case without a final slash ('' is the whole tenant)
  scope text not null,
  scope_key text not null,
  principal_id text not null,
  principal_type text not null,
  -- the definition's GUID in lower case
  role_definition_id text not null,
  description text,
  created_at integer not null,
  created_by text not null,
  updated_at integer not null
) without rowid;
create index role_assignment_principal on role_assignment (principal_id);
create index role_assignment_scope on role_assignment (scope_key);
