"""Brings the log of a node to a container with azure-batch 15. Needs a server with --storage."""

import datetime
import os
import time

from azure.batch import BatchClient, models
from azure.core.credentials import AzureNamedKeyCredential
from azure.core.exceptions import HttpResponseError
from azure.storage.blob import BlobServiceClient, generate_container_sas

POOL = "logs"
LONG_AGO = datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)

passed = 0


def check(what, condition):
    global passed
    if not condition:
        raise AssertionError(what)
    passed += 1
    print(f"ok {passed} {what}")


def until(what, look):
    end = time.monotonic() + 60
    while not (seen := look()):
        if time.monotonic() > end:
            raise AssertionError(f"{what} did not come true")
        time.sleep(0.2)
    check(what, True)
    return seen


client = BatchClient(
    endpoint=os.environ["AZURE_BATCH_ENDPOINT"],
    credential=AzureNamedKeyCredential(
        os.environ["AZURE_BATCH_ACCOUNT"], os.environ["AZURE_BATCH_ACCESS_KEY"]
    ),
)
blobs = BlobServiceClient.from_connection_string(os.environ["AZURE_STORAGE_CONNECTION_STRING"])
container = blobs.create_container("nodelogs")
sas = generate_container_sas(
    blobs.account_name, container.container_name, account_key=blobs.credential.account_key,
    permission="w", expiry=datetime.datetime(2099, 1, 1, tzinfo=datetime.timezone.utc),
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
        target_dedicated_nodes=1,
    )
)
node = until(
    "a node is idle",
    lambda: next((one.id for one in client.list_nodes(POOL) if one.state == "idle"), None),
)
wanted = models.UploadBatchServiceLogsOptions(
    container_url=f"{container.url}?{sas}", start_time=LONG_AGO
)
sent = client.upload_node_logs(POOL, node, wanted)
check("its log is brought away", sent.number_of_files_uploaded > 0)
until(
    "as many files as was said, in a folder of their own",
    lambda: len(list(container.list_blobs(f"{sent.virtual_directory_name}/")))
    == sent.number_of_files_uploaded,
)
wanted.end_time = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
try:
    client.upload_node_logs(POOL, node, wanted)
except HttpResponseError as refused:
    check("an end before the begin is refused", refused.error.code == "InvalidPropertyValue")
print(f"{passed} passed, 0 failed")
