import type { Ready } from './ready.ts'

/** The variables that Azure's SDKs and tools read, with the values that lead to this server. */
export function variablesOf(ready: Ready): Record<string, string> {
  const host = new URL(ready.arm).host
  return {
    AZURE_AUTHORITY_HOST: ready.authority,
    AZURE_TENANT_ID: ready.tenantId,
    AZURE_CLIENT_ID: ready.clientId,
    AZURE_CLIENT_SECRET: ready.clientSecret,
    // Libraries take the secret before the user.
    AZURE_USERNAME: ready.user.name,
    AZURE_PASSWORD: ready.user.password,
    // The machine's identity, as App Service shows it to what it runs.
    IDENTITY_ENDPOINT: ready.managedIdentity.endpoint,
    IDENTITY_HEADER: ready.managedIdentity.secret,
    // Of the three, for roles: no tool reads them.
    AZURE_CLIENT_OBJECT_ID: ready.objectId,
    AZURE_USER_OBJECT_ID: ready.user.objectId,
    AZURE_MANAGED_IDENTITY_OBJECT_ID: ready.managedIdentity.objectId,
    AZURE_SUBSCRIPTION_ID: ready.subscriptionId,
    AZURE_RESOURCE_GROUP: ready.resourceGroup,
    AZURE_LOCATION: ready.location,
    AZURE_RESOURCE_MANAGER_ENDPOINT: ready.arm,
    // az: no look-up of the authority on the internet, and our clouds instead of the public ones.
    AZURE_CORE_INSTANCE_DISCOVERY: 'false',
    ARM_CLOUD_METADATA_URL: `${ready.arm}/metadata/endpoints?api-version=2019-05-01`,
    // Terraform: azurerm reads the first, azapi the four after it, and both the rest.
    ARM_METADATA_HOSTNAME: host,
    ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST: ready.authority,
    ARM_RESOURCE_MANAGER_ENDPOINT: ready.arm,
    ARM_RESOURCE_MANAGER_AUDIENCE: ready.arm,
    ARM_DISABLE_INSTANCE_DISCOVERY: 'true',
    ARM_TENANT_ID: ready.tenantId,
    ARM_CLIENT_ID: ready.clientId,
    ARM_CLIENT_SECRET: ready.clientSecret,
    ARM_SUBSCRIPTION_ID: ready.subscriptionId,
    // Trust: Node adds a file, the others replace theirs.
    NODE_EXTRA_CA_CERTS: ready.caFile,
    REQUESTS_CA_BUNDLE: ready.caBundleFile,
    SSL_CERT_FILE: ready.caBundleFile,
    CURL_CA_BUNDLE: ready.caBundleFile,
    ...(ready.batch && {
      AZURE_BATCH_ACCOUNT: ready.batch.account,
      AZURE_BATCH_ENDPOINT: ready.batch.endpoint,
      AZURE_BATCH_ACCESS_KEY: ready.batch.key,
    }),
    ...(ready.storage && { AZURE_STORAGE_CONNECTION_STRING: connectionString(ready.storage) }),
  }
}

/** Of these a teammate's are other ones: who they are, and where files lie on their machine. */
const OWN =
  /^(AZURE_(CLIENT|USER|MANAGED|PASS)\w*|AZURE_BATCH_ACCESS_KEY|AZURE_STORAGE\w*|IDENTITY_\w+|ARM_CLIENT_\w+|\w+_(CERTS|CA_BUNDLE|CERT_FILE))$/

/** What leads other people and programs to this server, without any secret. */
export const placesOf = (ready: Ready): Record<string, string> =>
  Object.fromEntries(Object.entries(variablesOf(ready)).filter(([name]) => !OWN.test(name)))

/** As SDKs and az take it: where each service is, and the key. */
export const connectionString = (storage: NonNullable<Ready['storage']>): string =>
  Object.entries({
    DefaultEndpointsProtocol: 'https',
    AccountName: storage.account,
    AccountKey: storage.key,
    BlobEndpoint: storage.blob,
    QueueEndpoint: storage.queue,
    TableEndpoint: storage.table,
  })
    .map(([name, value]) => `${name}=${value}`)
    .join(';')
