create table resource_group (
  -- the id in lower case
  key text primary key,
  id text not null,
  subscription_id text not null,
  name text not null,
  location text not null,
  tags text,
  managed_by text,
  provisioning_state text not null,
  created_at integer not null,
  changed_at integer not null
) without rowid;

-- Every provider's resources, whatever their type: lists, tags and group deletion need them all.
create table arm_resource (
  -- the id in lower case
  key text primary key,
  -- the id as its service spells it
  id text not null,
  subscription_id text not null,
  -- lower case; null for resources of a subscription
  resource_group text,
  -- lower case, with the namespace
  type text not null,
  name text not null,
  -- key of the resource that this one is a child or an extension of
  parent text,
  location text,
  tags text,
  provisioning_state text not null,
  -- counts saves: a save names the revision that it read
  revision integer not null,
  -- the rest of the envelope (sku, kind, identity, plan, zones, managedBy, extendedLocation, systemData)
  envelope text not null,
  -- the service's own record
  body text not null
) without rowid;
create index arm_resource_type on arm_resource (type, subscription_id, resource_group);
create index arm_resource_group on arm_resource (subscription_id, resource_group);
create index arm_resource_parent on arm_resource (parent) where parent is not null;

create table provider_registration (
  subscription_id text not null,
  -- lower case
  namespace text not null,
  state text not null,
  -- when Registering turns Registered, or Unregistering NotRegistered
  settles_at integer,
  primary key (subscription_id, namespace)
) without rowid;
