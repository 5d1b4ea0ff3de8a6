import { findLocation } from '#arm/locations.ts'
import { type Instant, toNetIsoFull } from '#kernel/instant.ts'
import type { EndpointKind, StoragePorts } from '../ports.ts'
import { type AccountResource, type Schemas, type Sent, skuOf } from './account.ts'

/** What an account of each kind is reached by. */
const ENDPOINTS: Readonly<Record<string, readonly EndpointKind[]>> = {
  StorageV2: ['dfs', 'web', 'blob', 'queue', 'table', 'file'],
  Storage: ['blob', 'queue', 'table', 'file'],
  BlobStorage: ['dfs', 'blob', 'table'],
  BlockBlobStorage: ['dfs', 'web', 'blob'],
  FileStorage: ['file'],
}

export const tierOf = (sku: string): 'Standard' | 'Premium' =>
  sku.startsWith('Premium') ? 'Premium' : 'Standard'

/** An account as ARM answers it. */
export function presentAccount(
  { endpoints }: Pick<StoragePorts, 'endpoints'>,
  account: AccountResource,
  origin: string,
): Schemas['StorageAccount'] {
  const { id, name, type, location = '', tags, envelope, body, provisioningState } = account
  const sku = skuOf(account)
  const kind = envelope.kind ?? 'StorageV2'
  const at = (suffix: string): Schemas['Endpoints'] =>
    Object.fromEntries(
      (ENDPOINTS[kind] ?? []).map((each) => [each, endpoints.of(name + suffix, each, origin)]),
    )
  const { encryption, ...properties } = body.properties
  return {
    sku: { name: sku as 'Standard_LRS', tier: tierOf(sku) },
    kind: kind as 'StorageV2',
    id,
    name,
    type,
    location,
    tags: { ...tags },
    ...(envelope.extendedLocation ? { extendedLocation: envelope.extendedLocation } : {}),
    ...(envelope.identity ? { identity: envelope.identity as Schemas['Identity'] } : {}),
    properties: {
      ...properties,
      keyCreationTime: {
        key1: toNetIsoFull(body.keysCreatedAt.key1),
        key2: toNetIsoFull(body.keysCreatedAt.key2),
      },
      privateEndpointConnections: [],
      encryption: presentEncryption(encryption, body.createdAt),
      provisioningState: provisioningState as 'Succeeded',
      creationTime: toNetIsoFull(body.createdAt),
      primaryEndpoints: at(''),
      primaryLocation: location,
      statusOfPrimary: 'available',
      ...secondary(sku, location, at),
    },
  }
}

function secondary(
  sku: string,
  location: string,
  at: (suffix: string) => Schemas['Endpoints'],
): Schemas['StorageAccountProperties'] {
  const paired = findLocation(location)?.paired
  if (paired === undefined || !/GRS|GZRS/.test(sku)) return {}
  return {
    secondaryLocation: paired,
    statusOfSecondary: 'available',
    ...(sku.includes('RA') ? { secondaryEndpoints: at('-secondary') } : {}),
  }
}

/** Blobs and files are always encrypted; the others where it was asked for. */
function presentEncryption(sent: Sent['encryption'], at: Instant): Schemas['Encryption'] {
  const always = { keyType: 'Account', enabled: true, lastEnabledTime: toNetIsoFull(at) }
  const { services, ...rest } = sent ?? {}
  const others = Object.entries({ queue: services?.queue, table: services?.table })
    .filter(([, service]) => service?.keyType === 'Account')
    .map(([name]) => [name, always])
  return { ...rest, services: { file: always, blob: always, ...Object.fromEntries(others) } }
}
