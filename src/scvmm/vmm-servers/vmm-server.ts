import { listResources } from '#arm/resources/resource.queries.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import type { Reader } from '#store/tx.ts'
import { failure, failureOf } from '../errors.ts'
import { serverAt } from '../estate/estate.ts'
import { guidOf, NAMESPACE, sameId } from '../ids.ts'
import { ITEM_TYPE } from '../inventory-items/inventory-item.ts'
import { estateOf, habitsOf } from '../ports.ts'
import {
  type Kind,
  type Properties,
  type Tracked,
  textOf,
  trackedType,
} from '../tracked/tracked.ts'
import { offerInventory } from './inventory.operations.ts'

const SECOND = 1_000

/** The same VMM has the same id, however often it is registered. */
const vmmOf = (fqdn: string): string => guidOf(`vmm ${fqdn.toLowerCase()}`)

export const vmmServers: Kind = {
  type: 'vmmServers',
  operations: 'VmmServers',
  parameter: 'vmmServerName',
  settable: ['credentials', 'fqdn', 'port'],
  fixed: ['fqdn'],
  lasts: { make: 20 * SECOND, remove: 15 * SECOND },
  keep: (properties) => {
    const { credentials, ...rest } = properties as { credentials?: { username?: string } }
    if (!credentials) return rest
    const { username } = credentials
    return { ...rest, credentials: username === undefined ? {} : { username } }
  },
  async plan(reader, resource, ports): Promise<Properties> {
    const { properties } = resource.body
    const fqdn = textOf(properties, 'fqdn')
    if (fqdn === undefined) throw failureOf(failure('MissingProperty', { property: 'fqdn' }))
    await checkCustomLocation(reader, resource)
    const estate = serverAt(estateOf(ports), fqdn)
    if (!estate?.reachable) {
      throw failureOf(failure('VmmServerNotReachable', { resource: resource.id }))
    }
    return {
      ...properties,
      connectionStatus: 'Connected',
      // Of an earlier fault nothing is left.
      errorMessage: undefined,
      uuid: vmmOf(fqdn),
      version: estate.version,
    }
  },
  made: (tx, resource, ports) =>
    offerInventory(tx, resource, ports, habitsOf(ports).inventoryDelayMs),
  unmade: (properties, { message }) => ({
    ...properties,
    connectionStatus: 'Disconnected',
    errorMessage: message,
  }),
  dependants: (reader, resource) => dependantsOf(reader, resource.id),
}

const nameOf = (resource: ArmResource): string | undefined =>
  resource.envelope.extendedLocation?.name

async function checkCustomLocation(reader: Reader, resource: Tracked): Promise<void> {
  const location = nameOf(resource)
  if (!location) return
  const servers = await listResources(reader, { type: trackedType(vmmServers) })
  const other = servers.find(
    (each) => sameId(nameOf(each), location) && !sameId(each.id, resource.id),
  )
  if (!other) return
  throw failureOf(failure('CustomLocationInUse', { location, resource: other.id }))
}

/** Resources of any type that name the server as theirs. */
async function dependantsOf(reader: Reader, server: string): Promise<string[]> {
  interface Ours {
    readonly vmmServerId?: string
    readonly properties?: { readonly vmmServerId?: string }
  }
  const all = await listResources<Ours>(reader, { namespace: NAMESPACE })
  return all
    .filter(({ type }) => type !== ITEM_TYPE)
    .filter(({ body }) => sameId(body.vmmServerId ?? body.properties?.vmmServerId, server))
    .map(({ id }) => id)
}
