// Clients of each API, typed by its contract: an operation is called by its operationId.
import { routes as armRoutes } from '#contract/arm/routes.ts'
import type { operations as ArmOperations } from '#contract/arm/types.ts'
import { routes as batchRoutes } from '#contract/batch/routes.ts'
import type { operations as BatchOperations } from '#contract/batch/types.ts'
import { routes as managementRoutes } from '#contract/batch-management/routes.ts'
import type { operations as ManagementOperations } from '#contract/batch-management/types.ts'
import { routes as clusterRoutes } from '#contract/containerservice/routes.ts'
import type { operations as ClusterOperations } from '#contract/containerservice/types.ts'
import { routes as graphRoutes } from '#contract/graph/routes.ts'
import type { operations as GraphOperations } from '#contract/graph/types.ts'
import { routes as hybridRoutes } from '#contract/hybridcompute/routes.ts'
import type { operations as HybridOperations } from '#contract/hybridcompute/types.ts'
import { routes as lazuliRoutes } from '#contract/lazuli/routes.ts'
import type { operations as LazuliOperations } from '#contract/lazuli/types.ts'
import type { RouteEntry } from '#contract/route-entry.ts'
import { routes as scvmmRoutes } from '#contract/scvmm/routes.ts'
import type { operations as ScvmmOperations } from '#contract/scvmm/types.ts'
import { type Api, ARM, batchOf, type CallInit, call, GRAPH } from './call.ts'

type Parameters<Op> = Op extends { readonly parameters: infer Given } ? Given : never
type PathOf<Op> = Parameters<Op> extends { readonly path: infer Path } ? Path : unknown
type QueryOf<Op> =
  Parameters<Op> extends { readonly query?: infer Query }
    ? Omit<NonNullable<Query>, 'api-version'>
    : unknown
type BodyOf<Op> = Op extends {
  readonly requestBody?: { readonly content: infer Content } | undefined
}
  ? Content[keyof Content]
  : unknown
type Answers<Op> = Op extends { readonly responses: infer All } ? All : never
type ContentOf<Answer> = Answer extends { readonly content: infer Content }
  ? Content[keyof Content]
  : undefined
type AnswerOf<Op> =
  Answers<Op> extends { readonly 200: infer Ok }
    ? ContentOf<Ok>
    : Answers<Op> extends { readonly 202: infer Ok }
      ? ContentOf<Ok>
      : undefined

interface CallOf<Op> {
  readonly path?: PathOf<Op>
  readonly query?: QueryOf<Op>
  readonly headers?: Readonly<Record<string, string>>
  /** The api-version; absent: the newest. */
  readonly version?: string
  readonly body?: BodyOf<Op>
  readonly signal?: AbortSignal | undefined
}

interface AnyCall {
  readonly path?: unknown
  readonly query?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly version?: string
  readonly body?: unknown
  readonly signal?: AbortSignal | undefined
}

export interface Client<Operations> {
  /** The body of the answer. */
  read<Id extends keyof Operations & string>(
    id: Id,
    given?: CallOf<Operations[Id]>,
  ): Promise<AnswerOf<Operations[Id]>>
  /** The answer as it came. */
  send<Id extends keyof Operations & string>(
    id: Id,
    given?: CallOf<Operations[Id]>,
  ): Promise<Response>
}

/** A resource's id stands in a path as it is. */
const WHOLE = new Set(['resourceUri', 'resourceId', 'scope'])

function pathFor(route: RouteEntry, given: AnyCall): string {
  const names = (given.path ?? {}) as Readonly<Record<string, string>>
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(names[name] ?? '')
    return WHOLE.has(name) ? value.replace(/^\//, '') : encodeURIComponent(value)
  })
  const query = new URLSearchParams({ 'api-version': given.version ?? route.versions.at(-1)! })
  for (const [name, value] of Object.entries(given.query ?? {})) {
    if (value !== undefined && value !== '') query.set(name, String(value))
  }
  return `${path}?${query}`
}

function clientOf<Operations>(
  api: Api,
  routes: readonly RouteEntry[],
  contentType = 'application/json',
): Client<Operations> {
  const send = (id: string, given: AnyCall = {}): Promise<Response> => {
    const route = routes.find(({ operationId }) => operationId === id)
    if (!route) throw new Error(`There is no operation ${id}.`)
    const init: CallInit = {
      method: route.method.toUpperCase(),
      signal: given.signal,
      headers: {
        ...given.headers,
        ...(given.body === undefined ? {} : { 'content-type': contentType }),
      },
      ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
    }
    return call(api, pathFor(route, given), init)
  }
  return {
    send,
    async read(id, given) {
      const answer = await send(id, given as AnyCall)
      const text = await answer.text()
      return text === '' ? undefined : JSON.parse(text)
    },
  }
}

export const arm = clientOf<ArmOperations>(ARM, armRoutes)
export const admin = clientOf<LazuliOperations>(ARM, lazuliRoutes)
export const clusters = clientOf<ClusterOperations>(ARM, clusterRoutes)
export const graph = clientOf<GraphOperations>(GRAPH, graphRoutes)
export const hybrid = clientOf<HybridOperations>(ARM, hybridRoutes)
export const machines = clientOf<ScvmmOperations>(ARM, scvmmRoutes)
export const management = clientOf<ManagementOperations>(ARM, managementRoutes)

const accounts = new Map<string, Client<BatchOperations>>()

/** The client of one account. */
export function batch(account: string): Client<BatchOperations> {
  const known = accounts.get(account)
  if (known) return known
  const made = clientOf<BatchOperations>(
    batchOf(account),
    batchRoutes,
    'application/json; odata=minimalmetadata; charset=utf-8',
  )
  accounts.set(account, made)
  return made
}
