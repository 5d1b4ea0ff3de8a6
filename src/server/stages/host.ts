// Chooses the service: a data plane by where the call arrived, ARM's own and its providers by path.
// What belongs here looks at host, port and path; whether anything is there, later stages find out.
import { parseResourceId, type ResourceId } from '#arm/resource-id.ts'
import { memoized } from '#kernel/caching/memo.ts'
import type { AzureName } from '#kernel/names/azure-names.ts'
import type { Service } from '#kernel/service.ts'
import type { Exchange, Stage } from '../exchange.ts'

export interface HostParts {
  /** Resource Manager itself: it takes what no provider does. */
  readonly arm: Service
  /** Lazuli's own API, under a path that no service of Azure has. */
  readonly own?: Service
  /** The providers on ARM's plane. */
  readonly providers: readonly Service[]
  /** Services that share ARM's address, each below its `basePath`. */
  readonly neighbours: readonly Service[]
  /**
   * The data plane that listens where the call arrived, if any: by the listener's port, or by the
   * name in `Host` (lower case, without port).
   */
  readonly dataPlane?: (where: {
    readonly host: string
    readonly port: number
  }) => Service | undefined
  /** The service that one of Azure's own names is, other than Resource Manager. */
  readonly named?: (name: AzureName) => Service | undefined
}

/** The last types of polling URLs: one handler of ARM's serves every provider's. */
const MONITORS = new Set([
  'locations/operations',
  'locations/operationstatuses',
  'locations/operationstatus',
  'locations/operationresults',
  'locations/asyncoperations',
])
/** What stands behind a namespace and is not a type of its provider. */
const REGISTRATION = new Set(['register', 'unregister', 'resourcetypes', 'providerpermissions'])

const OWN_PATH = /^\/lazuli(\/|$)/i

export function host(parts: HostParts): Stage {
  const providers = new Map(
    parts.providers.map((service) => [service.namespace?.toLowerCase(), service]),
  )
  const neighbours = parts.neighbours.map((service) => ({ below: `${service.basePath}/`, service }))
  return (exchange) => {
    if (exchange.azureName) {
      const named = parts.named?.(exchange.azureName)
      if (named) {
        exchange.service = named
        return
      }
      return byPath(exchange)
    }
    if (parts.own && OWN_PATH.test(exchange.path)) {
      exchange.service = parts.own
      return
    }
    const dataPlane = parts.dataPlane?.(whereOf(exchange))
    if (dataPlane) {
      exchange.service = dataPlane
      return
    }
    const neighbour = neighbours.find(({ below }) => isBelow(exchange.path, below))
    if (neighbour) {
      exchange.service = neighbour.service
      return
    }
    byPath(exchange)
  }

  function byPath(exchange: Exchange): void {
    exchange.service = parts.arm
    const id = parseResourceId(decodedPath(exchange, parts.arm))
    exchange.resourceId = id
    if (id.namespace === undefined || isArms(exchange.method, id)) return
    exchange.service = providers.get(id.namespace.toLowerCase()) ?? parts.arm
  }
}

/** `below` is in lower case. */
const isBelow = (path: string, below: string): boolean =>
  path.slice(0, below.length).toLowerCase() === below

/** Clients use one name of a server, or a few. */
const REMEMBERED = 100

const hostIn = memoized('hosts of origins', REMEMBERED, (origin): string =>
  origin
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/:\d*$/, ''),
)

const whereOf = ({ origin, localPort = 0 }: Exchange): { host: string; port: number } => ({
  host: hostIn(origin),
  port: localPort,
})

/** ARM answers for every provider: registration, polling, and whether a resource exists. */
function isArms(method: string, id: ResourceId): boolean {
  const type = id.type?.toLowerCase() ?? ''
  if (type === '' || method === 'HEAD') return true
  if (id.names.length === 0 && REGISTRATION.has(type)) return true
  return id.names.length === 2 && MONITORS.has(type)
}

/**
 * The path with its segments decoded. An encoded slash would make one segment look like two to
 * the next reader of the path, so no id may have one.
 */
function decodedPath(exchange: Exchange, arm: Service): string {
  if (!exchange.path.includes('%')) return exchange.path
  const refuse = (reason: string) => arm.refuse.invalidPath('path', exchange.path, reason)
  return exchange.path
    .split('/')
    .map((segment) => {
      let decoded: string
      try {
        decoded = decodeURIComponent(segment)
      } catch {
        throw refuse('its percent-encoding is broken')
      }
      if (decoded.includes('/')) throw refuse('a segment has an encoded slash')
      return decoded
    })
    .join('/')
}
