// What a token can be for: the names of resources, in the forms in which clients ask for them.

/** ARM's own names, in the order in which its refusal lists them. */
export const ARM_AUDIENCES: readonly string[] = [
  'https://management.core.windows.net/',
  'https://management.core.windows.net',
  'https://management.azure.com/',
  'https://management.azure.com',
]

/** Batch wants the final slash, and refuses a token without it. */
export const BATCH_AUDIENCE = 'https://batch.core.windows.net/'

export const GRAPH = 'https://graph.microsoft.com'

/** Graph's own names, and its path at each of the server's addresses, which are among ARM's. */
export const graphAudiences = (arms: readonly string[]): readonly string[] => [
  GRAPH,
  `${GRAPH}/`,
  '00000003-0000-0000-c000-000000000000',
  ...arms
    .filter((audience) => !ARM_AUDIENCES.includes(audience) && !audience.endsWith('/'))
    .flatMap((origin) => [`${origin}/graph`, `${origin}/graph/`]),
]

/** Resources that are in every tenant, without a final slash. */
const EVERYWHERE = new Set([
  ...ARM_AUDIENCES,
  BATCH_AUDIENCE.slice(0, -1),
  GRAPH,
  '00000003-0000-0000-c000-000000000000',
  'https://graph.windows.net',
  // The API server of a managed cluster with Entra integration.
  '6dae42f8-4368-4678-94ff-3960e28e3630',
  'https://storage.azure.com',
  'https://vault.azure.net',
  'https://database.windows.net',
  'https://containerregistry.azure.net',
  'https://api.loganalytics.io',
  'https://monitor.azure.com',
])

const OWN_HOST = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/

/** Whether a resource is there for every client; `host` is the one that the client used. */
export function isKnownResource(resource: string, host: string): boolean {
  if (EVERYWHERE.has(resource.toLowerCase().replace(/\/$/, ''))) return true
  if (!URL.canParse(resource)) return false
  const url = new URL(resource)
  const isOwn = url.host === host.toLowerCase() || OWN_HOST.test(url.hostname)
  return isOwn && /^\/(graph\/?)?$/.test(url.pathname)
}

/** The client id that a resource names, if it is another application's. */
export const applicationOf = (resource: string): string | undefined =>
  /^(?:api:\/\/)?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i.exec(resource)?.[1]

export interface ScopeRequest {
  /** Undefined when the scopes name more than one. */
  readonly resource: string | undefined
  /** Each with its resource, as asked for; those of OpenID too. */
  readonly scopes: readonly string[]
  readonly wantsRefresh: boolean
}

export const OPEN_ID = new Set(['openid', 'profile', 'email', 'offline_access'])

/**
 * Takes a v2 `scope` apart. The resource is what stands before the last slash, so that
 * `https://x//.default` asks for an audience with a final slash.
 */
export function parseScope(scope: string): ScopeRequest {
  const all = scope.split(/\s+/).filter(Boolean)
  const named = all.filter((item) => !OPEN_ID.has(item))
  const resources = [...new Set(named.map(resourceIn))]
  return {
    resource: resources.length > 1 ? undefined : audienceOf(resources[0] ?? GRAPH),
    scopes: all,
    wantsRefresh: all.includes('offline_access'),
  }
}

/** A permission that names no resource is one of Graph's. */
function resourceIn(scope: string): string {
  const at = scope.lastIndexOf('/')
  return at < 0 ? GRAPH : scope.slice(0, at)
}

/** What the `scp` claim holds of the scopes: permissions without their resource. */
export const permissionsIn = (scopes: readonly string[]): string[] =>
  scopes
    .filter((scope) => !OPEN_ID.has(scope) && !scope.endsWith('/.default'))
    .map((scope) => scope.slice(scope.lastIndexOf('/') + 1))

/** Batch's scope is documented with one slash, and yields its audience all the same. */
const audienceOf = (resource: string): string =>
  `${resource}/` === BATCH_AUDIENCE ? BATCH_AUDIENCE : resource
