#!/usr/bin/env bash
# People, programs and their roles with az, as docs/people.md has them. Needs the variables of
# `lazuli env` and az on the PATH.
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

scope="/subscriptions/$AZURE_SUBSCRIPTION_ID"
kim=kim@lazuli.localhost
own="$AZURE_CONFIG_DIR"

az login --service-principal -u "$AZURE_CLIENT_ID" -p "$AZURE_CLIENT_SECRET" -t "$AZURE_TENANT_ID" -o none
check 'a user is made' "$kim" "$(az ad user create --display-name Kim --user-principal-name $kim \
  --password 'Correct-Horse-7' --query userPrincipalName -o tsv)"
check 'a role is given by name' User "$(az role assignment create --assignee $kim \
  --role Contributor --scope "$scope" --query principalType -o tsv)"
secret=$(az ad sp create-for-rbac --name robot --role Reader --scopes "$scope" \
  --query '[appId, password]' -o tsv)
read -r app password <<< "$(echo $secret)"
check 'its application is listed' "$app" "$(az ad app list --display-name robot --query '[0].appId' -o tsv)"
az ad group create --display-name team --mail-nickname team -o none
az ad group member add --group team --member-id "$(az ad user show --id $kim --query id -o tsv)"
check 'a member is listed' Kim "$(az ad group member list --group team --query '[0].displayName' -o tsv)"

# MSAL leaves out the port when it is given a password: with a port of our own, people sign in by code.
export AZURE_CONFIG_DIR="$own/kim"
mkdir -p "$AZURE_CONFIG_DIR"
az login --use-device-code -t "$AZURE_TENANT_ID" -o none 2> "$own/kim/said" &
for _ in $(seq 100); do
  code=$(grep -oE 'code [A-Z0-9]{8,}' "$own/kim/said" | cut -d ' ' -f 2 || true)
  [ -z "$code" ] || break
  sleep 0.2
done
curl -sS -o /dev/null --fail --cacert "$REQUESTS_CA_BUNDLE" "$AZURE_AUTHORITY_HOST/devicelogin" \
  --data-urlencode "user_code=$code" --data-urlencode "username=$kim" --data-urlencode 'password=Correct-Horse-7'
wait %1
check 'the user may do what the role permits' kims "$(az group create -n kims -l "$AZURE_LOCATION" --query name -o tsv)"
export AZURE_CONFIG_DIR="$own/robot"
az login --service-principal -u "$app" -p "$password" -t "$AZURE_TENANT_ID" -o none
check 'the program may read' true "$(az group exists -n kims)"
refused 'and no more than that' AuthorizationFailed az group delete -n kims --yes

AZURE_CONFIG_DIR="$own" az ad user delete --id $kim
export AZURE_CONFIG_DIR="$own/kim"
refused 'who is deleted may do nothing' AuthorizationFailed az group show -n kims
echo "$passed passed, 0 failed"
