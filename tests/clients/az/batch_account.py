"""What `az batch` does with accounts, by Resource Manager."""

import os
import tempfile
import zipfile

from in_process import az, check, refused, until

GROUP = "az-batch-all"
ACCOUNT = "azbatchall"
OF = ("-g", GROUP, "-n", ACCOUNT)
LOCATION = os.environ["AZURE_LOCATION"]
SUBSCRIPTION = f"/subscriptions/{os.environ['AZURE_SUBSCRIPTION_ID']}"


def create():
    az("group", "create", "-n", GROUP, "-l", LOCATION)
    storage = az(
        "storage", "account", "create", "-g", GROUP, "-n", "azbatchallstore",
        "-l", LOCATION, "--sku", "Standard_LRS",
    )
    made = az(
        "batch", "account", "create", *OF, "-l", LOCATION, "--tags", "team=blue",
        "--storage-account", storage["id"], "--public-network-access", "Enabled",
    )
    check("an account is made", "Succeeded", made["provisioningState"])
    refused(
        "an account's name is free once", "already",
        "batch", "account", "create", *OF, "-l", "eastus",
    )
    shown = az("batch", "account", "show", *OF)
    check("it has its storage", storage["id"], shown["autoStorage"]["storageAccountId"])
    check("the group lists it", [ACCOUNT], names(az("batch", "account", "list", "-g", GROUP)))
    check("the subscription too", True, ACCOUNT in names(az("batch", "account", "list")))
    az("batch", "account", "set", *OF, "--tags", "team=red", "size=2")
    tags = az("batch", "account", "show", *OF)["tags"]
    check("tags are text", {"team": "red", "size": "2"}, tags)
    az("batch", "account", "autostorage-keys", "sync", *OF)
    synced = az("batch", "account", "show", *OF)["autoStorage"]["lastKeySync"]
    check("the keys of storage are read anew", True, synced >= shown["autoStorage"]["lastKeySync"])


def keys():
    before = az("batch", "account", "keys", "list", *OF)
    after = az("batch", "account", "keys", "renew", *OF, "--key-name", "Secondary")
    check("the other key stays", before["primary"], after["primary"])
    check("the renewed key is new", True, before["secondary"] != after["secondary"])
    check("and kept", after, az("batch", "account", "keys", "list", *OF))


def identity():
    user = (
        f"{SUBSCRIPTION}/resourceGroups/{GROUP}/providers"
        "/Microsoft.ManagedIdentity/userAssignedIdentities/kim"
    )
    group = ("batch", "account", "identity")
    check("no identity at first", "None", (az(*group, "show", *OF) or {"type": "None"})["type"])
    given = az(*group, "assign", *OF, "--system-assigned")
    check("an identity of its own", "SystemAssigned", given["type"])
    check("has an object", True, bool(given["principalId"]))
    check("which is shown", given, az(*group, "show", *OF))
    check("and goes", "None", az(*group, "remove", *OF, "--system-assigned", "--yes")["type"])
    given = az(*group, "assign", *OF, "--user-assigned", user)
    check("an identity of a user", [user], list(given["userAssignedIdentities"]))
    gone = az(*group, "remove", *OF, "--user-assigned", user, "--yes")
    check("goes as well", "None", gone["type"])


def network():
    group = ("batch", "account", "network-profile")
    of = (*OF, "--profile", "BatchAccount")
    az(*group, "set", *of, "--default-action", "Deny")
    check("who may not come in", "Deny", account_access(az(*group, "show", *OF))["defaultAction"])
    rule = (*group, "network-rule")
    az(*rule, "add", *of, "--ip-address", "1.2.3.4")
    added = az(*rule, "add", *of, "--ip-address", "10.0.0.0/24")
    values = [one["value"] for one in account_access(added)["ipRules"]]
    check("rules are added", ["1.2.3.4", "10.0.0.0/24"], values)
    az(*rule, "delete", *of, "--ip-address", "1.2.3.4", "--yes")
    listed = account_access(az(*rule, "list", *OF))["ipRules"]
    check("and taken away", ["10.0.0.0/24"], [one["value"] for one in listed])
    az(*group, "set", *OF, "--profile", "NodeManagement", "--default-action", "Allow")
    shown = az(*group, "show", *OF)
    check("the other profile has its own", "Deny", account_access(shown)["defaultAction"])
    check("which is set", "Allow", shown["nodeManagementAccess"]["defaultAction"])
    outbound = az("batch", "account", "outbound-endpoints", *OF)
    check("what nodes must reach is listed", True, len(outbound) > 0)
    check("with its names", True, all(one["endpoints"] for one in outbound))


