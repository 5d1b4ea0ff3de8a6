# az as Azure's own users call it, with no cloud registered: `lazuli run` runs it.
set -euo pipefail
az login --service-principal -u "$AZURE_CLIENT_ID" -p "$AZURE_CLIENT_SECRET" \
  --tenant "$AZURE_TENANT_ID" --output none
[ "$(az cloud show --query name -o tsv)" = AzureCloud ]
[ "$(az account show --query id -o tsv)" = "$AZURE_SUBSCRIPTION_ID" ]
az group create --name aznames --location westeurope --output none
az batch account create --name aznames --resource-group aznames --location westeurope --output none
endpoint=$(az batch account show --name aznames --resource-group aznames --query accountEndpoint -o tsv)
[ "$endpoint" = aznames.westeurope.batch.azure.com ]
az batch account login --name aznames --resource-group aznames
[ "$(az batch pool list --account-name aznames --account-endpoint "https://$endpoint" -o tsv | wc -l)" = 0 ]
az storage container create --name aznames --account-name lazuli --auth-mode login --output none
echo hello > "$AZURE_CONFIG_DIR/a.txt"
az storage blob upload --container-name aznames --name a.txt --file "$AZURE_CONFIG_DIR/a.txt" \
  --account-name lazuli --auth-mode login --output none
[ "$(az storage blob list --container-name aznames --account-name lazuli --auth-mode login \
  --query '[0].name' -o tsv)" = a.txt ]
az ad sp show --id "$AZURE_CLIENT_ID" --query id -o tsv | grep -q -- -
az group delete --name aznames --yes
echo '7 checks passed'
