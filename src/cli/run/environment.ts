// The environment of a program for which Azure is here: what it read before, without what leads
// elsewhere, and with what leads here. Pure.

import { batchHost } from '#kernel/names/azure-names.ts'
import { variableOf } from '#kernel/options.ts'
import type { Ready } from '#library/ready/ready.ts'
import { variablesOf } from '#library/ready/variables.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface RunFacts {
  /** For proxy and trust. */
  readonly proxy: Readonly<Record<string, string>>
  /** Where az keeps who is signed in: the user's own stays as it is. */
  readonly azDirectory: string
  /** Where the user's extensions of az are. */
  readonly azExtensions: string
}

/** A program that signs in by these is known to the real Azure, or to a server by its own address. */
const ELSEWHERE = [
  'AZURE_AUTHORITY_HOST',
  'AZURE_CLIENT_CERTIFICATE_PATH',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'AZURE_FEDERATED_TOKEN_FILE',
  'AZURE_POD_IDENTITY_AUTHORITY_HOST',
  'AZURE_RESOURCE_MANAGER_ENDPOINT',
  'AZURE_STORAGE_CONNECTION_STRING',
  'AZURE_CORE_INSTANCE_DISCOVERY',
  'ARM_CLOUD_METADATA_URL',
  'ARM_METADATA_HOSTNAME',
  'ARM_ACTIVE_DIRECTORY_AUTHORITY_HOST',
  'ARM_RESOURCE_MANAGER_ENDPOINT',
  'ARM_RESOURCE_MANAGER_AUDIENCE',
  'ARM_DISABLE_INSTANCE_DISCOVERY',
  'IDENTITY_ENDPOINT',
  'IDENTITY_HEADER',
  'IDENTITY_SERVER_THUMBPRINT',
  'IMDS_ENDPOINT',
  'MSI_ENDPOINT',
  'MSI_SECRET',
  'ALL_PROXY',
  'all_proxy',
  variableOf('data'),
] as const

/** What only a server's own address would make sense of. */
const notByName = new Set<string>(ELSEWHERE)

export function environmentOf(before: Environment, ready: Ready, facts: RunFacts): Environment {
  const kept = Object.entries(before).filter(([name]) => !notByName.has(name))
  const own = Object.entries(variablesOf(ready)).filter(([name]) => !notByName.has(name))
  return {
    ...Object.fromEntries(kept),
    ...Object.fromEntries(own),
    ...(ready.batch && {
      AZURE_BATCH_ENDPOINT: `https://${batchHost(ready.batch.account, ready.location)}`,
    }),
    ...(ready.storage && { AZURE_STORAGE_CONNECTION_STRING: connectionString(ready.storage) }),
    AZCOPY_AUTO_LOGIN_TYPE: 'SPN',
    AZCOPY_TENANT_ID: ready.tenantId,
    AZCOPY_SPA_APPLICATION_ID: ready.clientId,
    AZCOPY_SPA_CLIENT_SECRET: ready.clientSecret,
    AZURE_CONFIG_DIR: facts.azDirectory,
    AZURE_EXTENSION_DIR: facts.azExtensions,
    AZURE_CORE_COLLECT_TELEMETRY: 'false',
    // So that `lazuli` itself, called by the program, talks to the same server.
    [variableOf('readyFile')]: ready.readyFile,
    ...facts.proxy,
  }
}

const connectionString = ({ account, key }: NonNullable<Ready['storage']>): string =>
  `DefaultEndpointsProtocol=https;AccountName=${account};AccountKey=${key};` +
  'EndpointSuffix=core.windows.net'
