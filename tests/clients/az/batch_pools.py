"""What `az batch` does with pools and their nodes."""

import os
import tempfile
from pathlib import Path

from in_process import AGENT, IMAGE, UNPRINTED, Refused, az, check, refused, until

POOL = "mypool"
OF = ("--pool-id", POOL)
TWO = "$TargetDedicatedNodes = 2;"


def show(*words):
    return az("batch", "pool", "show", *OF, *words)


def creating(name, *words):
    return (
        "batch", "pool", "create", "--id", name, "--image", IMAGE, "--node-agent-sku-id", AGENT,
        "--vm-size", "Standard_A1_v2", *words,
    )


def is_steady(size):
    def state():
        pool = show()
        return (pool["allocationState"], pool["currentDedicatedNodes"])

    until(f"the pool is steady with {size} nodes", ("steady", size), state)


def pools():
    made = creating(
        POOL, "--target-dedicated-nodes", "1", "--task-slots-per-node", "2",
        "--start-task-command-line", "/bin/sh -c 'echo started'", "--start-task-wait-for-success",
        "--metadata", "a=1", "b=2", "--resize-timeout", "PT10M",
        "--enable-inter-node-communication",
    )
    az(*made)
    is_steady(1)
    pool = show()
    check("numbers are numbers", (2, "PT10M"), (pool["taskSlotsPerNode"], pool["resizeTimeout"]))
    check("it waits for its start task", True, pool["startTask"]["waitForSuccess"])
    refused("a pool has its name alone", "PoolExists", *creating(POOL))
    refused(
        "a word is no number",
        "InvalidRequestBody",
        *creating("b", "--target-dedicated-nodes", "two"),
    )
    az("batch", "pool", "set", *OF, "--metadata", "c=3", "--start-task-command-line", "/bin/true")
    check("what is set is set", [{"name": "c", "value": "3"}], show()["metadata"])
    check("and the rest stays", 2, show()["taskSlotsPerNode"])
    reset = az(
        "batch", "pool", "reset", *OF, "--metadata", "d=4",
        "--start-task-max-task-retry-count", "2",
        "--start-task-command-line", "/bin/sh -c 'echo reset'",
    )
    check("what is reset is set", [{"name": "d", "value": "4"}], reset["metadata"])
    check("with numbers", 2, reset["startTask"]["maxTaskRetryCount"])
    listed = az(
        "batch", "pool", "list", "--filter", "startswith(id, 'my')", "--select", "id", "state"
    )
    check("pools are listed", [(POOL, "active")], [(one["id"], one["state"]) for one in listed])
    images = az("batch", "pool", "supported-images", "list", "--filter", "osType eq 'linux'")
    check("images are listed", True, any(one["nodeAgentSkuId"] == AGENT for one in images))
    az("batch", "pool", "resize", *OF, "--target-dedicated-nodes", "3", "--resize-timeout", "PT6M")
    is_steady(3)
    until("a resize is aborted", True, is_aborted)
    until("an aborted resize ends", "steady", lambda: show()["allocationState"])


def is_aborted():
    size = 2 if show()["currentDedicatedNodes"] == 3 else 3
    resize = ("batch", "pool", "resize", *OF)
    az(*resize, "--target-dedicated-nodes", size, "--node-deallocation-option", "requeue")
    try:
        az(*resize, "--abort")
    except Refused:
        # The resize was over before az had started again.
        until("a resize is over", "steady", lambda: show()["allocationState"])
        return False
    return True


def autoscale():
    group = ("batch", "pool", "autoscale")
    az(
        *group,
        "enable",
        *OF,
        "--auto-scale-formula",
        TWO,
        "--auto-scale-evaluation-interval",
        "PT5M",
    )
    check(
        "the pool scales itself",
        (True, TWO),
        (show()["enableAutoScale"], show()["autoScaleFormula"]),
    )
    is_steady(2)
    run = az(*group, "evaluate", *OF, "--auto-scale-formula", "$TargetDedicatedNodes = 1 + 3;")
    check("a formula is tried", True, "$TargetDedicatedNodes=4" in run["results"])
    refused(
        "a wrong one says so", "AutoScal",
        *group, "enable", *OF, "--auto-scale-formula", "$TargetDedicatedNodes = ;",
    )
    check("and changes nothing", TWO, show()["autoScaleFormula"])
    az(*group, "disable", *OF)
    check("the pool scales itself no more", False, show()["enableAutoScale"])
    until("after which it is steady", "steady", lambda: show()["allocationState"])


def first_node():
    """The id of one that can work, once all can."""

    def able():
        nodes = az("batch", "node", "list", *OF)
        return [one["id"] for one in nodes if one["state"] in ("idle", "running")]

    until("the nodes are ready", 2, lambda: len(able()))
    return able()[0]


