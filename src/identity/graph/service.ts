// Graph as the server sees it: a service with a contract, whose version is in its paths. What an
// operation does is in the handlers beside.
import { routes, versions } from '#contract/graph/routes.ts'
import { bindHandlers } from '#kernel/bind.ts'
import { lazy } from '#kernel/caching/lazy.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Caller } from '#kernel/handler.ts'
import type { RawCall, Refusals, ReplyContext, Service, WireReply } from '#kernel/service.ts'
import { GRAPH_PATH } from '../own-paths.ts'
import type { Verified } from '../tokens.ts'
import { graphError, invalidValue, required } from './graph.errors.ts'
import type { GraphPorts } from './ports.ts'

const BODY_LIMIT = 1024 * 1024
const JSON_TYPE =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8'

export interface GraphServiceParts extends GraphPorts {
  /** Who a bearer token speaks for, or why it is not accepted. */
  readonly verify: (bearer: string, call: RawCall) => Verified | Promise<Verified>
}

export function graphService(parts: GraphServiceParts): Service {
  return {
    name: 'graph',
    plane: 'data',
    errorShape: 'graph',
    routes,
    versions,
    compatibleVersions: [],
    resourceTypes: [],
    basePath: GRAPH_PATH,
    versionOf: ({ path }) => /^\/graph\/([^/]+)/i.exec(path)?.[1]?.toLowerCase() ?? '',
    handlers: lazy(async () => bindHandlers(await allHandlers(), parts)),
    bodyLimit: BODY_LIMIT,
    bodyHabits: { annotated: true },
    refuse: refusals,
    authenticate: (call) => authenticate(parts, call),
    write: ({ status, headers, body }, context) => ({
      status,
      headers: { ...headersFor(context), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
    writeError,
  }
}

async function allHandlers() {
  const [users, groups, applications, principals, objects] = await Promise.all([
    import('./user.handlers.ts'),
    import('./group.handlers.ts'),
    import('./application.handlers.ts'),
    import('./service-principal.handlers.ts'),
    import('./directory-object.handlers.ts'),
  ])
  return {
    ...users.userHandlers,
    ...groups.groupHandlers,
    ...applications.applicationHandlers,
    ...principals.servicePrincipalHandlers,
    ...objects.directoryObjectHandlers,
  }
}

async function authenticate({ verify }: GraphServiceParts, call: RawCall): Promise<Caller> {
  const bearer = /^Bearer +(\S+)$/i.exec(String(call.headers.authorization ?? ''))?.[1]
  if (bearer === undefined) throw graphError('InvalidAuthenticationToken')
  const verified = await verify(bearer, call)
  if (verified.ok) return verified.caller
  throw graphError('InvalidAuthenticationToken:wrong', { reason: WHY[verified.problem] })
}

const WHY = {
  audience: 'Invalid audience.',
  expired: 'Lifetime validation failed, the token is expired.',
  'not-yet-valid': 'Lifetime validation failed, the token is not yet valid.',
  issuer: 'Invalid issuer.',
  signature: 'Signature validation failed.',
  malformed: 'The token is malformed.',
} as const

const headersFor = ({ correlationId, headers }: ReplyContext): Record<string, string> => ({
  'content-type': JSON_TYPE,
  'cache-control': 'no-cache',
  'request-id': correlationId,
  'client-request-id': String(headers['client-request-id'] ?? correlationId),
  'odata-version': '4.0',
})

function writeError(
  { code, message, status, extras }: AzureError,
  context: ReplyContext,
): WireReply {
  const at = new Date(context.now).toISOString().replace(/\.\d+Z$/, '')
  const headers = headersFor(context)
  const innerError = {
    date: at,
    'request-id': headers['request-id'],
    'client-request-id': headers['client-request-id'],
  }
  const { target } = extras
  const details = target === undefined ? {} : { details: [{ code: 'InvalidValue', target }] }
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json', ...extras.headers },
    body: JSON.stringify({ error: { code, message, ...details, innerError } }),
  }
}

/** What the operations of a set are about. */
const RESOURCES: Readonly<Record<string, string>> = {
  Users: 'User',
  Groups: 'Group',
  Applications: 'Application',
  ServicePrincipals: 'ServicePrincipal',
}

const badRequest = (reason: string): AzureError => graphError('BadRequest', { reason })

const refusals: Refusals = {
  malformedBody: (reason) => badRequest(`Unable to read JSON request payload: ${reason}.`),
  invalidBody: ({ property, keyword }, operationId) => {
    if (property === '') return badRequest('The request body is not an object.')
    const words = { property, resource: RESOURCES[operationId.split('_')[0]!] ?? 'DirectoryObject' }
    return keyword === 'required' ? required(words.property, words.resource) : invalidValue(words)
  },
  unknownMember: ({ name }) => graphError('Request_BadRequest:unknown', { property: name }),
  invalidQuery: (name, _, reason) => badRequest(`Invalid value of ${name}: it ${reason}.`),
  missingQuery: (name) => badRequest(`The query parameter ${name} is missing.`),
  invalidPath: (_name, value) =>
    graphError('Request_ResourceNotFound', { id: value.slice(0, 300) }),
  bodyTooLarge: (limit) => graphError('RequestEntityTooLarge', { limit: String(limit) }),
  unknownRoute: ({ path }) =>
    graphError('BadRequest:segment', { segment: path.split('/')[3]?.slice(0, 100) ?? '' }),
  unsupportedMethod: () => graphError('MethodNotAllowed'),
  unknownVersion: (version) => badRequest(`Invalid version: ${version.slice(0, 50)}`),
  missingVersion: () => badRequest('The path names no version.'),
  notServed: (operation) => graphError('NotImplemented', { operation }),
  tooManyCalls: (waitS) =>
    graphError('TooManyRequests', {}, { headers: { 'retry-after': String(waitS) } }),
  internal: (cause) => graphError('InternalServerError', {}, { cause }),
}
