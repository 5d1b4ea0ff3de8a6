"""Airflow's AzureBatchOperator as it comes, without a scheduler or a database: a pool, a job and a task,
and a second run over what is there. Its client is azure-batch 15, with no way to choose a version."""

import json
import os
import time

# Before anything of Airflow is loaded: it reads its settings and connections from here.
home = os.path.join(os.environ["AIRFLOW_SCRATCH"], "airflow")
os.environ["AIRFLOW_HOME"] = home
os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"sqlite:///{home}/unused.db"
os.environ["AIRFLOW_CONN_LAZULI"] = json.dumps(
    {
        "conn_type": "azure_batch",
        "login": os.environ["AZURE_BATCH_ACCOUNT"],
        "password": os.environ["AZURE_BATCH_ACCESS_KEY"],
        "extra": {"account_url": os.environ["AZURE_BATCH_ENDPOINT"]},
    }
)

from airflow.providers.microsoft.azure.hooks.batch import AzureBatchHook  # noqa: E402
from airflow.providers.microsoft.azure.operators.batch import AzureBatchOperator  # noqa: E402
from azure.batch import models  # noqa: E402

passed = 0


def check(what, condition):
    global passed
    if not condition:
        raise AssertionError(what)
    passed += 1
    print(f"ok {passed} {what}")


# Its pauses between two looks are for nodes that take minutes.
true_sleep = time.sleep
time.sleep = lambda seconds: true_sleep(min(seconds, 0.2))


def run(task, command, batch_pool_id="airflow", batch_job_id="airflow", **more):
    operator = AzureBatchOperator(
        task_id=f"run-{task}",
        azure_batch_conn_id="lazuli",
        batch_pool_id=batch_pool_id,
        batch_pool_vm_size="standard_d2s_v3",
        vm_publisher="canonical",
        vm_offer="0001-com-ubuntu-server-jammy",
        vm_sku="22_04-lts",
        vm_version="latest",
        vm_node_agent_sku_id="batch.node.ubuntu 22.04",
        batch_job_id=batch_job_id,
        batch_task_id=task,
        batch_task_command_line=command,
        timeout=5,
        **{"target_dedicated_nodes": 1, **more},
    )
    operator.execute({})


batch = AzureBatchHook("lazuli").connection

run(
    "first",
    "/bin/sh -c 'cat $AZ_BATCH_NODE_STARTUP_DIR/wd/started; echo worked'",
    batch_start_task=models.BatchStartTask(command_line="/bin/sh -c 'echo started > started'"),
    batch_job_preparation_task=models.BatchJobPreparationTask(command_line="/bin/true"),
    batch_job_release_task=models.BatchJobReleaseTask(command_line="/bin/true"),
)
task = batch.get_task("airflow", "first")
check("its task has run", task.execution_info.result == models.BatchTaskExecutionResult.SUCCESS)
said = b"".join(batch.download_task_file("airflow", "first", "stdout.txt")).decode()
check("beside its start task", said.split() == ["started", "worked"])

run("second", "/bin/true")
check("a pool and a job that are there are used again", batch.get_task("airflow", "second").state == "completed")

try:
    run("third", "/bin/false")
    raise AssertionError("a task that failed went by unnoticed")
except Exception as error:  # Airflow's own, whatever its name is in this version.
    check(f"a task that fails makes its operator fail: {type(error).__name__}", "fail" in str(error).lower())

run(
    "scaled",
    "/bin/true",
    batch_pool_id="scaled",
    batch_job_id="scaled",
    target_dedicated_nodes=None,
    enable_auto_scale=True,
    auto_scale_formula="$TargetDedicatedNodes = 1;",
    should_delete_job=True,
    should_delete_pool=True,
)
until = time.monotonic() + 60
while any(pool.id == "scaled" for pool in batch.list_pools()) and time.monotonic() < until:
    true_sleep(0.2)
check("what it is told to delete goes", not any(pool.id == "scaled" for pool in batch.list_pools()))
check("and its job", not any(job.id == "scaled" for job in batch.list_jobs()))

batch.begin_delete_job("airflow").result()
batch.begin_delete_pool("airflow").result()
print(f"{passed} checks passed")
