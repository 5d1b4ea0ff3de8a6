"""What `az batch` does with tasks and their files."""

from batch_jobs import OF, show
from batch_pools import creating, downloaded
from in_process import UNPRINTED, az, check, json_file, refused, until

GROUP = ("batch", "task")
FILE = (*GROUP, "file")
ONE = (*OF, "--task-id", "one")


def create():
    made = az(
        *GROUP, "create", *ONE, "--command-line", "/bin/sh -c 'echo $GREETING; exit $CODE'",
        "--environment-settings", "GREETING=hello", "CODE=3", "--max-task-retry-count", "1",
        "--max-wall-clock-time", "PT1H", "--retention-time", "P2D",
    )
    check("a task's numbers are numbers", 1, made["constraints"]["maxTaskRetryCount"])
    check("and times times", ("PT1H", "P2D"), times(made))
    refused(
        "a task has its name alone", "TaskExists", *GROUP, "create", *ONE, "--command-line", "a"
    )
    many = [{"id": f"many{i}", "commandLine": "/bin/true"} for i in range(120)]
    with json_file(many) as file:
        results = az(*GROUP, "create", *OF, "--json-file", file)
    check("more than go at once are made", 120, sum(one["status"] == "success" for one in results))
    until("a task ends", "completed", lambda: task()["state"])
    ended = task()["executionInfo"]
    check("after its retry", (3, 1), (ended["exitCode"], ended["retryCount"]))
    failed = az(
        *GROUP, "list", *OF, "--filter", "executionInfo/result eq 'failure'", "--select", "id"
    )
    check("tasks are listed by how they ended", ["one"], [one["id"] for one in failed])
    until("the others end", 121, lambda: counts()["completed"])
    check("and are counted", (120, 1), (counts()["succeeded"], counts()["failed"]))


def times(made):
    return (made["constraints"]["maxWallClockTime"], made["constraints"]["retentionTime"])


def task():
    return az(*GROUP, "show", *ONE)


def counts():
    return az("batch", "job", "task-counts", "show", *OF)["taskCounts"]


def files():
    listed = {one["name"]: one["isDirectory"] for one in az(*FILE, "list", *ONE, "--recursive")}
    check("its files are listed", (False, True), (listed["stdout.txt"], listed["wd"]))
    path = ("--file-path", "stdout.txt")
    refused("az itself fails at what is shown of a file", UNPRINTED, *FILE, "show", *ONE, *path)
    check("and downloaded", "hello\n", downloaded(FILE, ONE, path))
    part = (*path, "--start-range", "1", "--end-range", "3")
    check("and a part of it", "ell", downloaded(FILE, ONE, part))
    az(*FILE, "delete", *ONE, *path, "--yes")
    refused("and deleted", "not exist", *FILE, "show", *ONE, *path)


def again():
    before = task()["executionInfo"]["endTime"]
    az(*GROUP, "reactivate", *ONE)
    until("a failed task runs again", True, lambda: has_ended_after(before))
    long = (*OF, "--task-id", "long")
    az(*GROUP, "create", *long, "--command-line", "/bin/sleep 6000")
    until("a task runs", "running", lambda: az(*GROUP, "show", *long)["state"])
    az(*GROUP, "reset", *long, "--max-task-retry-count", "4", "--retention-time", "P1D")
    constraints = az(*GROUP, "show", *long)["constraints"]
    found = (constraints["maxTaskRetryCount"], constraints["retentionTime"])
    check("what is reset is set", (4, "P1D"), found)
    refused("a task that ended keeps its limits", "TaskCompleted", *GROUP, "reset", *ONE)
    az(*GROUP, "stop", *long)
    until(
        "a task runs until it is stopped", "completed", lambda: az(*GROUP, "show", *long)["state"]
    )
    az(*GROUP, "delete", *long, "--yes")
    refused("a deleted task is gone", "TaskNotFound", *GROUP, "show", *long)


def has_ended_after(before):
    seen = task()
    return seen["state"] == "completed" and seen["executionInfo"]["endTime"] > before


def ranks():
    """On a pool of its own: such tasks share no node."""
    az(*creating("ranks", "--target-dedicated-nodes", "2", "--enable-inter-node-communication"))
    job = ("--job-id", "ranks")
    az("batch", "job", "create", "--id", "ranks", "--pool-id", "ranks")
    true = "/bin/true"
    instances = {"numberOfInstances": 2, "coordinationCommandLine": true}
    with json_file({"id": "two", "commandLine": true, "multiInstanceSettings": instances}) as file:
        az(*GROUP, "create", *job, "--json-file", file)
    of = (*job, "--task-id", "two")
    until("a task on two nodes ends", "completed", lambda: az(*GROUP, "show", *of)["state"])
    until(
        "and shows the other's part", [(1, "completed")],
        lambda: [(s["id"], s["state"]) for s in az(*GROUP, "subtask", "list", *of)],
    )
    az("batch", "job", "delete", *job, "--yes")
    az("batch", "pool", "delete", "--pool-id", "ranks", "--yes")


def run():
    check("the job is there", "active", show()["state"])
    create()
    files()
    again()
    ranks()
