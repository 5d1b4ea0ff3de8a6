"""Batch's work with azure-batch 14, which speaks 2024-02-01.19.0: ten thousand tasks are run, some
are terminated, a node is reimaged under them, and a certificate's failed deletion is cancelled."""

import glob
import os
import time
import uuid

from azure.batch import BatchServiceClient
from azure.batch import models
from azure.batch.batch_auth import SharedKeyCredentials

TASKS = int(os.environ.get("TASKS", "10000"))
POOL = "python-19-pool"
JOB = "python-19-job"
THUMBPRINT = "47b592796ffc7089d8d43b75f05bd8b984a3d7ad"
CER = "MIIBgjCCASmgAwIBAgIUM5jWXUJrPOxXxgke2A2vAMorhX0wCgYIKoZIzj0EAwIwFjEUMBIGA1UEAwwLbGF6dWxpLXRlc3QwIBcNMjYxMTIxMTQwNDE2WhgPMjEyNjEwMjgxNDA0MTZaMBYxFDASBgNVBAMMC2xhenVsaS10ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEn69pKiui3e9pTHw4BJU+wskM6ZGucrf00SXz1aF4SRgYB0jCdji4hwiNAZJHEPWi8B6uqv3cSYYlOzJNc31wGaNTMFEwHQYDVR0OBBYEFPaRCoC6qjBA/LD4Gvp9B7id0j41MB8GA1UdIwQYMBaAFPaRCoC6qjBA/LD4Gvp9B7id0j41MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgZRgLtEcNvNvdvuVK1XKYxkoRI4UT06QBx0W/iEedq7ACIHjU20niKTHveTxydfCDxH88s2YprOWODuZ+8x1Z41G+"
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
    except models.BatchErrorException as error:
        return error.response.status_code, error.error.code
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


def text(stream):
    return b"".join(stream).decode()


def files_of(node):
    return {file.name for file in client.file.list_from_compute_node(POOL, node, recursive=True)}


client = BatchServiceClient(
    SharedKeyCredentials(os.environ["AZURE_BATCH_ACCOUNT"], os.environ["AZURE_BATCH_ACCESS_KEY"]),
    batch_url=os.environ["AZURE_BATCH_ENDPOINT"],
)
nodes, tasks, certificates = client.compute_node, client.task, client.certificate

# A pool on cloud services: up to 2024-02-01.19.0 only such nodes can be reimaged.
certificates.add(
    models.CertificateAddParameter(
        thumbprint=THUMBPRINT, thumbprint_algorithm="sha1", data=CER, certificate_format="cer"
    )
)
client.pool.add(
    models.PoolAddParameter(
        id=POOL,
        vm_size="Standard_D2s_v3",
        cloud_service_configuration=models.CloudServiceConfiguration(os_family="6"),
        target_dedicated_nodes=2,
        task_slots_per_node=4,
        certificate_references=[
            models.CertificateReference(thumbprint=THUMBPRINT, thumbprint_algorithm="sha1")
        ],
    )
)
until(
    "idle nodes",
    lambda: [node.state for node in nodes.list(POOL)] == [models.ComputeNodeState.idle] * 2,
)
pool = client.pool.get(POOL)
check("the pool is steady", pool.allocation_state == models.AllocationState.steady)
check("and has its nodes", pool.current_dedicated_nodes == 2)

# The certificate is in use, so its deletion fails.
certificates.delete("sha1", THUMBPRINT)
check(
    "a deletion that goes on cannot be cancelled",
    refused(certificates.cancel_deletion, "sha1", THUMBPRINT) == (409, "CertificateBeingDeleted"),
)
until(
    "the deletion's failure",
    lambda: certificates.get("sha1", THUMBPRINT).state == models.CertificateState.delete_failed,
)
why = certificates.get("sha1", THUMBPRINT).delete_certificate_error
check("its deletion fails for the pool", why.code == "PoolsReferencingCertificate")
users = {pair.name: pair.value for pair in why.values}
check("which is named", users["Pools"] == POOL)
certificates.cancel_deletion("sha1", THUMBPRINT)
certificate = certificates.get("sha1", THUMBPRINT)
check("cancelled, it is active", certificate.state == models.CertificateState.active)
check(
    "and there is nothing left to cancel",
    refused(certificates.cancel_deletion, "sha1", THUMBPRINT) == (409, "CertificateStateActive"),
)

