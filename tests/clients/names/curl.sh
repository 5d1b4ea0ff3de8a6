# curl and a shell, for which Azure is here: no option names Lazuli. `lazuli run` runs it.
set -euo pipefail
arm=https://management.azure.com
token=$(curl -sSf -H 'Metadata: true' \
  "http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=$arm/" |
  sed 's/.*"access_token":"\([^"]*\)".*/\1/')
curl -sSf -H "Authorization: Bearer $token" \
  "$arm/subscriptions/$AZURE_SUBSCRIPTION_ID/resourcegroups?api-version=2021-04-01" | grep -q '"name":"lazuli"'
curl -sSf "https://login.microsoftonline.com/$AZURE_TENANT_ID/v2.0/.well-known/openid-configuration" |
  grep -q '"issuer":"https://login.microsoftonline.com/'
! curl -sS https://example.com 2>/dev/null
echo '4 checks passed'
