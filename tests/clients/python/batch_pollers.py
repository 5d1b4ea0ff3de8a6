"""Every poller of azure-batch 15 ends: they read the state of what they began to change."""

import os

from azure.batch import BatchClient, models
from azure.core.credentials import AzureNamedKeyCredential
from azure.core.exceptions import ResourceNotFoundError

POOL = "pollers"
ids = (f"job{n}" for n in range(100))
passed = 0


def ends(what, poller):
    """Waits for the end, which a poller must see within the time that the program has."""
    global passed
    poller.result(timeout=120)
    if not poller.done() or poller.status() != "Succeeded":
        raise AssertionError(f"{what}: {poller.status()}")
    passed += 1
    print(f"ok {passed} {what}")


def a_job():
    name = next(ids)
    client.create_job(
        models.BatchJobCreateOptions(id=name, pool_info=models.BatchPoolInfo(pool_id=POOL))
    )
    return name


def state(node):
    return client.get_node(POOL, node).state


client = BatchClient(
    endpoint=os.environ["AZURE_BATCH_ENDPOINT"],
    credential=AzureNamedKeyCredential(
        os.environ["AZURE_BATCH_ACCOUNT"], os.environ["AZURE_BATCH_ACCESS_KEY"]
    ),
)
soon = {"polling_interval": 1}
client.create_pool(
    models.BatchPoolCreateOptions(
        id=POOL,
        vm_size="Standard_D2s_v3",
        virtual_machine_configuration=models.VirtualMachineConfiguration(
            image_reference=models.BatchVmImageReference(
                publisher="canonical", offer="0001-com-ubuntu-server-jammy", sku="22_04-lts"
            ),
            node_agent_sku_id="batch.node.ubuntu 22.04",
        ),
        target_dedicated_nodes=0,
    )
)
stopped = models.BatchPoolResizeOptions(target_dedicated_nodes=1)
while client.get_pool(POOL).allocation_state != models.AllocationState.STEADY:
    pass
ends("a resize", client.begin_resize_pool(POOL, stopped, **soon))
more = models.BatchPoolResizeOptions(target_dedicated_nodes=3)
client.begin_resize_pool(POOL, more, **soon)
ends("the stop of a resize", client.begin_stop_pool_resize(POOL, **soon))
ends("another resize", client.begin_resize_pool(POOL, more, **soon))


def idle_node():
    while True:
        for node in client.list_nodes(POOL):
            if node.state == models.BatchNodeState.IDLE:
                return node.id


requeue = {"nodeRebootOption": "requeue"}
ends("a reboot", client.begin_reboot_node(POOL, idle_node(), requeue, **soon))
ends("a reimage", client.begin_reimage_node(POOL, idle_node(), {"nodeReimageOption": "requeue"}, **soon))
node = idle_node()
ends("a deallocation", client.begin_deallocate_node(POOL, node, {"nodeDeallocateOption": "requeue"}, **soon))
while state(node) != models.BatchNodeState.DEALLOCATED:
    pass
ends("a start", client.begin_start_node(POOL, node, **soon))
removed = models.BatchNodeRemoveOptions(node_ids=[idle_node()])
ends("a removal", client.begin_remove_nodes(POOL, removed, **soon))

job = a_job()
requeue = models.BatchJobDisableOptions(disable_tasks="requeue")
ends("a job's disabling", client.begin_disable_job(job, requeue, **soon))
ends("a job's enabling", client.begin_enable_job(job, **soon))
# The client cannot leave the reason out.
why = {"terminateReason": "Done"}
ends("a job's termination", client.begin_terminate_job(job, why, force=True, **soon))
ends("a job's deletion", client.begin_delete_job(job, force=True, **soon))
ends("a pool's deletion", client.begin_delete_pool(POOL, **soon))
try:
    client.get_pool(POOL)
except ResourceNotFoundError:
    print(f"{passed} passed, 0 failed")
