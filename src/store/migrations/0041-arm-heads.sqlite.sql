-- What lists of all resources show, without the bodies beside it: a page of 1,000 would read a page of
-- the file for each. PostgreSQL keeps long values elsewhere by itself, and none of them in an index.
create index arm_resource_head on arm_resource
  (key, location, id, subscription_id, resource_group, type, name, tags, provisioning_state, revision,
   envelope)
  where location is not null;
