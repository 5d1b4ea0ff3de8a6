"""A machine's life with azure-mgmt-scvmm: from a VMM server's inventory, through checkpoints, to its end."""

import os

from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.mgmt.resource.resources import ResourceManagementClient
from azure.mgmt.scvmm import ScVmmMgmtClient

ARM = os.environ["AZURE_RESOURCE_MANAGER_ENDPOINT"]
GROUP = os.environ["AZURE_RESOURCE_GROUP"]
LOCATION = os.environ["AZURE_LOCATION"]
SUBSCRIPTION = os.environ["AZURE_SUBSCRIPTION_ID"]
NAME = "python-vm"
IN_GROUP = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}/providers"
MACHINE = f"{IN_GROUP}/Microsoft.HybridCompute/machines/{NAME}"
CUSTOM_LOCATION = {
    "type": "customLocation",
    "name": f"{IN_GROUP}/Microsoft.ExtendedLocation/customLocations/python",
}

passed = 0


def check(what, condition):
    global passed
    if not condition:
        raise AssertionError(what)
    passed += 1
    print(f"ok {passed} {what}")


credential = ClientSecretCredential(
    os.environ["AZURE_TENANT_ID"],
    os.environ["AZURE_CLIENT_ID"],
    os.environ["AZURE_CLIENT_SECRET"],
    authority=os.environ["AZURE_AUTHORITY_HOST"],
    disable_instance_discovery=True,
)
reaching = {
    "credential": credential,
    "subscription_id": SUBSCRIPTION,
    "base_url": ARM,
    "credential_scopes": [f"{ARM}/.default"],
    "polling_interval": 1,
}
client = ScVmmMgmtClient(**reaching)
resources = ResourceManagementClient(**reaching).resources
instances = client.virtual_machine_instances


def tracked(properties):
    return {
        "location": LOCATION,
        "extendedLocation": CUSTOM_LOCATION,
        "properties": properties,
    }


server = client.vmm_servers.begin_create_or_update(
    GROUP,
    "python-vmm",
    tracked(
        {
            "fqdn": "vmm.example",
            "port": 8100,
            "credentials": {"username": "admin", "password": "secret"},
        }
    ),
).result()
check("the VMM server is connected", server.properties.connection_status == "Connected")
check("its password is not told", server.properties.credentials.password is None)
items = list(client.inventory_items.list_by_vmm_server(GROUP, "python-vmm"))


def from_inventory(kind):
    item = next(item for item in items if item.kind == kind)
    return tracked({"inventoryItemId": item.id, "vmmServerId": server.id})


cloud = client.clouds.begin_create_or_update(GROUP, "python-cloud", from_inventory("Cloud")).result()
check("a cloud is made of the inventory", cloud.properties.cloud_capacity.vm_count > 0)
network = client.virtual_networks.begin_create_or_update(
    GROUP, "python-net", from_inventory("VirtualNetwork")
).result()
check("so is a network", network.properties.provisioning_state == "Succeeded")
template = client.virtual_machine_templates.begin_create_or_update(
    GROUP, "python-template", from_inventory("VirtualMachineTemplate")
).result()
check("and a template", len(template.properties.disks) > 0)

resources.begin_create_or_update_by_id(
    MACHINE, {"location": LOCATION, "kind": "SCVMM"}, api_version="2022-11-10"
).result()
vm = instances.begin_create_or_update(
    MACHINE,
    {
        "extendedLocation": CUSTOM_LOCATION,
        "properties": {
            "infrastructureProfile": {
                "cloudId": cloud.id,
                "templateId": template.id,
                "checkpointType": "Standard",
            },
            "hardwareProfile": {"cpuCount": 1, "memoryMB": 128},
            "networkProfile": {
                "networkInterfaces": [{"name": "nic_1", "virtualNetworkId": network.id}]
            },
        },
    },
).result()
check("the new machine runs", vm.properties.power_state == "Running")


def tree():
    """By name: each checkpoint's id and its parent's."""
    profile = instances.get(MACHINE).properties.infrastructure_profile
    return {each.name: each for each in profile.checkpoints}, profile.last_restored_vm_checkpoint


for name in ("first", "second", "third"):
    instances.begin_create_checkpoint(MACHINE, {"name": name, "description": name}).result()
checkpoints, current = tree()
check("there are three checkpoints", list(checkpoints) == ["first", "second", "third"])
ids = {name: each.checkpoint_id for name, each in checkpoints.items()}
check("each on the one before", checkpoints["third"].parent_checkpoint_id == ids["second"])
check("the last is current", current.checkpoint_id == ids["third"])
instances.begin_delete_checkpoint(MACHINE, {"id": ids["second"]}).result()
checkpoints, _ = tree()
check("the middle one is gone", list(checkpoints) == ["first", "third"])
check("its child is its parent's", checkpoints["third"].parent_checkpoint_id == ids["first"])
check("the machine runs on", instances.get(MACHINE).properties.power_state == "Running")
instances.begin_restore_checkpoint(MACHINE, {"id": ids["first"]}).result()
checkpoints, current = tree()
check("the first is restored", current.checkpoint_id == ids["first"])
check("and every checkpoint stays", list(checkpoints) == ["first", "third"])
try:
    instances.begin_delete_checkpoint(MACHINE, {"id": ids["second"]}).result()
    check("what is deleted cannot be deleted", False)
except HttpResponseError as error:
    check("what is deleted cannot be deleted", "CheckpointNotFound" in str(error))

instances.begin_delete(MACHINE, force="true", delete_from_host="true").result()
try:
    instances.get(MACHINE)
    check("the deleted machine is gone", False)
except ResourceNotFoundError as error:
    check("the deleted machine is gone", error.error is not None and error.error.code == "ResourceNotFound")
names = [item.properties.inventory_item_name for item in client.inventory_items.list_by_vmm_server(GROUP, "python-vmm")]
check("also from its host", NAME not in names)
resources.begin_delete_by_id(MACHINE, api_version="2022-11-10").result()
for collection, name in (
    (client.clouds, "python-cloud"),
    (client.virtual_networks, "python-net"),
    (client.virtual_machine_templates, "python-template"),
    (client.vmm_servers, "python-vmm"),
):
    collection.begin_delete(GROUP, name).result()
check("nothing is left", list(client.vmm_servers.list_by_resource_group(GROUP)) == [])
print(f"{passed} passed, 0 failed")
