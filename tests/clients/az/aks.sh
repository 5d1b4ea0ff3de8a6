#!/usr/bin/env bash
# A cluster's life with az: logged in as a service principal, created, aborted, created again,
# stopped, started, deleted. Needs the variables of `lazuli env` and az on the PATH.
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
state() { az aks show -g az-group -n az-demo --query provisioningState -o tsv; }
power() { az aks show -g az-group -n az-demo --query powerState.code -o tsv; }

az cloud register -n Lazuli --endpoint-resource-manager "$AZURE_RESOURCE_MANAGER_ENDPOINT" \
  --endpoint-active-directory "$AZURE_AUTHORITY_HOST" \
  --endpoint-active-directory-resource-id "$AZURE_RESOURCE_MANAGER_ENDPOINT" \
  --endpoint-active-directory-graph-resource-id "$AZURE_RESOURCE_MANAGER_ENDPOINT/graph" -o none
az cloud set -n Lazuli -o none
az login --service-principal -u "$AZURE_CLIENT_ID" -p "$AZURE_CLIENT_SECRET" -t "$AZURE_TENANT_ID" -o none
check 'the subscription is there' "$AZURE_SUBSCRIPTION_ID" "$(az account show --query id -o tsv)"

az group create -n az-group -l "$AZURE_LOCATION" -o none
check 'the group exists' true "$(az group exists -n az-group)"
check 'the group is listed' 1 "$(az group list --query "[?name=='az-group'] | length(@)" -o tsv)"

az aks create -g az-group -n az-demo --node-count 1 --no-ssh-key --no-wait -o none
check 'a new cluster is Creating' Creating "$(state)"
az aks operation-abort -g az-group -n az-demo -o none
check 'the aborted cluster is Canceled' Canceled "$(state)"
refused 'az itself refuses to create it twice' 'already exists' \
  az aks create -g az-group -n az-demo --node-count 1 --no-ssh-key
az aks delete -g az-group -n az-demo --yes -o none
az aks create -g az-group -n az-demo --node-count 1 --no-ssh-key -o none
check 'a new one can take its place' Succeeded "$(state)"
refused 'nothing is left to abort' OperationNotAllowed az aks operation-abort -g az-group -n az-demo
check 'the cluster is listed' 1 "$(az aks list -g az-group --query 'length(@)' -o tsv)"

az aks get-credentials -g az-group -n az-demo -f "$AZURE_CONFIG_DIR/kubeconfig" -o none
check 'the kubeconfig names the cluster' az-demo \
  "$(sed -n 's/^current-context: //p' "$AZURE_CONFIG_DIR/kubeconfig")"

az aks stop -g az-group -n az-demo -o none
check 'a stopped cluster is Stopped' Stopped "$(power)"
az aks start -g az-group -n az-demo -o none
check 'a started cluster is Running' Running "$(power)"
az aks delete -g az-group -n az-demo --yes -o none
refused 'a deleted cluster is not found' ResourceNotFound az aks show -g az-group -n az-demo
az group delete -n az-group --yes -o none
check 'a deleted group is gone' false "$(az group exists -n az-group)"
echo "$passed passed, 0 failed"
