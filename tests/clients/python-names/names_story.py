"""Programs of a user who knows nothing but Azure: no option here names Lazuli.

`lazuli run` runs this. Resource Manager, Batch and blobs are called with requests, httpx and aiohttp."""

import asyncio
import os
import urllib.request

import aiohttp
import httpx
import requests
from azure.batch import BatchClient
from azure.batch.models import (
    BatchJobCreateOptions,
    BatchPoolInfo,
)
from azure.identity import DefaultAzureCredential, ManagedIdentityCredential
from azure.identity.aio import DefaultAzureCredential as AsyncDefaultAzureCredential
from azure.mgmt.batch import BatchManagementClient
from azure.mgmt.resource.resources import ResourceManagementClient
from azure.storage.blob import BlobServiceClient
from azure.storage.blob.aio import BlobServiceClient as AsyncBlobServiceClient

SUBSCRIPTION = os.environ["AZURE_SUBSCRIPTION_ID"]
GROUP = os.environ["AZURE_RESOURCE_GROUP"]
CLOUD = "https://management.azure.com/metadata/endpoints?api-version=2022-09-01"

passed = 0


def check(what: str, is_so: bool) -> None:
    global passed
    assert is_so, what
    passed += 1
    print(f"ok {passed} {what}")


def plain_clients() -> None:
    check("requests", requests.get(CLOUD, timeout=30).json()["name"] == "AzureCloud")
    check("httpx", httpx.get(CLOUD).json()["name"] == "AzureCloud")
    with urllib.request.urlopen(CLOUD) as answer:
        check("urllib", b"AzureCloud" in answer.read())


async def async_clients() -> None:
    async with aiohttp.ClientSession(trust_env=True) as session, session.get(CLOUD) as answer:
        check("aiohttp", (await answer.json())["name"] == "AzureCloud")
    async with httpx.AsyncClient() as client:
        check("httpx's async client", (await client.get(CLOUD)).status_code == 200)
    async with AsyncDefaultAzureCredential() as credential:
        url = "https://lazuli.blob.core.windows.net"
        async with AsyncBlobServiceClient(url, credential=credential) as blobs:
            names = [one.name async for one in blobs.list_containers()]
            check("blobs by aiohttp", "pynames" in names)


def resource_manager(credential: DefaultAzureCredential) -> None:
    resources = ResourceManagementClient(credential, SUBSCRIPTION)
    check("groups", GROUP in [group.name for group in resources.resource_groups.list()])
    made = BatchManagementClient(credential, SUBSCRIPTION).batch_account.begin_create(
        GROUP, "pynames", {"location": "northeurope"}
    )
    account = made.result()
    name = "pynames.northeurope.batch.azure.com"
    check("an account with Azure's name", account.account_endpoint == name)
    batch = BatchClient(f"https://{account.account_endpoint}", credential)
    check("which has no pools yet", list(batch.list_pools()) == [])


def batch_of_the_first_account(credential: DefaultAzureCredential) -> None:
    batch = BatchClient("https://lazuli.westeurope.batch.azure.com", credential)
    job = BatchJobCreateOptions(id="pynames", pool_info=BatchPoolInfo(pool_id="none-yet"))
    batch.create_job(job=job)
    check("a job", batch.get_job("pynames").url.startswith("https://lazuli.westeurope.batch.azure.com"))
    batch.begin_delete_job("pynames").wait()


def storage(credential: DefaultAzureCredential) -> None:
    blobs = BlobServiceClient("https://lazuli.blob.core.windows.net", credential=credential)
    container = blobs.create_container("pynames")
    container.upload_blob("a.txt", b"hello")
    check("a blob", container.download_blob("a.txt").readall() == b"hello")
    check("in a list", [blob.name for blob in container.list_blobs()] == ["a.txt"])
    told = BlobServiceClient.from_connection_string(os.environ["AZURE_STORAGE_CONNECTION_STRING"])
    check("by the key", told.get_blob_client("pynames", "a.txt").exists())


def managed_identity() -> None:
    token = ManagedIdentityCredential().get_token("https://management.azure.com/.default").token
    headers = {"Authorization": f"Bearer {token}"}
    url = "https://management.azure.com/subscriptions?api-version=2022-12-01"
    check("the machine's identity", requests.get(url, headers=headers, timeout=30).ok)


plain_clients()
with DefaultAzureCredential() as credential:
    resource_manager(credential)
    batch_of_the_first_account(credential)
    storage(credential)
managed_identity()
asyncio.run(async_clients())
print(f"{passed} checks passed")
