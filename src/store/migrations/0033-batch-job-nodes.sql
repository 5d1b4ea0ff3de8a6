-- How a job stands with a node: the job's preparation there, its tasks, and its release. The row stays
-- when the node is gone: it goes with the job.
create table batch_job_node (
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
create unique index batch_job_node_key on batch_job_node (job, node);
create index batch_job_node_node on batch_job_node (node);
create index batch_job_node_due on batch_job_node (state) where state in ('toPrepare', 'toRelease');
create index batch_job_node_preparation_retain on batch_job_node (preparation_retain)
  where preparation_retain is not null;
create index batch_job_node_release_retain on batch_job_node (release_retain)
  where release_retain is not null;