def private():
    connection, resource = "private-endpoint-connection", "private-link-resource"
    account = ("-g", GROUP, "--account-name", ACCOUNT)
    check("no private endpoint is connected", [], az("batch", connection, "list", *account))
    refused(
        "none has a name", "NotFound", "batch", connection, "show", *account, "-n", "none",
    )
    links = names(az("batch", resource, "list", *account))
    check("private links are offered", ["batchAccount", "nodeManagement"], sorted(links))
    for link in links:
        shown = az("batch", resource, "show", *account, "-n", link)
        check(f"{link} has its group", link, shown["groupId"])


def locations():
    skus = az("batch", "location", "list-skus", "--location", LOCATION)
    check("sizes are listed", True, "standard_d2_v3" in [one["name"].lower() for one in skus])
    quotas = az("batch", "location", "quotas", "show", "--location", LOCATION)
    check("so many accounts may be", True, quotas["accountQuota"] >= 1)


def applications():
    group = ("batch", "application")
    of = (*OF, "--application-name", "blender")
    az(*group, "create", *of)
    az(*group, "set", *of, "--display-name", "Blender 4")
    shown = az(*group, "show", *of)
    check("an application is set", "Blender 4", shown["displayName"])
    check("and listed", ["blender"], names(az(*group, "list", *OF)))
    refused(
        "no version is the default that is not there", "ApplicationPackageNotFound",
        *group, "set", *of, "--default-version", "1.0",
    )
    check("it has no package", [], az(*group, "package", "list", *of))
    version = (*of, "--version-name", "1.0")
    refused("no version is shown", "NotFound", *group, "package", "show", *version)
    refused(
        "none is active without its bytes", "NotFound",
        *group, "package", "activate", *version, "--format", "zip",
    )
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("bin/tool", "echo hello")
        file.flush()
        made = az(*group, "package", "create", *version, "--package-file", file.name)
    check("its bytes are uploaded, and it is ready", ("Active", "zip"), (made["state"], made["format"]))
    activated = az(*group, "package", "activate", *version, "--format", "zip")
    check("it can be made ready again", "Active", activated["state"])
    check("it is shown", "1.0", az(*group, "package", "show", *version)["name"])
    check("and listed", ["1.0"], names(az(*group, "package", "list", *of)))
    az(*group, "set", *of, "--default-version", "1.0")
    check("it can be the default", "1.0", az(*group, "show", *of)["defaultVersion"])
    refused("its application stays", "ApplicationPackagesNotEmpty", *group, "delete", *of, "--yes")
    az(*group, "package", "delete", *version, "--yes")
    check("a deleted version is gone", [], az(*group, "package", "list", *of))
    az(*group, "delete", *of, "--yes")
    refused("a deleted application is gone", "NotFound", *group, "show", *of)


def login(name):
    group = az("batch", "account", "list", "--query", f"[?name=='{name}'].resourceGroup | [0]")
    of = ("-g", group, "-n", name)
    shown = az("batch", "account", "login", *of, "--show")
    check("login by token", (name, "Bearer"), (shown["account"], shown["tokenType"]))
    check("is enough to list pools", [], az("batch", "pool", "list"))
    shown = az("batch", "account", "login", *of, "--shared-key-auth", "--show")
    check("login by key", os.environ["AZURE_BATCH_ACCESS_KEY"], shown["primaryKey"])
    check("is what az is at", name, az("batch", "account", "show")["name"])


def delete():
    az("batch", "account", "delete", *OF, "--yes")
    refused("a deleted account is gone", "NotFound", "batch", "account", "show", *OF)
    az("group", "delete", "-n", GROUP, "--yes")
    until("and its group", False, lambda: az("group", "exists", "-n", GROUP))


def account_access(profile):
    return profile["accountAccess"]


def names(resources):
    return [one["name"] for one in resources]


def run():
    create()
    keys()
    identity()
    network()
    private()
    locations()
    applications()
    delete()
