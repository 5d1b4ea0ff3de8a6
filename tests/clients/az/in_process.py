"""az as a person types it, in this process: each start of its own would take a second."""

import contextlib
import io
import json
import logging
import tempfile
import time

from azure.cli.core import get_default_cli

IMAGE = "canonical:0001-com-ubuntu-server-jammy:22_04-lts"
# What az 2.91 says where it got the properties of a file: it takes the answer for its body.
UNPRINTED = "has no attribute 'items'"
AGENT = "batch.node.ubuntu 22.04"

ran = set()
succeeded = set()
passed = 0


class Refused(Exception):
    """The words of the command, and what az said instead of doing it."""


def az(*words):
    """Every word is text, as a shell hands it over. Returns what `-o json` prints, read."""
    cli = get_default_cli()
    out, err = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stderr(err):
            code = cli.invoke([str(word) for word in words] + ["-o", "json"], out_file=out)
    except SystemExit as ended:
        code = ended.code
    finally:
        # az adds its handlers, which hold the stream of this call, with each call.
        for name in ("cli", "azure", "az_command_data_logger", None):
            logging.getLogger(name).handlers.clear()
    ran.add(cli.data["command"])
    error = cli.result.error if cli.result else None
    if code or error:
        raise Refused(list(words), f"{error or ''} {err.getvalue()}")
    succeeded.add(cli.data["command"])
    said = out.getvalue()
    return json.loads(said) if said.strip() else None


def check(what, expected, actual):
    global passed
    if expected != actual:
        raise SystemExit(f"not ok {what}: expected {expected!r}, got {actual!r}")
    passed += 1
    print(f"ok {passed} {what}", flush=True)


def refused(what, pattern, *words):
    """Holds where az says the pattern, which is not looked for among the words of the command."""
    try:
        said = f"it was not refused, but answered {az(*words)}"
    except Refused as refusal:
        said = refusal.args[1]
    check(what, pattern, pattern if pattern in said else said)


def until(what, expected, look, limit=60):
    """Looks until it is so: what the server does by itself has its time."""
    end = time.monotonic() + limit
    seen = look()
    while seen != expected and time.monotonic() < end:
        time.sleep(0.3)
        seen = look()
    check(what, expected, seen)


@contextlib.contextmanager
def json_file(value):
    """For `--json-file`."""
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(value, file)
        file.flush()
        yield file.name


def batch_commands():
    """The names of all that `az batch` has, as az itself loads them."""
    cli = get_default_cli()
    cli.invocation = cli.invocation_cls(
        cli_ctx=cli,
        parser_cls=cli.parser_cls,
        commands_loader_cls=cli.commands_loader_cls,
        help_cls=cli.help_cls,
    )
    cli.invocation.data["command_string"] = "batch"
    table = cli.invocation.commands_loader.load_command_table(["batch"])
    return {name for name in table if name.startswith("batch ")}