def nodes():
    id = first_node()
    of = (*OF, "--node-id", id)
    node = az("batch", "node", "show", *of)
    check("a node is shown", ("idle", "enabled"), (node["state"], node["schedulingState"]))
    idle = az("batch", "node", "list", *OF, "--filter", "state eq 'idle'", "--select", "id")
    check("nodes are listed by state", True, id in [one["id"] for one in idle])
    # With its option az 2.91 sends that option within itself, as it does from a file.
    az("batch", "node", "scheduling", "disable", *of)
    check("no task comes to it", "disabled", az("batch", "node", "show", *of)["schedulingState"])
    az("batch", "node", "scheduling", "enable", *of)
    check("tasks come again", "enabled", az("batch", "node", "show", *of)["schedulingState"])
    login = az("batch", "node", "remote-login-settings", "show", *of)
    check("where to log in is told", int, type(login["remoteLoginPort"]))
    users(of)
    files(of)
    counts = az("batch", "pool", "node-counts", "list", "--filter", f"poolId eq '{POOL}'")
    check(
        "nodes are counted",
        (2, 2),
        (counts[0]["dedicated"]["idle"], counts[0]["dedicated"]["total"]),
    )
    logs(of)
    before = node["lastBootTime"]
    az("batch", "node", "reboot", *of, "--node-reboot-option", "terminate")
    until(
        "a node boots again", True,
        lambda: is_booted(az("batch", "node", "show", *of), before),
    )
    az("batch", "node", "delete", *OF, "--node-list", id, "--node-deallocation-option", "terminate")
    is_steady(1)
    refused("a removed node is gone", "NodeNotFound", "batch", "node", "show", *of)


def is_booted(node, before):
    return node["state"] == "idle" and node["lastBootTime"] > before


def users(of):
    group = ("batch", "node", "user")
    az(*group, "create", *of, "--name", "kim", "--password", "Correct-Horse-7", "--is-admin")
    refused(
        "a user is made once",
        "NodeUserExists",
        *group,
        "create",
        *of,
        "--name",
        "kim",
        "--password",
        "Other-Horse-8",
    )
    az(*group, "reset", *of, "--user-name", "kim", "--password", "Other-Horse-8")
    az(*group, "delete", *of, "--user-name", "kim", "--yes")
    refused(
        "a deleted user is gone", "NodeUserNotFound",
        *group, "reset", *of, "--user-name", "kim", "--password", "Other-Horse-8",
    )


def files(of):
    group = ("batch", "node", "file")
    listed = [one["name"] for one in az(*group, "list", *of, "--recursive")]
    check("a node's files are listed", True, "startup/stdout.txt" in listed)
    path = ("--file-path", "startup/stdout.txt")
    refused("az itself fails at what is shown of a file", UNPRINTED, *group, "show", *of, *path)
    # As the pool's start task was when the node came.
    check("a file is downloaded", True, downloaded(group, of, path) in ("started\n", "reset\n"))
    az(*group, "delete", *of, *path, "--yes")
    refused("and deleted", "not exist", *group, "show", *of, *path)


def logs(of):
    container = ("--name", "nodelogs")
    az("storage", "container", "create", *container)
    sas = az(
        "storage", "container", "generate-sas", *container, "--permissions", "w",
        "--expiry", "2099-01-01T00:00:00Z",
    )
    url = os.environ["AZURE_STORAGE_CONNECTION_STRING"].split("BlobEndpoint=")[1].split(";")[0]
    upload = ("batch", "node", "service-logs", "upload", *of, "--start-time", "2026-01-01T00:00:00Z")
    sent = az(*upload, "--container-url", f"{url.rstrip('/')}/nodelogs?{sas}")
    check("logs are brought to a container", True, sent["numberOfFilesUploaded"] > 0)
    names = ("storage", "blob", "list", "--container-name", "nodelogs", "--query", "[].name")
    folder = sent["virtualDirectoryName"]
    until(
        "as many as was said, in a folder of their own", sent["numberOfFilesUploaded"],
        lambda: len([name for name in az(*names) if name.startswith(f"{folder}/")]),
    )
    refused(
        "a container that may not be written to gets none", "InvalidPropertyValue",
        *upload, "--container-url", f"{url.rstrip('/')}/nodelogs",
    )


def downloaded(group, of, path):
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory, "file.txt")
        az(*group, "download", *of, *path, "--destination", file)
        return file.read_text()


def delete():
    az("batch", "pool", "delete", *OF, "--yes")
    until("a deleted pool is gone", [], lambda: az("batch", "pool", "list"))
