// ARM's gateway as stages: what it checks of a call before the provider gets it. What belongs
// here takes the exchange apart; the checks themselves are ARM's.
import {
  admitEnvelope,
  admitScope,
  admitSubscription,
  isWrite,
  locationOf,
} from '#arm/admission.ts'
import { armError } from '#arm/errors.ts'
import type { ArmPorts } from '#arm/ports.ts'
import { unservedByArm } from '#arm/unserved.ts'
import type { ResourceType, Service } from '#kernel/service.ts'
import type { Exchange, Stage } from '../exchange.ts'

export interface Gateway {
  /** Before routing: the subscription is there, and the namespace is one that is served. */
  readonly subscription: Stage
  /** Before the body is read: provider registered, group there and staying, parent there. */
  readonly scope: Stage
  /** When the body is read: tags and location. */
  readonly envelope: Stage
  /** For the words that refuse an api-version. */
  locationOf(exchange: Exchange): Promise<string>
}

export function gateway(ports: ArmPorts): Gateway {
  const types = new Map(ports.services.map((service) => [service, typesOf(service)]))
  return {
    subscription({ resourceId, service, method, path }) {
      if (!resourceId) return
      admitSubscription(ports, resourceId)
      const { namespace } = resourceId
      if (service?.namespace !== undefined) return
      const operation = unservedByArm({ method, path })
      if (operation !== undefined) throw armError('NotImplemented', { operation })
      if (namespace !== undefined && !isServed(ports, namespace))
        throw armError('InvalidResourceNamespace', { namespace })
    },
    scope({ resourceId, method, service }) {
      if (!resourceId) return undefined
      return admitScope(ports, { method, id: resourceId, namespace: service?.namespace })
    },
    envelope({ resourceId, method, service, body }) {
      if (!resourceId || resourceId.names.length === 0 || !isWrite(method)) return undefined
      const type = service && types.get(service)?.get(resourceId.type?.toLowerCase() ?? '')
      if (!type || resourceId.names.length !== type.type.split('/').length) return undefined
      return admitEnvelope(ports, { method, id: resourceId, type, body })
    },
    async locationOf(exchange) {
      return locationOf(ports, exchange.resourceId?.path ?? exchange.path, await bodyOf(exchange))
    },
  }
}

const typesOf = (service: Service): Map<string, ResourceType> =>
  new Map(service.resourceTypes.map((type) => [type.type.toLowerCase(), type]))

const OWN = ['microsoft.resources', 'microsoft.authorization']

const isServed = (ports: ArmPorts, namespace: string): boolean => {
  const lower = namespace.toLowerCase()
  return (
    OWN.includes(lower) ||
    ports.services.some((service) => service.namespace?.toLowerCase() === lower)
  )
}

/** The body as far as it can be read: the call is refused anyway. */
async function bodyOf(exchange: Exchange): Promise<unknown> {
  try {
    const bytes = await exchange.readBody(exchange.service?.bodyLimit ?? 0)
    return bytes && JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
