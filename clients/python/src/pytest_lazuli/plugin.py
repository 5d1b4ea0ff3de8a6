"""What pytest loads: the options and the fixtures."""

from __future__ import annotations

import contextlib
import json
import pathlib
import shlex
from collections.abc import Iterator

import pytest

from .server import Account, Lazuli, from_environment, start

_STACK = pytest.StashKey[contextlib.ExitStack]()
_READY = pytest.StashKey[pathlib.Path]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("lazuli", "Azure by Lazuli")
    group.addoption("--lazuli-url", help="use the server at this address, with `lazuli env`'s variables")
    group.addoption("--lazuli-ready-file", help="use the server that wrote this file")
    parser.addini("lazuli_options", "options of `lazuli start`", default="--time-scale 1000")


def _own_server(config: pytest.Config) -> pathlib.Path:
    """The ready file of the one server of this run, started when it is first asked for."""
    if _READY not in config.stash:
        stack = config.stash.setdefault(_STACK, contextlib.ExitStack())
        options = shlex.split(config.getini("lazuli_options"))
        config.stash[_READY] = stack.enter_context(start(options))
    return config.stash[_READY]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    """pytest-xdist: one server for all workers, which their own accounts keep apart."""
    config = node.config
    if not config.getoption("--lazuli-url") and not config.getoption("--lazuli-ready-file"):
        node.workerinput["lazuli_ready_file"] = str(_own_server(config))


def pytest_unconfigure(config: pytest.Config) -> None:
    stack = config.stash.get(_STACK, None)
    if stack is not None:
        stack.close()


@pytest.fixture(scope="session")
def lazuli(request: pytest.FixtureRequest) -> Lazuli:
    """A whole Azure, one for the run."""
    config = request.config
    url = config.getoption("--lazuli-url")
    if url:
        return from_environment(url)
    file = config.getoption("--lazuli-ready-file")
    if not file:
        file = getattr(config, "workerinput", {}).get("lazuli_ready_file")
    path = pathlib.Path(file) if file else _own_server(config)
    return Lazuli(json.loads(path.read_text()))


@pytest.fixture
def lazuli_account(lazuli: Lazuli) -> Iterator[Account]:
    """A Batch account and a resource group of the test's own, deleted after it."""
    account = lazuli.account()
    yield account
    lazuli.forget(account)
