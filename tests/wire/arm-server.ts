// A server with ARM on it for the wire tests: the real listener, pipeline, store and engine; the one
// provider keeps clusters that are made at once, and whose deletion takes a while or fails.
import { request as httpRequest } from 'node:http'
import { armError } from '#arm/errors.ts'
import { type PollingHabits, pollingHeaders } from '#arm/long-running.ts'
import type { ArmPorts, ResourceProvider, RoleAssignment, RoleDirectory } from '#arm/ports.ts'
import { armRefusals } from '#arm/refusals.ts'
import { idKey } from '#arm/resource-id.ts'
import { resourceNotFound } from '#arm/resources/resource.handlers.ts'
import {
  deleteResource,
  findResource,
  listResources,
  saveResource,
} from '#arm/resources/resource.queries.ts'
import { type ArmResource, createdBy, newResource } from '#arm/resources/resource.ts'
import { armService } from '#arm/service.ts'
import { routes, versions } from '#contract/containerservice/routes.ts'
import { type SteppedClock, steppedClock } from '#engine/clock.ts'
import { Engine } from '#engine/engine.ts'
import { durable, OperationFailure } from '#engine/operation.ts'
import * as customRoles from '#identity/role-definitions.ts'
import type { Caller, Reply, Request } from '#kernel/handler.ts'
import { instant } from '#kernel/instant.ts'
import type { Service } from '#kernel/service.ts'
import { gateway } from '#server/gateway.ts'
import { host } from '#server/host.ts'
import { createJournal, type Journal } from '#server/journal.ts'
import { listen } from '#server/listener.ts'
import { pipelineOf } from '#server/pipeline.ts'
import { throttle } from '#server/throttle.ts'
import { migrate } from '#store/migrate.ts'
import { SqliteStore } from '#store/sqlite.ts'

const ALIKE = '2024-07-01'
/** The api-versions of clusters, as ARM lists them: the newest first. */
export const CLUSTER_VERSIONS: readonly string[] = [...versions, ALIKE].sort().reverse()
export const SUBSCRIPTION = '11111111-1111-1111-1111-111111111111'
const TENANT = '99999999-9999-9999-9999-999999999999'
const NAMESPACE = 'Microsoft.ContainerService'
const TYPE = `${NAMESPACE}/managedClusters`

const caller: Caller = {
  kind: 'app',
  oid: '22222222-2222-2222-2222-222222222222',
  appId: '33333333-3333-3333-3333-333333333333',
  tenantId: TENANT,
  name: '33333333-3333-3333-3333-333333333333',
}

const polling: PollingHabits = {
  namespace: NAMESPACE,
  apiVersion: '2016-03-30',
  monitor: 'operations',
  result: 'operationresults',
  retryAfter: 1,
}

const isIn = (inner: string, outer: string): boolean =>
  outer === '/' || `${idKey(inner)}/`.startsWith(`${idKey(outer)}/`)

