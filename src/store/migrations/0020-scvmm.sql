-- Machines as VMM has them: they outlive the Azure resources that stand for them.
create table scvmm_machine (
  -- VMM's id of the machine, lower case
  uuid text primary key,
  -- VMM's id of the server that it is found on
  vmm text not null,
  name text not null,
  -- the service's own record: hardware, disks, checkpoints
  body text not null
) without rowid;
create index scvmm_machine_vmm on scvmm_machine (vmm, uuid);
