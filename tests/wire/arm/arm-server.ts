// Resource Manager in the server that users start, for the wire tests. In place of AKS stands a
// provider whose clusters are made at once, and whose deletion takes a while or fails.
import { request as httpRequest } from 'node:http'
import { type PollingHabits, pollingHeaders } from '#arm/long-running.ts'
import type { ResourceProvider } from '#arm/ports.ts'
import { armRefusals } from '#arm/refusals.ts'
import { idKey } from '#arm/resource-id.ts'
import { resourceNotFound } from '#arm/resources/resource.handlers.ts'
import {
  deleteResource,
  findResource,
  listResources,
  saveResource,
} from '#arm/resources/resource.queries.ts'
import { type ArmResource, createdBy, type Identity, newResource } from '#arm/resources/resource.ts'
// The records of clusters are declared there.
import '#containerservice/managed-clusters/managed-cluster.ts'
import { routes, versions } from '#contract/containerservice/routes.ts'
import type { ServerClock } from '#engine/clock.ts'
import { durable, OperationFailure } from '#engine/operation.ts'
import type { Reply, Request } from '#kernel/handler.ts'
import { type Instant, instant } from '#kernel/instant.ts'
import type { Service } from '#kernel/service.ts'
import type { LazuliOptions } from '#library/options.ts'
import type { Store } from '#store/tx.ts'
import { frozenClock } from '#testing/clock.ts'
import { SUBSCRIPTION, TestLazuli } from '#testing/lazuli.ts'
import type { Parts } from '../../../src/main/parts.ts'
import type { ProviderRoom } from '../../../src/main/rooms/arm.ts'

export { SUBSCRIPTION }

const COMPATIBLE = '2024-07-01'
/** The api-versions of clusters, as ARM lists them: the newest first. */
export const CLUSTER_VERSIONS: readonly string[] = [...versions, COMPATIBLE].sort().reverse()
const NAMESPACE = 'Microsoft.ContainerService'
const TYPE = `${NAMESPACE}/managedClusters`

const polling: PollingHabits = {
  namespace: NAMESPACE,
  apiVersion: '2016-03-30',
  monitor: 'operations',
  result: 'operationresults',
  retryAfter: 1,
}

/** Clusters whose name starts with `stuck` cannot be deleted. */
const clusterDelete = durable<{ id: string; name: string }>(
  'TestClusters_Delete',
  { id: 'string', name: 'string' },
  [
    {
      name: 'delete',
      lasts: 30_000,
      async act({ input }) {
        if (input.name.startsWith('stuck')) throw new OperationFailure('InUse', 'It is in use.')
      },
      commit: async (tx, { input }) => void (await deleteResource(tx, input.id)),
    },
  ],
)

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

/** The members that records of the type must have. */
const RECORD = { properties: {}, power: 'Running', operation: '', secrets: {}, credentialsFrom: 0 }

function clusters({ store, engine }: Pick<Parts, 'store' | 'engine'>): ProviderRoom {
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
        identity?: Identity
      }
      return await store.write(async (tx) => {
        const before = await findResource(tx, request.path)
        const made = newResource({
          id: `/${request.path.split('/').filter(Boolean).join('/')}`,
          type: TYPE,
          location: body.location,
          tags: body.tags,
          provisioningState: 'Succeeded',
          envelope: {
            ...(body.identity ? { identity: body.identity } : {}),
            systemData: createdBy(request.caller, request.now),
          },
          body: RECORD,
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
    compatibleVersions: [COMPATIBLE],
    resourceTypes: [
      { type: 'operations', capabilities: 'None', located: false },
      { type: 'managedClusters', capabilities: 'SupportsTags, SupportsLocation', located: true },
    ],
    handlers: () => handlers,
    bodyLimit: 1024 * 1024,
    refuse: armRefusals({
      namespace: NAMESPACE,
      resourceTypes: [],
      versions: [...versions, COMPATIBLE],
    }),
  }
  return { service, provider: () => provider }
}

export interface ArmServer extends AsyncDisposable {
  now(): Instant
  /** Lets so much time pass, with pauses in which the engine does what has fallen due. */
  pass(ms: number): Promise<void>
  readonly store: Store
  readonly lazuli: TestLazuli
  readonly port: number
  readonly origin: string
  readonly bugs: readonly unknown[]
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
}

interface CallOptions {
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
type Body = string & { readonly [name: string]: Body } & List
type List = Pick<readonly Body[], number | 'map' | 'find' | 'length'>

export async function startArm(options: LazuliOptions = {}): Promise<ArmServer> {
  const clock = frozenClock(instant(Date.UTC(2026, 2, 5, 10, 15)))
  const lazuli = await TestLazuli.start({ options, clock, managedClusters: clusters })
  const { port } = lazuli
  return {
    now: clock.now,
    pass: (ms) => pass(lazuli, clock, ms),
    store: lazuli.inside.store,
    lazuli,
    port,
    origin: `http://127.0.0.1:${port}`,
    get bugs() {
      return lazuli.reported.map(({ error }) => error)
    },
    call: async (method, path, sent) =>
      call(port, method, path, {
        ...sent,
        headers: { authorization: `Bearer ${await lazuli.token()}`, ...sent?.headers },
      }),
    [Symbol.asyncDispose]: () => lazuli[Symbol.asyncDispose](),
  }
}

async function pass({ inside }: TestLazuli, clock: ServerClock, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 1000) {
    await inside.background.idle()
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
