"""What `az batch` does with what an account has, by the Batch service."""

import batch_jobs
import batch_pools
import batch_tasks
from in_process import az, check, refused


def summaries():
    group = ("batch", "application", "summary")
    check("there is no application to run", [], az(*group, "list"))
    refused("none is shown", "ApplicationNotFound", *group, "show", "--application-id", "none")


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