/** Role assignments in memory, in the order in which they were made. */
function rolesInMemory(): RoleDirectory {
  const kept: RoleAssignment[] = [
    {
      id: '/providers/Microsoft.Authorization/roleAssignments/owner',
      name: 'owner',
      scope: '/',
      principalId: caller.oid,
      principalType: 'ServicePrincipal',
      roleDefinitionId: '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
      createdAt: instant(0),
      createdBy: caller.oid,
      updatedAt: instant(0),
    },
  ]
  const at = (id: string): number => kept.findIndex((each) => idKey(each.id) === idKey(id))
  return {
    principalTypeOf: async () => undefined,
    permissionsAt: async () => [],
    builtIn: [
      {
        name: 'acdd72a7-3385-48ef-bd42-f606fba81ae7',
        roleName: 'Reader',
        description: 'Sees everything.',
        actions: ['*/read'],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    ],
    ...customRoles,
    findRoleAssignment: async (_, id) => kept[at(id)],
    roleAssignmentsAround: async (_, scope) =>
      kept.filter((each) => isIn(each.scope, scope) || isIn(scope, each.scope)),
    insertRoleAssignment: async (_, assignment) => kept.push(assignment) > 0,
    deleteRoleAssignment: async (_, id) => kept.splice(at(id), 1).length > 0,
    async deleteRoleAssignmentsUnder(_, scope) {
      const left = kept.filter((each) => !isIn(each.scope, scope))
      kept.splice(0, kept.length, ...left)
    },
  }
}

/** Clusters whose name starts with `stuck` cannot be deleted. */
const clusterDelete = durable<{ id: string; name: string }>('ManagedClusters_Delete', [
  {
    name: 'delete',
    lasts: 30_000,
    async act({ input }) {
      if (input.name.startsWith('stuck')) throw new OperationFailure('InUse', 'It is in use.')
    },
    commit: async (tx, { input }) => void (await deleteResource(tx, input.id)),
  },
])

const present = ({ id, name, location, tags, envelope, provisioningState }: ArmResource) => ({
  id,
  name,
  type: TYPE,
  location,
  tags,
  identity: envelope.identity,
  systemData: envelope.systemData,
  properties: { provisioningState },
})

function clusters(ports: Omit<ArmPorts, 'services' | 'providers'>) {
  const { store, engine } = ports
  engine.register(clusterDelete)
  const provider: ResourceProvider = {
    namespace: NAMESPACE,
    polling,
    present,
    startDelete: (tx, { id, name }) =>
      engine.begin(tx, clusterDelete, { resource: idKey(id), input: { id, name } }),
  }
  const handlers = {
    async ManagedClusters_Get({ path, params }: Request): Promise<Reply> {
      const found = await findResource(store, path)
      if (found) return { status: 200, body: present(found) }
      throw resourceNotFound({
        namespace: NAMESPACE,
        type: 'managedClusters',
        names: [params.resourceName!],
        resourceGroup: params.resourceGroupName,
      })
    },
    async ManagedClusters_ListByResourceGroup({ params }: Request): Promise<Reply> {
      const { resourceGroupName: resourceGroup } = params
      const found = await listResources(store, { type: TYPE, resourceGroup })
      return { status: 200, body: { value: found.map(present) } }
    },
    async ManagedClusters_CreateOrUpdate(request: Request): Promise<Reply> {
      const body = request.body as unknown as Pick<ArmResource, 'location' | 'tags'> & {
        identity?: unknown
      }
      return await store.write(async (tx) => {
        const before = await findResource(tx, request.path)
        const made = newResource({
          id: `/${request.path.split('/').filter(Boolean).join('/')}`,
          type: TYPE,
          location: body.location,
          tags: body.tags,
          provisioningState: 'Succeeded',
          envelope: { identity: body.identity, systemData: createdBy(request.caller, request.now) },
          body: {},
        })
        await saveResource(tx, { ...made, revision: before?.revision ?? 0 })
        return { status: before ? 200 : 201, body: present(made) }
      })
    },
    async ManagedClusters_Delete(request: Request): Promise<Reply> {
      const operation = await store.write(async (tx) => {
        const found = await findResource(tx, request.path)
        return found && (await provider.startDelete(tx, found, request.caller))
      })
      if (!operation) return { status: 204 }
      engine.wake()
      const at = { subscriptionId: SUBSCRIPTION, location: 'westeurope', id: operation.id }
      return { status: 202, headers: pollingHeaders(polling, request, at, ['monitor', 'result']) }
    },
  }
  const service: Service = {
    name: 'containerservice',
    plane: 'arm',
    namespace: NAMESPACE,
    errorShape: 'arm',
    routes,
    versions,
    versionsAlike: [ALIKE],
    resourceTypes: [
      { type: 'operations', capabilities: 'None', located: false },
      { type: 'managedClusters', capabilities: 'SupportsTags, SupportsLocation', located: true },
    ],
    handlers: () => handlers,
    bodyLimit: 1024 * 1024,
    refuse: armRefusals({
      namespace: NAMESPACE,
      resourceTypes: [],
      versions: [...versions, ALIKE],
    }),
  }
  return { service, provider }
}

export interface ArmServer extends AsyncDisposable {
  /** Lets so much time pass, with pauses in which the engine does what has fallen due. */
  pass(ms: number): Promise<void>
  readonly store: SqliteStore
  readonly journal: Journal
  readonly port: number
  readonly origin: string
  readonly bugs: unknown[]
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
}

export interface CallOptions {
  readonly body?: unknown
  /** Sent as it is, whatever it is. */
  readonly rawBody?: string | Uint8Array | undefined
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
  /** The body as JSON; undefined when there is none. */
  readonly body: Body
}
/** Whatever came: tests say what they expect of it. */
export type Body = string & { readonly [name: string]: Body } & List
type List = Pick<readonly Body[], number | 'map' | 'find' | 'length'>

export async function startArm(
  options: { readonly registeredByDefault?: boolean; readonly enforceLimits?: boolean } = {},
): Promise<ArmServer> {
  const store = new SqliteStore(':memory:')
  await migrate(store)
  const clock = steppedClock(instant(Date.UTC(2026, 2, 5, 10, 15)))
  const bugs: unknown[] = []
  const engine = new Engine({ store, clock, onRetry: (_, error) => bugs.push(error) })
  const base = {
    store,
    engine,
    clock,
    tenantId: TENANT,
    subscriptions: [{ subscriptionId: SUBSCRIPTION, displayName: 'Tests' }],
    roles: rolesInMemory(),
    registeredByDefault: options.registeredByDefault,
  }
  const { service, provider } = clusters(base)
  const ports: ArmPorts = {
    ...base,
    services: [service],
    providers: new Map([[NAMESPACE.toLowerCase(), () => provider]]),
  }
  const arm = armService(ports)
  const journal = createJournal({ now: clock.now })
  const pipeline = pipelineOf({
    services: [arm, service],
    host: host({ arm, providers: [service], neighbours: [] }),
    front: () => {},
    authenticate(exchange) {
      if (exchange.headers.authorization === 'none') throw armError('SubscriptionNotFound')
      exchange.caller = caller
    },
    gateway: gateway(ports),
    throttle: throttle({ enforce: options.enforceLimits ?? false }),
    authorize: () => {},
    journal: (exchange) => journal.record(exchange),
    onBug: (_, error) => bugs.push(error),
  })
  const listener = await listen({ host: '127.0.0.1', port: 0, tls: {}, clock, pipeline })
  return {
    pass: (ms) => pass(clock, ms),
    store,
    bugs,
    journal,
    port: listener.port,
    origin: `http://127.0.0.1:${listener.port}`,
    call: (method, path, sent) => call(listener.port, method, path, sent),
    async [Symbol.asyncDispose]() {
      await listener.close()
      await engine.stop()
      await store.close()
    },
  }
}

async function pass(clock: SteppedClock, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1000) {
    for (let i = 0; i < 10; i++) await new Promise((resolve) => setImmediate(resolve))
    await clock.step(Math.min(left, 1000))
  }
}

/** A bare HTTP call: the path goes out exactly as given. */
function call(port: number, method: string, path: string, options: CallOptions = {}) {
  const json = options.body === undefined ? undefined : JSON.stringify(options.body)
  const body = options.rawBody ?? json
  return new Promise<Answer>((resolve, reject) => {
    const headers = {
      // Node sends no length with the body of a GET unless it is told to.
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
      ...options.headers,
    }
    const sent = httpRequest({ port, host: '127.0.0.1', method, path, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          body: (text === '' ? undefined : JSON.parse(text)) as Body,
        })
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
