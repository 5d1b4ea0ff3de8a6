#!/usr/bin/env bash
# Storage with az: accounts on Resource Manager, blobs, queues and tables with keys, SAS and a signed-in
# principal. Needs the variables of `lazuli env` of a server with --storage, and az on the PATH.
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
# What az says for AuthorizationPermissionMismatch.
DENIED='do not have the required permissions'
file=$(mktemp)
trap 'rm -f "$file"' EXIT
az login --service-principal -u "$AZURE_CLIENT_ID" --password="$AZURE_CLIENT_SECRET" \
  -t "$AZURE_TENANT_ID" -o none

# By AZURE_STORAGE_CONNECTION_STRING: the account that is there from the start.
az storage container create --name inputs -o none
echo hello >"$file"
az storage blob upload --container-name inputs --name a.txt --file "$file" -o none --no-progress
check 'a blob is listed' a.txt \
  "$(az storage blob list --container-name inputs --query '[].name' -o tsv)"
az storage blob download --container-name inputs --name a.txt --file "$file" -o none --no-progress
check 'and comes back' hello "$(cat "$file")"
az storage queue create --name line -o none
az storage message put --queue-name line --content next -o none
check 'a queue gives what it took' next \
  "$(az storage message get --queue-name line --query '[0].content' -o tsv)"
az storage table create --name rows -o none
az storage entity insert --table-name rows --entity PartitionKey=p RowKey=r n=1 -o none
check 'a table keeps a row' 1 \
  "$(az storage entity show --table-name rows --partition-key p --row-key r --query n -o tsv)"

# An account of one's own.
unset AZURE_STORAGE_CONNECTION_STRING AZURE_STORAGE_KEY AZURE_STORAGE_ACCOUNT
group=$AZURE_RESOURCE_GROUP
check 'a name is free' true "$(az storage account check-name --name azstory --query nameAvailable)"
az storage account create --name azstory --resource-group "$group" --location westeurope \
  --sku Standard_LRS --min-tls-version TLS1_2 -o none
check 'an account is made' Succeeded \
  "$(az storage account show --name azstory -g "$group" --query provisioningState -o tsv)"
check 'its name is taken' AlreadyExists \
  "$(az storage account check-name --name azstory --query reason -o tsv)"
key=$(az storage account keys list --account-name azstory -g "$group" --query '[0].value' -o tsv)
blob=$(az storage account show --name azstory -g "$group" --query primaryEndpoints.blob -o tsv)
blob=${blob%/}
at=(--account-name azstory --blob-endpoint "$blob")
az storage container create --name box "${at[@]}" --account-key "$key" -o none
check 'its container is there' true \
  "$(az storage container exists --name box "${at[@]}" --account-key "$key" --query exists)"
sas=$(az storage account generate-sas --account-name azstory --account-key "$key" --services b \
  --resource-types sco --permissions rl --expiry 2099-01-01T00:00Z -o tsv)
check 'a SAS lists' box \
  "$(az storage container list "${at[@]}" --sas-token "$sas" --query '[].name' -o tsv)"
refused 'and writes nothing' "$DENIED" \
  az storage container create --name more "${at[@]}" --sas-token "$sas" --fail-on-exist
az storage account keys renew --account-name azstory -g "$group" --key key1 -o none
refused 'what an old key signed ends with it' 'Authentication failure' \
  az storage container list "${at[@]}" --sas-token "$sas"
refused 'who is signed in has no data by that alone' "$DENIED" \
  az storage blob list --container-name box "${at[@]}" --auth-mode login
scope=$(az storage account show --name azstory -g "$group" --query id -o tsv)
az role assignment create --assignee-object-id "$AZURE_CLIENT_OBJECT_ID" \
  --assignee-principal-type ServicePrincipal --role 'Storage Blob Data Contributor' \
  --scope "$scope" -o none
az storage blob upload --container-name box --name b.txt --file "$file" "${at[@]}" \
  --auth-mode login -o none --no-progress
check 'with a role of data there are blobs' b.txt \
  "$(az storage blob list --container-name box "${at[@]}" --auth-mode login --query '[].name' -o tsv)"
az storage share-rm create --storage-account azstory -g "$group" --name share --quota 5 -o none
check 'a share is kept' 5 "$(az storage share-rm show --storage-account azstory -g "$group" \
  --name share --query shareQuota -o tsv)"
az storage account delete --name azstory -g "$group" --yes
refused 'a deleted account is gone' ResourceNotFound \
  az storage account show --name azstory -g "$group"
echo "$passed passed, 0 failed"
