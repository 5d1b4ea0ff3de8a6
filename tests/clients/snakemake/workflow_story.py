"""A workflow by Snakemake's executor for Azure Batch and its storage plugin, with Azure's
own names alone. Jobs have the programs of their image, or with LAZULI_HOST_PATH those of the host."""
import os
import subprocess
import sys
from pathlib import Path

from azure.identity import DefaultAzureCredential
from azure.storage.blob import BlobServiceClient

CONTAINER = "workflow"
workflow, image, jobs = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
# Each sample has two jobs, and all together two more.
samples = (jobs - 2) // 2

service = BlobServiceClient(
    "https://lazuli.blob.core.windows.net", credential=DefaultAzureCredential()
)
container = service.create_container(CONTAINER)
for number in range(samples):
    container.upload_blob(f"in/s{number}.txt", "word " * (number + 1))

subscription = os.environ["AZURE_SUBSCRIPTION_ID"]
identity = (
    f"/subscriptions/{subscription}/resourceGroups/lazuli/providers"
    "/Microsoft.ManagedIdentity/userAssignedIdentities/lazuli"
)
# The executor has each task install the storage plugin; what that needs is there.
passed = {"PIP_NO_DEPS": "1", "PIP_NO_COMPILE": "1", "PYTHONDONTWRITEBYTECODE": "1"}
for name in ("PIP_CERT", "PIP_INDEX_URL", "PIP_FIND_LINKS"):
    if name in os.environ:
        passed[name] = os.environ[name]
if "LAZULI_HOST_PATH" in os.environ:
    passed["PATH"] = os.environ["LAZULI_HOST_PATH"]
snakemake = [
    *(sys.executable, "-m", "snakemake", "--snakefile", "Snakefile", "--jobs", "50"),
    *("--executor", "azure-batch", "--container-image", image),
    *("--azure-batch-account-url", "https://lazuli.westeurope.batch.azure.com"),
    *("--azure-batch-subscription-id", subscription),
    *("--azure-batch-resource-group-name", "lazuli"),
    *("--azure-batch-managed-identity-resource-id", identity),
    *("--azure-batch-tasks-per-node", "4"),
    *("--default-storage-provider", "azure"),
    *("--default-storage-prefix", f"az://{CONTAINER}"),
    *("--storage-azure-account-name", "lazuli"),
    *("--seconds-between-status-checks", "1", "--max-status-checks-per-second", "1000"),
    *("--envvars", *passed, "--config", f"samples={samples}"),
]
done = subprocess.run(
    snakemake, cwd=workflow, env={**os.environ, **passed}, capture_output=True, text=True
)
said = done.stdout + done.stderr
assert done.returncode == 0, said
# The last step is the rule that names what is wanted.
assert f"{jobs + 1} of {jobs + 1} steps (100%) done" in said, said
total = container.download_blob("out/total.txt").readall().decode()
assert total == f"total {sum(2 * (number + 1) for number in range(samples))}\n", total
print(f"{jobs} jobs passed")
