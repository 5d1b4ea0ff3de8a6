"""What `az batch` does with jobs, their schedules and tasks."""

from in_process import az, check, json_file, refused, until

JOB = "myjob"
OF = ("--job-id", JOB)


def show():
    return az("batch", "job", "show", *OF)


def limits(job):
    """As numbers and times, whatever they were given as."""
    constraints = job["constraints"]
    return (job["priority"], constraints["maxTaskRetryCount"], constraints["maxWallClockTime"])


def jobs(pool):
    create = ("batch", "job", "create", "--id", JOB, "--pool-id", pool)
    az(
        *create, "--priority", "5", "--job-max-task-retry-count", "2", "--metadata", "a=1",
        "--job-max-wall-clock-time", "PT1H", "--uses-task-dependencies",
        "--max-parallel-tasks", "9",
    )
    check("a job has its numbers", (5, 2, "PT1H"), limits(show()))
    refused("a job has its name alone", "JobExists", *create)
    refused("its priority has an end", "InvalidPropertyValue", *other(pool), "--priority", "1001")
    refused("and is a number", "InvalidRequestBody", *other(pool), "--priority", "high")
    az("batch", "job", "set", *OF, "--priority", "7", "--max-parallel-tasks", "3")
    check("what is set is set", (7, 2, "PT1H"), limits(show()))
    check("and counted", 3, show()["maxParallelTasks"])
    az("batch", "job", "reset", *OF, "--pool-id", pool, "--priority", "-5")
    check("what is reset is new", (-5, 0), limits(show())[:2])
    check("in all it has", None, show().get("metadata"))
    listed = az("batch", "job", "list", "--filter", f"id eq '{JOB}'", "--select", "id", "state")
    check("jobs are listed", [(JOB, "active")], [(one["id"], one["state"]) for one in listed])


def other(pool):
    return ("batch", "job", "create", "--id", "other", "--pool-id", pool)


def states():
    az("batch", "job", "disable", *OF, "--disable-tasks", "requeue")
    until("a job is disabled", "disabled", lambda: show()["state"])
    az("batch", "job", "enable", *OF)
    check("and enabled", "active", show()["state"])
    az("batch", "job", "stop", *OF, "--terminate-reason", "Enough")
    until("and stopped", "completed", lambda: show()["state"])
    check("with a reason", "Enough", show()["executionInfo"]["terminateReason"])
    az("batch", "job", "delete", *OF, "--yes")
    until("and deleted", [], lambda: az("batch", "job", "list", "--filter", f"id eq '{JOB}'"))
    refused("after which there is none", "JobNotFound", "batch", "job", "show", *OF)


def prepared(pool):
    preparation = {"id": "ready", "commandLine": "/bin/true"}
    job = {"id": "prepared", "poolInfo": {"poolId": pool}, "jobPreparationTask": preparation}
    with json_file(job) as file:
        az("batch", "job", "create", "--json-file", file)
    of = ("--job-id", "prepared")
    az("batch", "task", "create", *of, "--task-id", "one", "--command-line", "/bin/true")

    def statuses():
        listed = az("batch", "job", "prep-release-status", "list", *of)
        return [one["jobPreparationTaskExecutionInfo"].get("result") for one in listed]

    until("the node was prepared", ["success"], statuses)
    az("batch", "job", "delete", *of, "--yes")


def schedules(pool):
    group = ("batch", "job-schedule")
    of = ("--job-schedule-id", "nightly")
    create = (*group, "create", "--pool-id", pool, "--id")
    az(
        *create, "nightly", "--recurrence-interval", "PT10M", "--priority", "5",
        "--metadata", "a=1",
        "--start-window", "PT5M",
    )

    def shown():
        schedule = az(*group, "show", *of)
        return (
            schedule["schedule"]["recurrenceInterval"],
            schedule["jobSpecification"]["priority"],
        )

    check("a schedule has its numbers", ("PT10M", 5), shown())
    refused(
        "it recurs within limits",
        "InvalidPropertyValue",
        *create,
        "hasty",
        "--recurrence-interval",
        "PT1S",
    )
    until(
        "it starts a job", ["nightly:job-1"],
        lambda: [one["id"] for one in az("batch", "job", "list", "--job-schedule-id", "nightly")],
    )
    az(*group, "set", *of, "--recurrence-interval", "PT20M")
    check("what is set is set", ("PT20M", 5), shown())
    az(*group, "reset", *of, "--recurrence-interval", "PT30M", "--pool-id", pool, "--priority", "6")
    check("what is reset is new", ("PT30M", 6), shown())
    az(*group, "disable", *of)
    check("it can rest", "disabled", az(*group, "show", *of)["state"])
    az(*group, "enable", *of)
    check("and go on", "active", az(*group, "show", *of)["state"])
    listed = az(*group, "list", "--filter", "state eq 'active'", "--select", "id")
    check("schedules are listed", ["nightly"], [one["id"] for one in listed])
    az(*group, "stop", *of)
    until("and stop", "completed", lambda: az(*group, "show", *of)["state"])
    az(*group, "delete", *of, "--yes")
    until("and go", [], lambda: az(*group, "list"))
