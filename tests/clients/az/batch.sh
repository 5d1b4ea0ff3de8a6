#!/usr/bin/env bash
# The documented quickstart of Azure Batch with az, which sends every number as text. Needs the
# variables of `lazuli env` and az on the PATH.
set -euo pipefail

passed=0
check() { # what expected actual
  [ "$2" = "$3" ] || { echo "not ok $1: expected $2, got $3"; exit 1; }
  passed=$((passed + 1))
  echo "ok $passed $1"
}
refused() { # what pattern command...
  local what=$1 pattern=$2 said
  shift 2
  if said=$("$@" 2>&1); then echo "not ok $what: it was not refused"; exit 1; fi
  [[ $said == *$pattern* ]] || { echo "not ok $what: $said"; exit 1; }
  passed=$((passed + 1))
  echo "ok $passed $what"
}
until_is() { # what expected command...
  local what=$1 expected=$2 seen
  shift 2
  for _ in $(seq 60); do
    seen=$("$@")
    [ "$seen" = "$expected" ] && { check "$what" "$expected" "$seen"; return; }
    sleep 1
  done
  check "$what" "$expected" "$seen"
}

az batch pool create --id mypool --image canonical:0001-com-ubuntu-server-jammy:22_04-lts \
  --node-agent-sku-id 'batch.node.ubuntu 22.04' --target-dedicated-nodes 2 --vm-size Standard_A1_v2 \
  --task-slots-per-node 2
until_is 'the pool is steady' steady az batch pool show --pool-id mypool --query allocationState -o tsv
check 'with as many nodes as were asked for' 2 \
  "$(az batch pool show --pool-id mypool --query currentDedicatedNodes -o tsv)"
check 'and slots' 2 "$(az batch pool show --pool-id mypool --query taskSlotsPerNode -o tsv)"
refused 'a size that is none is refused' InvalidPropertyValue az batch pool create --id typo \
  --image canonical:0001-com-ubuntu-server-jammy:22_04-lts --vm-size STANDARD_DS64_v3 \
  --node-agent-sku-id 'batch.node.ubuntu 22.04' --target-dedicated-nodes 0

az batch job create --id myjob --pool-id mypool --priority 5
for i in 1 2; do
  az batch task create --task-id "task$i" --job-id myjob -o none \
    --command-line "/bin/bash -c 'printenv | grep AZ_BATCH'"
done
until_is 'a task ends' completed az batch task show --job-id myjob --task-id task1 --query state -o tsv
check 'well' 0 \
  "$(az batch task show --job-id myjob --task-id task1 --query executionInfo.exitCode -o tsv)"
check 'the job has its priority' 5 "$(az batch job show --job-id myjob --query priority -o tsv)"
file=$(mktemp -u)
az batch task file download --job-id myjob --task-id task1 --file-path stdout.txt --destination "$file" -o none
check 'its output is there' AZ_BATCH_TASK_ID=task1 "$(grep AZ_BATCH_TASK_ID "$file")"
rm -f "$file"

az batch pool resize --pool-id mypool --target-dedicated-nodes 3
until_is 'the pool grows' 3 az batch pool show --pool-id mypool --query currentDedicatedNodes -o tsv
az batch job delete --job-id myjob --yes
az batch pool delete --pool-id mypool --yes
echo "$passed passed, 0 failed"
