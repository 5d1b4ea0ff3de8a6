-- Printed by `npm run docs`: what the migrations make of an empty store.
CREATE TABLE operation (
  -- the order in which they were started, also when the clock stands still
  seq integer primary key,
  id text not null unique,
  kind text not null,
  -- the resource's id in lower case: ids compare without case
  resource text not null,
  status text not null check (status in ('InProgress', 'Canceling', 'Succeeded', 'Failed', 'Canceled')),
  step integer not null,
  -- when the present step is due; null when nothing is, or when the step is held
  wake_at integer,
  -- how many polls the present step still lasts; null when polls do not matter to it
  polls_left integer,
  input text not null,
  error text,
  started_at integer not null,
  ended_at integer
, step_at integer, held integer not null default 0, failures integer not null default 0, retries text);
CREATE INDEX operation_due on operation (wake_at) where wake_at is not null;
CREATE INDEX operation_resource on operation (resource, seq);
CREATE INDEX operation_unfinished on operation (seq) where ended_at is null;
CREATE TABLE tenant (
  id text primary key,
  display_name text not null,
  -- lower case
  domain text not null unique,
  created_at integer not null
) without rowid;
CREATE TABLE principal (
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
, enabled integer not null default 1, details text not null default '{}') without rowid;
CREATE INDEX principal_resource on principal (resource_id) where resource_id is not null;
CREATE TABLE application_credential (
  key_id text primary key,
  client_id text not null,
  kind text not null check (kind in ('secret', 'certificate')),
  -- SHA-256 of a secret, which is random and long; SHA-256 thumbprint of a certificate
  digest text not null,
  -- SHA-1 thumbprint of a certificate: older clients name it by that
  thumbprint text,
  certificate text,
  expires_at integer not null
, display_name text, started_at integer, hint text) without rowid;
CREATE INDEX application_credential_client on application_credential (client_id);
CREATE TABLE device_code (
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
, address text not null default '') without rowid;
CREATE TABLE refresh_token (
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
CREATE INDEX refresh_token_owner on refresh_token (object_id, client_id, issued_at);
CREATE TABLE role_assignment (
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
CREATE INDEX role_assignment_principal on role_assignment (principal_id);
CREATE INDEX role_assignment_scope on role_assignment (scope_key);
CREATE TABLE resource_group (
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
CREATE TABLE arm_resource (
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
CREATE INDEX arm_resource_type on arm_resource (type, subscription_id, resource_group);
CREATE INDEX arm_resource_group on arm_resource (subscription_id, resource_group);
CREATE INDEX arm_resource_parent on arm_resource (parent) where parent is not null;
CREATE TABLE provider_registration (
  subscription_id text not null,
  -- lower case
  namespace text not null,
  state text not null,
  -- when Registering turns Registered, or Unregistering NotRegistered
  settles_at integer,
  primary key (subscription_id, namespace)
) without rowid;
CREATE TABLE setting (
  name text primary key,
  value text not null
) without rowid;
CREATE TABLE batch_account (
  -- unique among all accounts, and lower case by rule
  name text primary key,
  -- the ARM resource's key
  resource_key text not null unique,
  -- base64 of 64 random bytes each
  primary_key text not null,
  secondary_key text not null,
  -- the port of the account's own endpoint; null where it has none
  port integer
, storage_key text) without rowid;
CREATE TABLE batch_certificate (
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
CREATE TABLE batch_certificate_use (
  account text not null,
  thumbprint text not null,
  kind text not null check (kind in ('pool', 'node')),
  -- in lower case: the pool's id; the pool's and the node's id with a slash between
  user_key text not null,
  -- as the user of the certificate is named in errors
  user_id text not null,
  primary key (account, thumbprint, kind, user_key)
) without rowid;
CREATE INDEX batch_certificate_use_user on batch_certificate_use (account, kind, user_key);
CREATE TABLE batch_pool (
  account text not null,
  -- the id in lower case
  pool_key text not null,
  id text not null,
  state text not null check (state in ('active', 'deleting')),
  state_transition_time integer not null,
  allocation_state text not null check (allocation_state in ('steady', 'resizing', 'stopping')),
  allocation_state_transition_time integer not null,
  -- the operation that resizes or deletes it; empty while it is steady
  allocation text not null,
  creation_time integer not null,
  last_modified integer not null,
  -- counts the changes that a client can see as a new ETag
  revision integer not null,
  -- what can be filtered by; text in lower case
  vm_size text not null,
  enable_auto_scale integer not null,
  enable_inter_node_communication integer not null,
  body text not null, gone_core_ms integer not null default 0, next_auto_scale integer,
  primary key (account, pool_key)
) without rowid;
CREATE TABLE batch_node (
  account text not null,
  pool_key text not null,
  -- unique among all pools of all accounts
  node_key text not null unique,
  state text not null,
  state_transition_time integer not null,
  scheduling_state text not null check (scheduling_state in ('enabled', 'disabled')),
  -- the operation that reboots, reimages, switches off or removes it; empty when there is none
  change text not null,
  is_dedicated integer not null,
  -- from 0 upwards, unique in its pool: its addresses and ports are made of it
  number integer not null,
  allocation_time integer not null,
  last_boot_time integer,
  -- task slots in all and taken, tasks that hold them, and counts since the node is in the pool
  slots integer not null,
  running_slots integer not null default 0,
  running_tasks integer not null default 0,
  total_tasks_run integer not null default 0,
  total_tasks_succeeded integer not null default 0,
  -- of the start task's present or last run
  start_task_attempt text,
  start_task_state text,
  start_task_result text,
  start_task_exit_code integer,
  start_task_start_time integer,
  start_task_end_time integer,
  body text not null, is_ending integer not null default 0,
  primary key (account, pool_key, node_key)
) without rowid;
CREATE INDEX batch_node_ready on batch_node (account, pool_key, node_key)
 where state in ('idle', 'running') and scheduling_state = 'enabled' and change = '';
CREATE TABLE batch_node_user (
  account text not null,
  pool_key text not null,
  node_key text not null,
  -- as it is written: the names of Linux users differ by case
  name text not null,
  expiry_time integer not null,
  -- password and key: never told again
  secret text not null,
  is_admin integer not null,
  primary key (account, pool_key, node_key, name)
) without rowid;
CREATE TABLE batch_job (
  -- what its tasks name it by; never used again
  num integer primary key autoincrement,
  account text not null,
  -- the id in lower case
  key text not null,
  id text not null,
  state text not null check (state in ('active', 'disabling', 'disabled', 'enabling', 'terminating', 'completed', 'deleting')),
  state_time integer not null,
  created integer not null,
  modified integer not null,
  -- counts saves: a save names the revision that it read
  revision integer not null,
  -- counts the changes that its ETag tells of
  version integer not null,
  start_time integer,
  end_time integer,
  priority integer not null,
  -- the pool's id as written and in lower case; the pool need not exist
  pool_id text not null,
  pool_key text not null,
  -- when its maximum wall clock time is over; null: never
  deadline integer,
  -- ends by itself once all its tasks are completed
  ends_itself integer not null,
  body text not null
, preemptible integer not null default 0, has_run integer not null default 0, schedule integer);
CREATE UNIQUE INDEX batch_job_key on batch_job (account, key);
CREATE INDEX batch_job_open on batch_job (state, priority) where state <> 'completed';
CREATE TABLE batch_task_count (
  job integer primary key,
  active integer not null default 0,
  running integer not null default 0,
  succeeded integer not null default 0,
  failed integer not null default 0,
  active_slots integer not null default 0,
  running_slots integer not null default 0,
  succeeded_slots integer not null default 0,
  failed_slots integer not null default 0
, wall_ms integer not null default 0, user_ms integer not null default 0, kernel_ms integer not null default 0, retries integer not null default 0, gone_succeeded integer not null default 0, gone_failed integer not null default 0, wait_ms integer not null default 0);
CREATE TABLE batch_task (
  -- creation order; never used again
  seq integer primary key autoincrement,
  job integer not null,
  -- the id in lower case
  key text not null,
  id text not null,
  state text not null check (state in ('active', 'preparing', 'running', 'completed')),
  state_time integer not null,
  created integer not null,
  modified integer not null,
  -- counts the changes that its ETag tells of
  version integer not null,
  start_time integer,
  end_time integer,
  exit_code integer,
  result text,
  slots integer not null,
  -- counts its attempts; the last one is that of a running task
  attempt integer not null,
  -- unmet dependencies; one that nothing can meet counts too
  waiting_for integer not null,
  -- whether those that depend on it may run
  satisfied integer not null,
  -- the id as an integer, if it is one: ranges of dependencies name it so
  number integer,
  -- where it runs or ran last, by the node's id in lower case
  node text,
  -- until when its files stay there
  retain_until integer,
  -- as it was added, with defaults
  spec text not null,
  -- what happened to it, as far as it has no column
  run text not null
, revision integer not null default 1, manager integer not null default 0);
CREATE UNIQUE INDEX batch_task_key on batch_task (job, key);
CREATE INDEX batch_task_state on batch_task (job, state, key);
CREATE INDEX batch_task_ready on batch_task (job) where state = 'active' and waiting_for = 0;
CREATE INDEX batch_task_node on batch_task (node, state_time) where node is not null;
CREATE INDEX batch_task_satisfied on batch_task (job, number)
  where satisfied = 1 and number is not null;
CREATE TABLE batch_dependency (
  job integer not null,
  dependent integer not null,
  parent text,
  first integer,
  last integer,
  -- those of the range that have not satisfied it yet
  remaining integer
);
CREATE INDEX batch_dependency_parent on batch_dependency (job, parent) where parent is not null;
CREATE INDEX batch_dependency_range on batch_dependency (job, first) where parent is null;
CREATE INDEX batch_dependency_dependent on batch_dependency (dependent);
CREATE TABLE batch_attempt (
  id text primary key,
  task integer not null,
  job integer not null,
  attempt integer not null,
  -- of a multi-instance task: 0 is the primary
  instance integer not null,
  -- the node's id, in lower case
  node text not null,
  slots integer not null,
  -- to be ended: its task is done with it
  stopping integer not null
) without rowid;
CREATE INDEX batch_attempt_task on batch_attempt (task);
CREATE INDEX batch_attempt_job on batch_attempt (job);
CREATE INDEX batch_attempt_node on batch_attempt (node, slots);
CREATE INDEX batch_attempt_stopping on batch_attempt (id) where stopping = 1;
CREATE TABLE batch_subtask (
  task integer not null,
  instance integer not null,
  state text not null check (state in ('preparing', 'running', 'completed')),
  body text not null,
  primary key (task, instance)
) without rowid;
CREATE TABLE management_lock (
  -- the id in lower case
  key text primary key,
  id text not null,
  name text not null,
  -- what is locked with all below it, as it is compared
  scope_key text not null,
  level text not null,
  notes text,
  -- JSON list of applications
  owners text,
  system_data text not null
) without rowid;
CREATE INDEX management_lock_scope on management_lock (scope_key);
CREATE TABLE subscription_tags (
  subscription_id text primary key,
  tags text not null
) without rowid;
CREATE TABLE tag_value (
  subscription_id text not null,
  -- lower case
  name_key text not null,
  value text not null,
  -- as first written
  name text not null,
  primary key (subscription_id, name_key, value)
) without rowid;
CREATE INDEX batch_task_retained on batch_task (retain_until) where retain_until is not null;
CREATE TABLE scvmm_machine (
  -- VMM's id of the machine, lower case
  uuid text primary key,
  -- VMM's id of the server that it is found on
  vmm text not null,
  name text not null,
  -- the service's own record: hardware, disks, checkpoints
  body text not null
) without rowid;
CREATE INDEX scvmm_machine_vmm on scvmm_machine (vmm, uuid);
CREATE INDEX batch_job_preemptible on batch_job (account, pool_key, priority) where preemptible = 1;
CREATE TABLE role_definition (
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
CREATE TABLE batch_lifetime (
  account text primary key,
  wall_ms integer not null default 0,
  user_ms integer not null default 0,
  kernel_ms integer not null default 0,
  wait_ms integer not null default 0,
  retries integer not null default 0,
  succeeded integer not null default 0,
  failed integer not null default 0,
  core_ms integer not null default 0
) without rowid;
CREATE INDEX device_code_by_address on device_code (address, expires_at);
CREATE TABLE batch_pool_sample (
  account text not null,
  pool_key text not null,
  -- when the first and the last of them were taken
  began integer not null,
  ended integer not null,
  body blob not null,
  primary key (account, pool_key, began)
) without rowid;
CREATE INDEX batch_pool_auto_scale on batch_pool (next_auto_scale)
  where next_auto_scale is not null;
CREATE INDEX batch_job_deleting on batch_job (num) where state = 'deleting';
CREATE INDEX batch_job_ends_itself on batch_job (modified) where ends_itself = 1 and state = 'active';
CREATE INDEX batch_job_deadline on batch_job (deadline)
  where state <> 'completed' and deadline is not null;
CREATE INDEX batch_job_counted on batch_job (account)
  where state <> 'completed' and state <> 'deleting';
CREATE TABLE application (
  object_id text primary key,
  -- the client id
  app_id text not null unique,
  tenant_id text not null references tenant (id),
  display_name text not null,
  -- the rest, in JSON
  body text not null,
  created_at integer not null
) without rowid;
CREATE TABLE directory_group (
  object_id text primary key,
  tenant_id text not null references tenant (id),
  display_name text not null,
  body text not null,
  created_at integer not null
) without rowid;
CREATE TABLE group_member (
  group_id text not null,
  member_id text not null,
  primary key (group_id, member_id)
) without rowid;
CREATE INDEX group_member_member on group_member (member_id);
CREATE TABLE batch_application (
  account text not null,
  -- the name in lower case
  key text not null,
  name text not null,
  display_name text,
  allow_updates integer not null,
  last_modified integer not null,
  -- counts the changes that its ETag tells of
  revision integer not null, default_version text,
  primary key (account, key)
) without rowid;
CREATE TABLE batch_job_schedule (
  -- what its jobs name it by; never used again
  num integer primary key autoincrement,
  account text not null,
  -- the id in lower case
  key text not null,
  id text not null,
  state text not null check (state in ('active', 'disabled', 'terminating', 'completed', 'deleting')),
  state_time integer not null,
  created integer not null,
  modified integer not null,
  -- counts saves: a save names the revision that it read
  revision integer not null,
  -- counts the changes that its ETag tells of
  version integer not null,
  -- when the next job is due; null: none is to come
  due integer,
  -- when it changes by itself at the earliest; null: not by the time alone
  look_at integer,
  -- a job of it is not over, and it looks again once that is
  awaits_job integer not null,
  body text not null,
  -- what its jobs have used that were deleted since
  wall_ms integer not null default 0,
  user_ms integer not null default 0,
  kernel_ms integer not null default 0,
  retries integer not null default 0,
  succeeded integer not null default 0,
  failed integer not null default 0
, run_until integer, run_after integer, end_time integer);
CREATE UNIQUE INDEX batch_job_schedule_key on batch_job_schedule (account, key);
CREATE INDEX batch_job_schedule_look on batch_job_schedule (look_at) where look_at is not null;
CREATE INDEX batch_job_schedule_awaits on batch_job_schedule (num) where awaits_job = 1;
CREATE INDEX batch_job_schedule_counted on batch_job_schedule (account)
  where state <> 'completed' and state <> 'deleting';
CREATE TABLE batch_job_node (
  num integer primary key autoincrement,
  job integer not null,
  -- the node's id in lower case
  node text not null,
  pool_id text not null,
  pool_key text not null,
  node_id text not null,
  state text not null check (state in ('toPrepare', 'preparing', 'prepared', 'barred', 'unprepared', 'toRelease', 'releasing', 'over')),
  -- of the last runs, as lists are filtered by them
  preparation_state text,
  preparation_result text,
  preparation_start integer,
  preparation_end integer,
  preparation_exit integer,
  release_state text,
  release_result text,
  release_start integer,
  release_end integer,
  release_exit integer,
  -- until when their files stay on the node: known once the job is over
  preparation_retain integer,
  release_retain integer,
  body text not null
);
CREATE UNIQUE INDEX batch_job_node_key on batch_job_node (job, node);
CREATE INDEX batch_job_node_node on batch_job_node (node);
CREATE INDEX batch_job_node_due on batch_job_node (state) where state in ('toPrepare', 'toRelease');
CREATE INDEX batch_job_node_preparation_retain on batch_job_node (preparation_retain)
  where preparation_retain is not null;
CREATE INDEX batch_job_node_release_retain on batch_job_node (release_retain)
  where release_retain is not null;
CREATE TABLE batch_node_usage (
  account text not null,
  pool_key text not null,
  -- as it is written
  pool_id text not null,
  vm_size text not null,
  started integer not null,
  ended integer not null
);
CREATE INDEX batch_node_usage_by_end on batch_node_usage (account, ended);
CREATE TABLE storage_account (
  -- unique among all subscriptions
  name text primary key,
  resource_key text not null,
  key1 text not null,
  key2 text not null,
  key1_created_at integer not null,
  key2_created_at integer not null,
  -- tells an account from an earlier one of the same name: whose data lies under this
  incarnation text not null,
  -- counts how often the user delegation keys were revoked
  delegations integer not null default 0
) without rowid;
CREATE TABLE batch_auto_pool (
  account text not null,
  pool_key text not null,
  -- what the pool lives as long as: one of the two
  job integer,
  schedule integer,
  -- whether it outlives that
  keep_alive integer not null,
  primary key (account, pool_key)
) without rowid;
CREATE TABLE batch_package (
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
CREATE TABLE fault (
  -- the order in which they were added: the first that fits strikes
  seq integer primary key,
  id text not null unique,
  rule text not null,
  added_at integer not null,
  -- how often it was about what happened, and how often it let that go wrong
  seen integer not null default 0,
  hits integer not null default 0
);
CREATE TABLE storage_leftover (
  incarnation text primary key
) without rowid;
CREATE INDEX batch_task_order on batch_task (job, state, result, state_time, seq);
CREATE TABLE batch_task_attempt (
  task integer not null,
  attempt integer not null,
  body text not null,
  primary key (task, attempt)
) without rowid;
CREATE TABLE batch_pool_history (
  account text not null,
  pool_key text not null,
  kind text not null check (kind in ('resize', 'formula')),
  number integer not null,
  body text not null,
  primary key (account, pool_key, kind, number)
) without rowid;
CREATE INDEX arm_resource_head on arm_resource
  (key, location, id, subscription_id, resource_group, type, name, tags, provisioning_state, revision,
   envelope)
  where location is not null;
CREATE TABLE node_agent (
  node_id text primary key,
  boot_id text not null,
  token_hash text,
  credential_hash text
) without rowid;
CREATE INDEX batch_task_failed on batch_task (state_time, seq) where result = 'failure';
CREATE INDEX batch_job_schedule_jobs on batch_job (schedule, num) where schedule is not null;
CREATE INDEX batch_job_schedule_open on batch_job (schedule, num)
 where schedule is not null and state <> 'completed';
insert into migration values
  ('0001-engine.sql'),
  ('0002-identity.sql'),
  ('0003-arm.sql'),
  ('0004-setting.sql'),
  ('0010-batch-frame.sql'),
  ('0011-batch-pools.sql'),
  ('0012-batch-jobs.sql'),
  ('0013-arm-scopes.sql'),
  ('0017-batch-task-files.sql'),
  ('0020-scvmm.sql'),
  ('0021-batch-preemption.sql'),
  ('0021-role-definitions.sql'),
  ('0022-batch-statistics.sql'),
  ('0023-batch-pool-usage.sql'),
  ('0025-batch-lifetime.sql'),
  ('0026-batch-node-ending.sql'),
  ('0026-device-code-address.sql'),
  ('0030-batch-autoscale.sql'),
  ('0030-engine-queues.sql'),
  ('0031-batch-jobs-leaving.sql'),
  ('0031-directory.sql'),
  ('0032-batch-applications.sql'),
  ('0032-batch-job-schedules.sql'),
  ('0033-batch-job-nodes.sql'),
  ('0033-batch-task-revision.sql'),
  ('0033-batch-usage.sql'),
  ('0033-storage.sql'),
  ('0034-batch-job-manager.sql'),
  ('0035-batch-auto-pools.sql'),
  ('0036-batch-packages.sql'),
  ('0036-engine-retries.sql'),
  ('0037-faults.sql'),
  ('0038-storage-leftovers.sql'),
  ('0040-batch-histories.sql'),
  ('0041-arm-heads.sqlite.sql'),
  ('0042-node-agents.sql'),
  ('0043-batch-schedule-times.sql'),
  ('0044-batch-failures.sql'),
  ('0045-batch-schedule-jobs.sql');
