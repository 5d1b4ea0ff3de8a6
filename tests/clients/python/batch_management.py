"""Batch on Resource Manager with azure-mgmt-batch: an account, its keys, and a pool that is made,
changed, resized, stopped and deleted."""

import os
import time

from azure.core import MatchConditions
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.mgmt.batch import BatchManagementClient, models

ARM = os.environ["AZURE_RESOURCE_MANAGER_ENDPOINT"]
GROUP = os.environ["AZURE_RESOURCE_GROUP"]
ACCOUNT = "pythonbatch"
POOL = "python-pool"

passed = 0


def check(what, condition):
    global passed
    if not condition:
        raise AssertionError(what)
    passed += 1
    print(f"ok {passed} {what}")


def refused(call, *args, **named):
    """The status and code with which a call is refused."""
    try:
        call(*args, **named)
    except HttpResponseError as error:
        return error.status_code, error.error and error.error.code
    raise AssertionError("the call was not refused")


def steady(pools):
    end = time.monotonic() + 60
    while (pool := pools.get(GROUP, ACCOUNT, POOL)).allocation_state != "Steady":
        if time.monotonic() > end:
            raise AssertionError("the pool does not come to rest")
        time.sleep(0.1)
    return pool


def a_pool():
    return models.Pool(
        vm_size="STANDARD_D2S_V3",
        deployment_configuration=models.DeploymentConfiguration(
            virtual_machine_configuration=models.VirtualMachineConfiguration(
                image_reference=models.ImageReference(
                    publisher="canonical", offer="0001-com-ubuntu-server-jammy", sku="22_04-lts"
                ),
                node_agent_sku_id="batch.node.ubuntu 22.04",
            )
        ),
        scale_settings=fixed(1),
        start_task=models.StartTask(
            command_line="/bin/true",
            user_identity=models.UserIdentity(
                auto_user=models.AutoUserSpecification(
                    scope=models.AutoUserScope.POOL, elevation_level=models.ElevationLevel.ADMIN
                )
            ),
        ),
    )


def fixed(count, option=None):
    return models.ScaleSettings(
        fixed_scale=models.FixedScaleSettings(
            target_dedicated_nodes=count, node_deallocation_option=option
        )
    )


credential = ClientSecretCredential(
    os.environ["AZURE_TENANT_ID"],
    os.environ["AZURE_CLIENT_ID"],
    os.environ["AZURE_CLIENT_SECRET"],
    authority=os.environ["AZURE_AUTHORITY_HOST"],
    disable_instance_discovery=True,
)
client = BatchManagementClient(
    credential,
    os.environ["AZURE_SUBSCRIPTION_ID"],
    base_url=ARM,
    credential_scopes=[f"{ARM}/.default"],
)

parameters = models.BatchAccountCreateParameters(location=os.environ["AZURE_LOCATION"])
account = client.batch_account.begin_create(GROUP, ACCOUNT, parameters).result()
check("an account is made", account.provisioning_state == "Succeeded")
check("it has keys", client.batch_account.get_keys(GROUP, ACCOUNT).primary)
sizes = [sku.name for sku in client.location.list_supported_virtual_machine_skus("westeurope")]
check("sizes of machines are listed", "Standard_D2s_v3" in sizes)

pools = client.pool
made = pools.create(GROUP, ACCOUNT, POOL, a_pool())
check("a pool is made", made.provisioning_state == "Succeeded" and made.etag)
pool = steady(pools)
check("it has its node", pool.current_dedicated_nodes == 1)
check(
    "its start task is what was asked for",
    pool.start_task.user_identity.auto_user.elevation_level == models.ElevationLevel.ADMIN,
)
again = refused(
    pools.create, GROUP, ACCOUNT, POOL, a_pool(), match_condition=MatchConditions.IfMissing
)
check("it is not made twice where that is not wanted", again[0] == 412)

metadata = [models.MetadataItem(name="a", value="b")]
changed = pools.update(GROUP, ACCOUNT, POOL, models.Pool(metadata=metadata))
check("its metadata is changed, and the rest kept", changed.metadata and changed.start_task)
resizing = pools.update(
    GROUP, ACCOUNT, POOL, models.Pool(scale_settings=fixed(3, "TaskCompletion"))
)
check("it is resized", resizing.allocation_state == "Resizing")
status = resizing.resize_operation_status
check("its resize is told of", status.target_dedicated_nodes == 3 and status.start_time)
check("the resize is stopped", pools.stop_resize(GROUP, ACCOUNT, POOL).allocation_state)
errors = steady(pools).resize_operation_status.errors
check("and says so", [error.code for error in errors] == ["ResizeStopped"])
names = [each.name for each in pools.list_by_batch_account(GROUP, ACCOUNT)]
check("it is listed", names == [POOL])

pools.begin_delete(GROUP, ACCOUNT, POOL).result()
try:
    pools.get(GROUP, ACCOUNT, POOL)
    raise AssertionError("the pool is still there")
except ResourceNotFoundError as error:
    check("it is deleted", error.error.code == "ResourceNotFound")
client.batch_account.begin_delete(GROUP, ACCOUNT).result()
check("the account too", refused(client.batch_account.get, GROUP, ACCOUNT)[0] == 404)
print(f"{passed} checks passed")
