#!/usr/bin/env bash
# Resource Manager with az: groups, tags, locks, providers, lists of resources, roles. Needs the
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

# ARM_CLOUD_METADATA_URL is set: az knows the one cloud that it names, and nothing is registered.
check 'the only cloud is ours' Lazuli "$(az cloud list --query '[].name' -o tsv)"
az login --service-principal -u "$AZURE_CLIENT_ID" -p "$AZURE_CLIENT_SECRET" -t "$AZURE_TENANT_ID" -o none

group=az-arm
scope=/subscriptions/$AZURE_SUBSCRIPTION_ID
az group create -n $group -l "$AZURE_LOCATION" --tags a=1 -o none
check 'a group can be updated' 2 "$(az group update -n $group --tags a=2 --query tags.a -o tsv)"
check 'groups can be found by tag' $group "$(az group list --tag a=2 --query '[].name' -o tsv)"
refused 'a group does not move' InvalidResourceGroupLocation az group create -n $group -l eastus
refused 'a group has a region' LocationNotAvailableForResourceGroup az group create -n moon -l moon
check 'regions are listed' westeurope \
  "$(az account list-locations --query "[?name=='westeurope'].name" -o tsv)"

az aks create -g $group -n demo --node-count 1 --no-ssh-key -o none
check 'a group lists its resources' demo "$(az resource list -g $group --query '[].name' -o tsv)"
check 'resources are found by type' demo \
  "$(az resource list --resource-type Microsoft.ContainerService/managedClusters --query '[].name' -o tsv)"
check 'a resource is shown by its id' Succeeded "$(az resource show -g $group -n demo \
  --resource-type Microsoft.ContainerService/managedClusters --query properties.provisioningState -o tsv)"
az tag update --resource-id "$(az aks show -g $group -n demo --query id -o tsv)" \
  --operation Merge --tags team=blue -o none
check 'resources are found by tag' demo "$(az resource list --tag team=blue --query '[].name' -o tsv)"

az lock create -n keep -g $group -t CanNotDelete -o none
check 'a lock is listed' keep "$(az lock list -g $group --query '[].name' -o tsv)"
refused 'a locked group stays' ScopeLocked az group delete -n $group --yes
az lock delete -n keep -g $group

check 'a provider is registered' Registered \
  "$(az provider show -n Microsoft.ContainerService --query registrationState -o tsv)"
az provider register -n Microsoft.ContainerService --wait -o none
check 'providers are listed' true \
  "$(az provider list --query "length([?registrationState=='Registered']) > \`2\`" -o tsv)"

someone=12345678-1234-1234-1234-123456789012
az role assignment create --role Reader --scope "$scope/resourceGroups/$group" \
  --assignee-object-id $someone --assignee-principal-type ServicePrincipal -o none
check 'a role assignment is listed' $someone \
  "$(az rest -u "$AZURE_RESOURCE_MANAGER_ENDPOINT$scope/resourceGroups/$group/providers/Microsoft.Authorization/roleAssignments?api-version=2022-04-01&\$filter=principalId%20eq%20'$someone'" \
    --resource "$AZURE_RESOURCE_MANAGER_ENDPOINT" --query 'value[].properties.principalId' -o tsv)"
check 'a role is found by name' acdd72a7-3385-48ef-bd42-f606fba81ae7 \
  "$(az role definition list --name Reader --query '[].name' -o tsv)"

stopper='{"Name": "Stopper", "Actions": ["Microsoft.ContainerService/managedClusters/*"],
  "AssignableScopes": ["'$scope'"]}'
az role definition create --role-definition "$stopper" -o none
check 'a custom role is listed' Stopper \
  "$(az role definition list --custom-role-only --query '[].roleName' -o tsv)"
az role assignment create --role Stopper --scope "$scope/resourceGroups/$group" \
  --assignee-object-id $someone --assignee-principal-type ServicePrincipal -o none
refused 'a custom role that is assigned stays' RoleDefinitionHasAssignments \
  az role definition delete -n Stopper
az role assignment delete --role Stopper --scope "$scope/resourceGroups/$group" \
  --assignee-object-id $someone
az role definition delete -n Stopper
check 'a custom role that is not assigned goes' 0 \
  "$(az role definition list --custom-role-only --query 'length(@)' -o tsv)"

az group delete -n $group --yes -o none
check 'a deleted group is gone' false "$(az group exists -n $group)"
echo "$passed passed, 0 failed"