client.job.add(
    models.JobAddParameter(
        id=JOB, pool_info=models.PoolInformation(pool_id=POOL), uses_task_dependencies=True
    )
)
nap = f"/bin/sh -c 'touch $AZ_BATCH_NODE_SHARED_DIR/$AZ_BATCH_TASK_ID; exec sleep {NAP}'"
tasks.add_collection(
    JOB, [models.TaskAddParameter(id=f"nap{n}", command_line=nap) for n in range(2)]
)
tasks.add(
    JOB,
    models.TaskAddParameter(
        id="waits", command_line="/bin/true", depends_on=models.TaskDependencies(task_ids=["nap1"])
    ),
)
until("two sleeping processes", lambda: naps() == 2)
check("tasks are processes of this machine", True)
added = tasks.add_collection(
    JOB,
    [
        models.TaskAddParameter(id=f"task{n}", command_line="/bin/sh -c 'echo I am $AZ_BATCH_TASK_ID'")
        for n in range(TASKS)
    ],
    threads=2,
)
check("all tasks are added", [one.status for one in added.value] == ["success"] * TASKS)

# Terminated while it waits, and while it runs.
tasks.terminate(JOB, "waits")
waited = tasks.get(JOB, "waits")
check("a task is terminated before it starts", waited.state == models.TaskState.completed)
check("so it has no start", waited.execution_info.start_time is None)
tasks.terminate(JOB, "nap0")
ended = tasks.get(JOB, "nap0").execution_info
check("a running task is terminated", ended.result == models.TaskExecutionResult.failure)
check("and the reason says so", ended.failure_info.code == "TaskEnded")
check("once", refused(tasks.terminate, JOB, "nap0") == (409, "TaskCompleted"))
until("the end of its process", lambda: naps() == 1)

# The node under the other nap is reimaged: its files go, and the task runs again.
node = tasks.get(JOB, "nap1").node_info.node_id
mark = "shared/nap1"
check("the task left a file on its node", mark in files_of(node))
nodes.reimage(POOL, node, "requeue")
check("the node is reimaged", nodes.get(POOL, node).state == models.ComputeNodeState.reimaging)
check("once", refused(nodes.reimage, POOL, node) == (409, "NodeBeingReimaged"))
until(
    "the node's return",
    lambda: nodes.get(POOL, node).state in (models.ComputeNodeState.idle, models.ComputeNodeState.running),
)


def again():
    task = tasks.get(JOB, "nap1")
    return task if task.state == models.TaskState.running else None


rerun = until("the second run", again)
until("the second process", lambda: naps() == 1)
check("the task runs again", rerun.execution_info.retry_count == 0)
if rerun.node_info.node_id != node:
    check("the node forgot its files", mark not in files_of(node))
tasks.terminate(JOB, "nap1")


def done():
    counts = client.job.get_task_counts(JOB).task_counts
    return counts if counts.active + counts.running == 0 else None


counts = until("the end of all tasks", done)
check("every task is accounted for", (counts.succeeded, counts.failed) == (TASKS, 3))
failed = tasks.list(
    JOB, models.TaskListOptions(filter="executionInfo/result eq 'failure'", select="id,state")
)
check("those that failed are found", sorted(task.id for task in failed) == ["nap0", "nap1", "waits"])
listed = list(tasks.list(JOB))
check("a list of all has many pages", len({task.id for task in listed}) == TASKS + 3)
# What ran on the other node was there all the time.
kept = [
    task.id for task in listed if task.id.startswith("task") and task.node_info.node_id != node
]
for one in (kept[0], kept[len(kept) // 2], kept[-1]):
    output = text(client.file.get_from_task(JOB, one, "stdout.txt"))
    check(f"{one} said its name", output == f"I am {one}\n")
part = models.FileGetFromTaskOptions(ocp_range="bytes=2-3")
output = text(client.file.get_from_task(JOB, kept[0], "stdout.txt", part))
check("a part of a file is read", output == "am")
names = {file.name for file in client.file.list_from_task(JOB, kept[0], recursive=True)}
check("its files are listed", {"stdout.txt", "stderr.txt", "wd"} <= names)

client.job.delete(JOB)
client.pool.delete(POOL)
until("the job's end", lambda: JOB not in [job.id for job in client.job.list()])
until("the pool's end", lambda: not client.pool.exists(POOL))
certificates.delete("sha1", THUMBPRINT)
until("the certificate's end", lambda: list(certificates.list()) == [])
check("job, pool and certificate are gone", naps() == 0)
print(f"{passed} passed, 0 failed")
