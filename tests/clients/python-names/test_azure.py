"""Tests of a user's own, which name nothing but Azure: `lazuli run -- pytest` is the whole job."""

import os

import pytest
from azure.batch import BatchClient
from azure.identity import DefaultAzureCredential
from azure.mgmt.resource.resources import ResourceManagementClient
from azure.storage.blob import BlobServiceClient

SUBSCRIPTION = os.environ["AZURE_SUBSCRIPTION_ID"]


@pytest.fixture
def credential() -> DefaultAzureCredential:
    return DefaultAzureCredential()


def test_groups_are_listed(credential: DefaultAzureCredential) -> None:
    groups = ResourceManagementClient(credential, SUBSCRIPTION).resource_groups
    assert os.environ["AZURE_RESOURCE_GROUP"] in [group.name for group in groups.list()]


def test_batch_answers_by_its_own_name(credential: DefaultAzureCredential) -> None:
    batch = BatchClient("https://lazuli.westeurope.batch.azure.com", credential)
    assert list(batch.list_pools()) == []


def test_blobs_come_back_as_they_were_put(credential: DefaultAzureCredential) -> None:
    blobs = BlobServiceClient("https://lazuli.blob.core.windows.net", credential)
    container = blobs.create_container("tests")
    container.upload_blob("a/b.txt", b"put")
    assert container.download_blob("a/b.txt").readall() == b"put"
