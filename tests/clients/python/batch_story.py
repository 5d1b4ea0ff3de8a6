"""Batch's work with azure-batch 15 as it comes, which speaks 2025-06-01: ten thousand tasks are run, some
are terminated, and a node is reimaged under them. It has no calls for certificates any more."""

import glob
import os
import time
import uuid

from azure.batch import BatchClient, models
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.core.rest import HttpRequest
from azure.identity import ClientSecretCredential

TASKS = int(os.environ.get("TASKS", "10000"))
VERSION = "2025-06-01"
POOL = "python-pool"
JOB = "python-job"
# Seconds that nothing else on this machine sleeps: the process is found by them.
NAP = f"3600.{uuid.uuid4().int % 10**9:09}"

passed = 0


def check(what, condition):
    global passed
    if not condition:
        raise AssertionError(what)
    passed += 1
    print(f"ok {passed} {what}")


def refused(call, *args):
    """The status and code with which a call is refused."""
    try:
        call(*args)
    except HttpResponseError as error:
        return error.status_code, error.error and error.error.code
    raise AssertionError("the call was not refused")


def until(what, condition, seconds=300):
    end = time.monotonic() + seconds
    while not (seen := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come true")
        time.sleep(0.1)
    return seen


def naps():
    """How many processes of this machine take the long nap."""
    found = 0
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(path, "rb") as file:
                found += file.read() == f"sleep\0{NAP}\0".encode()
        except OSError:
            pass  # It ended meanwhile.
    return found


def a_task(name, command_line, **settings):
    return models.BatchTaskCreateOptions(id=name, command_line=command_line, **settings)


client = BatchClient(
    endpoint=os.environ["AZURE_BATCH_ENDPOINT"],
    credential=ClientSecretCredential(
        os.environ["AZURE_TENANT_ID"],
        os.environ["AZURE_CLIENT_ID"],
        os.environ["AZURE_CLIENT_SECRET"],
        authority=os.environ["AZURE_AUTHORITY_HOST"],
        disable_instance_discovery=True,
    ),
)

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
        target_dedicated_nodes=2,
        task_slots_per_node=4,
    )
)
until(
    "idle nodes",
    lambda: [node.state for node in client.list_nodes(POOL)] == [models.BatchNodeState.IDLE] * 2,
)
pool = client.get_pool(POOL)
check("the pool is steady", pool.allocation_state == models.AllocationState.STEADY)
check("and has its nodes", pool.current_dedicated_nodes == 2)
certificates = HttpRequest("GET", f"/certificates?api-version={VERSION}")
check("certificates are no more", refused(client.send_request, certificates)[1] == "UnsupportedRequestVersion")

client.create_job(
    models.BatchJobCreateOptions(
        id=JOB, pool_info=models.BatchPoolInfo(pool_id=POOL), uses_task_dependencies=True
    )
)
nap = f"/bin/sh -c 'touch $AZ_BATCH_NODE_SHARED_DIR/$AZ_BATCH_TASK_ID; exec sleep {NAP}'"
client.create_tasks(JOB, [a_task(f"nap{n}", nap) for n in range(2)])
client.create_task(
    JOB, a_task("waits", "/bin/true", depends_on=models.BatchTaskDependencies(task_ids=["nap1"]))
)
until("two sleeping processes", lambda: naps() == 2)
check("tasks are processes of this machine", True)
added = client.create_tasks(
    JOB,
    [a_task(f"task{n}", "/bin/sh -c 'echo I am $AZ_BATCH_TASK_ID'") for n in range(TASKS)],
    max_concurrency=2,
)
check("all tasks are added", [one.status for one in added.result_values] == ["success"] * TASKS)

# Terminated while it waits, and while it runs.
client.terminate_task(JOB, "waits")
waited = client.get_task(JOB, "waits")
check("a task is terminated before it starts", waited.state == models.BatchTaskState.COMPLETED)
check("so it has no start", waited.execution_info.start_time is None)
client.terminate_task(JOB, "nap0")
ended = client.get_task(JOB, "nap0").execution_info
check("a running task is terminated", ended.result == models.BatchTaskExecutionResult.FAILURE)
check("and the reason says so", ended.failure_info.code == "TaskEnded")
check("once", refused(client.terminate_task, JOB, "nap0") == (409, "TaskCompleted"))
until("the end of its process", lambda: naps() == 1)

# The node under the other nap is reimaged: its files go, and the task runs again.
node = client.get_task(JOB, "nap1").node_info.node_id
mark = "shared/nap1"
check(
    "the task left a file on its node",
    client.get_node_file_properties(POOL, node, mark).content_length == 0,
)
# The client cannot leave the option out.
requeue = {"nodeReimageOption": "requeue"}
reimage = client.begin_reimage_node(POOL, node, requeue, polling_interval=1)
state = client.get_node(POOL, node).state
check("the node is reimaged", state == models.BatchNodeState.REIMAGING)
check("once", refused(client.begin_reimage_node, POOL, node, requeue) == (409, "NodeBeingReimaged"))
reimage.result()
ready = (models.BatchNodeState.IDLE, models.BatchNodeState.RUNNING)
until("the node's return", lambda: client.get_node(POOL, node).state in ready)


def again():
    task = client.get_task(JOB, "nap1")
    return task if task.state == models.BatchTaskState.RUNNING else None


rerun = until("the second run", again)
until("the second process", lambda: naps() == 1)
check("the task runs again", rerun.execution_info.retry_count == 0)
if rerun.node_info.node_id != node:
    gone = refused(client.get_node_file_properties, POOL, node, mark)
    check("the node forgot its files", gone[0] == 404)
client.terminate_task(JOB, "nap1")


def done():
    counts = client.get_job_task_counts(JOB).task_counts
    return counts if counts.active + counts.running == 0 else None


counts = until("the end of all tasks", done)
check("every task is accounted for", (counts.succeeded, counts.failed) == (TASKS, 3))
failed = client.list_tasks(
    JOB, filter="executionInfo/result eq 'failure'", select=["id", "state"]
)
check("those that failed are found", sorted(task.id for task in failed) == ["nap0", "nap1", "waits"])
listed = list(client.list_tasks(JOB))
check("a list of all has many pages", len({task.id for task in listed}) == TASKS + 3)
# What ran on the other node was there all the time.
kept = [
    task.id for task in listed if task.id.startswith("task") and task.node_info.node_id != node
]
for one in (kept[0], kept[len(kept) // 2], kept[-1]):
    output = b"".join(client.download_task_file(JOB, one, "stdout.txt")).decode()
    check(f"{one} said its name", output == f"I am {one}\n")
part = client.download_task_file(JOB, kept[0], "stdout.txt", ocp_range="bytes=2-3")
check("a part of a file is read", b"".join(part) == b"am")
names = {file.name for file in client.list_task_files(JOB, kept[0], recursive=True)}
check("its files are listed", {"stdout.txt", "stderr.txt", "wd"} <= names)

deletions = [
    client.begin_delete_job(JOB, polling_interval=1),
    client.begin_delete_pool(POOL, polling_interval=1),
]
for deletion in deletions:
    deletion.result()


def missing(call, name):
    try:
        call(name)
    except ResourceNotFoundError:
        return True
    return False


check("the job is gone", missing(client.get_job, JOB))
# pool_exists raises the same error, and never answers False.
check("the pool is gone", missing(client.get_pool, POOL))
check("and so are the processes", naps() == 0)
print(f"{passed} passed, 0 failed")
