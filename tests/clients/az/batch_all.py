"""Every command of `az batch`, each on real things. Needs the variables of `lazuli env`."""

import os

import batch_account
import batch_service
import in_process
from in_process import az, batch_commands, check

UNPRINTED = "az 2.91 fails to print what it gets, whatever it is"
# These are run as well, but can only be seen to be refused.
EXPLAINED = {
    "batch node file show": UNPRINTED,
    "batch private-endpoint-connection show": "there is no network service to connect one",
    "batch task file show": UNPRINTED,
}


def main():
    az(
        "login", "--service-principal", "-u", os.environ["AZURE_CLIENT_ID"],
        "-p", os.environ["AZURE_CLIENT_SECRET"], "-t", os.environ["AZURE_TENANT_ID"],
    )
    batch_account.run()
    # az takes these before what it is logged in to.
    name = os.environ.pop("AZURE_BATCH_ACCOUNT")
    del os.environ["AZURE_BATCH_ENDPOINT"]
    batch_account.login(name)
    batch_service.run()
    commands = batch_commands()
    check("every command is run", [], sorted(commands - in_process.ran))
    failed = commands - in_process.succeeded
    check("and does what it is for, but those explained", sorted(EXPLAINED), sorted(failed))
    print(
        f"{in_process.passed} passed, 0 failed: {len(commands)} commands, "
        f"{len(EXPLAINED)} of them only refused"
    )


main()
