"""A cluster's life with azure-mgmt-containerservice: created, aborted, created again, deleted.

The provider is not registered at first: the library registers it by itself when it is told so.
"""

import base64
import json
import os
import ssl
import urllib.request

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.mgmt.containerservice import ContainerServiceClient

ARM = os.environ["AZURE_RESOURCE_MANAGER_ENDPOINT"]
GROUP = os.environ["AZURE_RESOURCE_GROUP"]
NAME = "python-demo"

passed = 0


def check(what, condition):
    global passed
    if not condition:
        raise AssertionError(what)
    passed += 1
    print(f"ok {passed} {what}")


def cluster():
    return {
        "location": os.environ["AZURE_LOCATION"],
        "identity": {"type": "SystemAssigned"},
        "properties": {
            "dnsPrefix": NAME,
            "agentPoolProfiles": [
                {"name": "pool1", "mode": "System", "count": 1, "vmSize": "Standard_DS2_v2"}
            ],
        },
    }


credential = ClientSecretCredential(
    os.environ["AZURE_TENANT_ID"],
    os.environ["AZURE_CLIENT_ID"],
    os.environ["AZURE_CLIENT_SECRET"],
    authority=os.environ["AZURE_AUTHORITY_HOST"],
    disable_instance_discovery=True,
)
client = ContainerServiceClient(
    credential=credential,
    subscription_id=os.environ["AZURE_SUBSCRIPTION_ID"],
    base_url=ARM,
    credential_scopes=[f"{ARM}/.default"],
    polling_interval=1,
)
clusters = client.managed_clusters


def provider(method, action=""):
    """The provider as Resource Manager tells it, without a library that would help."""
    subscription = os.environ["AZURE_SUBSCRIPTION_ID"]
    url = f"{ARM}/subscriptions/{subscription}/providers/Microsoft.ContainerService{action}"
    token = credential.get_token(f"{ARM}/.default").token
    request = urllib.request.Request(
        f"{url}?api-version=2021-04-01", method=method, headers={"Authorization": f"Bearer {token}"}
    )
    trust = ssl.create_default_context(cafile=os.environ["REQUESTS_CA_BUNDLE"])
    with urllib.request.urlopen(request, context=trust) as answer:
        return json.load(answer)["registrationState"]


provider("POST", "/unregister")
check("the provider is not registered", provider("GET") in ("Unregistering", "NotRegistered"))
try:
    # A call that ends at once: of a long one this library does not read the refusal, on Azure neither.
    source = {"sourceResourceId": "/nowhere"}
    snapshot = {"location": os.environ["AZURE_LOCATION"], "properties": {"creationData": source}}
    client.snapshots.create_or_update(GROUP, "python-snapshot", snapshot)
    check("a snapshot of nothing is refused", False)
except HttpResponseError as error:
    check("a snapshot of nothing is refused", "MissingSubscriptionRegistration" not in str(error))
creation = clusters.begin_create_or_update(GROUP, NAME, cluster())
check("the library has registered it", provider("GET") == "Registered")
check("a new cluster is Creating", clusters.get(GROUP, NAME).provisioning_state == "Creating")
clusters.begin_abort_latest_operation(resource_group_name=GROUP, resource_name=NAME).result()
aborted = clusters.get(GROUP, NAME)
check("the aborted cluster is Canceled", aborted.provisioning_state == "Canceled")
check(
    "so are its pools",
    [pool.provisioning_state for pool in client.agent_pools.list(GROUP, NAME)] == ["Canceled"],
)
try:
    creation.result()
    check("the creation's own poller ends with an error", False)
except HttpResponseError as error:
    check("the creation's own poller ends with an error", error.error.code == "NotLatestOperation")
try:
    creation = clusters.begin_create_or_update(GROUP, NAME, cluster()).result()
    check("a canceled cluster can be created again", creation.provisioning_state == "Succeeded")
    clusters.begin_abort_latest_operation(GROUP, NAME).result()
    check("nothing is left to abort", False)
except HttpResponseError as error:
    check("nothing is left to abort", error.status_code == 409)
    check("and the code says so", error.error is not None and error.error.code == "OperationNotAllowed")
kubeconfig = clusters.list_cluster_user_credentials(GROUP, NAME).kubeconfigs[0]
check("the kubeconfig is for the user", kubeconfig.name == "clusterUser")
check("and is one", b"kind: Config" in base64.b64decode(base64.b64encode(bytes(kubeconfig.value))))
try:
    clusters.begin_abort_latest_operation(GROUP, "python-unknown").result()
    check("a missing cluster is not found", False)
except ResourceNotFoundError as error:
    check("a missing cluster is not found", error.error is not None and error.error.code == "ResourceNotFound")
clusters.begin_delete(GROUP, NAME).result()
check("a deleted cluster is gone", NAME not in [c.name for c in clusters.list_by_resource_group(GROUP)])
print(f"{passed} passed, 0 failed")
