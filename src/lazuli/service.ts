// Lazuli's own API as the server sees it: a service of its own under `/lazuli`, for owners of the
// subscription. What it does is in the handlers.
import { routes, versions } from '#contract/lazuli/routes.ts'
import { bindHandlers } from '#kernel/bind.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import { queryParameter } from '#kernel/query.ts'
import type { Refusals, SchemaFault, Service } from '#kernel/service.ts'
import { lazuliError } from './errors.ts'
import { refuseForeignPages } from './pages.rules.ts'
import type { LazuliPorts } from './ports.ts'

/** A seed file is the largest, escaped as JSON. */
const BODY_LIMIT = 8_388_608

const LONGEST_VALUE = 100
const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? ''
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text
}

function bodyFault({ property, keyword, reason, value }: SchemaFault) {
  if (property === '') return lazuliError('InvalidBody:whole', { reason: `it ${reason}` })
  const words =
    keyword === 'additionalProperties' || keyword === 'unevaluatedProperties'
      ? 'there is no such member'
      : keyword === 'required'
        ? 'it is missing'
        : `${shown(value)} ${reason}`
  return lazuliError('InvalidBody', { member: property, reason: words }, { target: property })
}

const refuse: Refusals = {
  malformedBody: (reason) => lazuliError('InvalidBody:whole', { reason }),
  invalidBody: bodyFault,
  invalidQuery: (name, value, reason) =>
    lazuliError('InvalidParameter', { name, value, reason: `it ${reason}` }, { target: name }),
  missingQuery: (name) => lazuliError('InvalidParameter:missing', { name }, { target: name }),
  unknownQuery: (name, value) =>
    lazuliError(
      'InvalidParameter',
      { name, value, reason: 'there is no such parameter' },
      { target: name },
    ),
  invalidPath: (name, value, reason) =>
    lazuliError('InvalidParameter', { name, value, reason }, { target: name }),
  bodyTooLarge: (limit) => lazuliError('BodyTooLarge', { limit: String(limit) }),
  unknownRoute: ({ method, path }) =>
    lazuliError('NotFound', { what: `There is no ${method} ${path}.` }),
  unsupportedMethod: ({ method, path }) => lazuliError('MethodNotAllowed', { method, path }),
  unknownVersion: (version) =>
    lazuliError('InvalidApiVersion', { version, known: versions.join(', ') }),
  missingVersion: () => lazuliError('InvalidParameter:missing', { name: 'api-version' }),
  notServed: (operation) => lazuliError('NotImplemented', { operation }),
  tooManyCalls: (waitS) =>
    lazuliError(
      'TooManyRequests',
      { seconds: String(waitS) },
      { headers: { 'retry-after': String(waitS) } },
    ),
  internal: (cause) => lazuliError('InternalError', {}, { cause }),
}

export function lazuliService(ports: LazuliPorts, subscriptionId: string): Service {
  return {
    name: 'lazuli',
    plane: 'arm',
    errorShape: 'arm',
    routes,
    versions,
    compatibleVersions: [],
    versionOf: ({ query }) => queryParameter(query, 'api-version') || versions[0]!,
    // Of the general roles only Owner permits this one; Contributor stops short of it.
    permission: {
      action: 'Microsoft.Authorization/elevateAccess/action',
      scope: `/subscriptions/${subscriptionId}`,
      // Each date in an answer tells it too; the portal says to every user when time is not real.
      notFor: new Set(['Clock_Get']),
    },
    admit: refuseForeignPages,
    resourceTypes: [],
    handlers: lazy(async () => bindHandlers((await import('./handlers.ts')).handlers, ports)),
    bodyLimit: BODY_LIMIT,
    bodyHabits: { closed: true },
    refuse,
  }
}
