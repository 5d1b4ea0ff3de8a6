"""Runs TASKS of /bin/true by HyperQueue on SLOTS cores, and prints how many a second."""
import contextlib
import io
import sys
import time

from hyperqueue import Job, LocalCluster
from hyperqueue.cluster import WorkerConfig

tasks, slots, where = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


def seconds(client, name, count):
    job = Job()
    for i in range(count):
        at = f"{where}/{name}{i}"
        job.program(
            ["/bin/true"], cwd=f"{at}/wd", stdout=f"{at}/stdout.txt", stderr=f"{at}/stderr.txt"
        )
    began = time.monotonic()
    client.wait_for_jobs([client.submit(job)])
    return time.monotonic() - began


with contextlib.redirect_stderr(io.StringIO()), LocalCluster() as cluster:
    cluster.start_worker(WorkerConfig(cores=slots))
    client = cluster.client()
    seconds(client, "warm", slots)
    took = seconds(client, "t", tasks)
print(tasks / took)
