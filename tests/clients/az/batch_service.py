"""What `az batch` does with what an account has, by the Batch service."""

import os
import tempfile
import zipfile

import batch_jobs
import batch_pools
import batch_tasks
from in_process import az, check, refused

ACCOUNT = os.environ["AZURE_BATCH_ACCOUNT"]


def summaries():
    group = ("batch", "application", "summary")
    check("there is no application to run", [], az(*group, "list"))
    refused("none is shown", "ApplicationNotFound", *group, "show", "--application-id", "none")
    account = az("batch", "account", "list", "--query", f"[?name=='{ACCOUNT}'] | [0]")
    of = ("-g", account["resourceGroup"], "-n", ACCOUNT)
    storage = az("storage", "account", "list", "--query", "[?name=='lazuli'].id | [0]")
    az("batch", "account", "set", *of, "--storage-account", storage)
    version = (*of, "--application-name", "tool", "--version-name", "1.0")
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("bin/tool", "echo hello")
        file.flush()
        az("batch", "application", "package", "create", *version, "--package-file", file.name)
    check("what can be run is listed", ["tool"], [one["id"] for one in az(*group, "list")])
    shown = az(*group, "show", "--application-id", "tool")
    check("and shown", ["1.0"], shown["versions"])
    az("batch", "application", "package", "delete", *version, "--yes")
    az("batch", "application", "delete", *of, "--application-name", "tool", "--yes")


def usage():
    metrics = az("batch", "pool", "usage-metrics", "list")
    check("what pools used is listed", True, all(one["totalCoreHours"] > 0 for one in metrics))


def run():
    batch_pools.pools()
    batch_pools.autoscale()
    batch_pools.first_node()
    batch_jobs.jobs(batch_pools.POOL)
    batch_tasks.run()
    batch_jobs.states()
    batch_jobs.prepared(batch_pools.POOL)
    batch_jobs.schedules(batch_pools.POOL)
    batch_pools.nodes()
    batch_pools.delete()
    summaries()
    usage()
