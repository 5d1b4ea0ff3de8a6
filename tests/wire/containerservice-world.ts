// A whole container service over a stepped clock: the real pipeline, engine and store, no sockets.

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { ArmPorts, ResourceProvider } from '#arm/ports.ts'
import { insertGroup } from '#arm/resource-groups/resource-group.queries.ts'
import { armService } from '#arm/service.ts'
import { Catalogues } from '#catalogues/catalogues.ts'
import type { CredentialIssuer } from '#containerservice/credentials/credentials.ts'
import { certificateIssuer } from '#containerservice/credentials/issuer.ts'
import { containerDurables } from '#containerservice/durables.ts'
import type { ContainerServicePorts, Habits } from '#containerservice/ports.ts'
import { containerProvider } from '#containerservice/provider.ts'
import { containerService } from '#containerservice/service.ts'
import type { ClusterWire, PoolProfile, PoolWire } from '#containerservice/wire.ts'
import type { ClusterDriver } from '#drivers/cluster/port.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import { type SteppedClock, steppedClock } from '#engine/clock.ts'
import { Engine } from '#engine/engine.ts'
import { findOperation } from '#engine/operation.queries.ts'
import type { Durable, Operation } from '#engine/operation.ts'
import * as roleAssignments from '#identity/role-assignments.ts'
import * as roleDefinitions from '#identity/role-definitions.ts'
import { BUILT_IN_ROLES } from '#identity/roles.ts'
import { issueCertificate } from '#identity/x509.ts'
import { instant } from '#kernel/instant.ts'
import { gateway } from '#server/gateway.ts'
import { host } from '#server/host.ts'
import { type Pipeline, pipelineOf } from '#server/pipeline.ts'
import { migrate } from '#store/migrate.ts'
import { SqliteStore } from '#store/sqlite.ts'
import { type Answer, pipelineCall } from './pipeline-call.ts'

export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001'
const TENANT = '00000000-0000-0000-0000-00000000000a'
export const GROUP = 'rg1'
const PROVIDER = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ContainerService`
const CLUSTERS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.ContainerService/managedClusters`

export interface AksError {
  readonly code: string
  readonly message: string
  readonly target: string
}

export interface WorldOptions {
  readonly habits?: Partial<Habits>
  readonly clusters?: ClusterDriver
  readonly credentials?: CredentialIssuer
  readonly newId?: () => string
}

/** Everything that a test needs; `restart` throws all but the store away and builds it again. */
export class World {
  readonly store: SqliteStore
  readonly clock: SteppedClock
  readonly clusters: ClusterDriver
  /** What became a 500: a test fails on it. */
  readonly bugs: unknown[] = []
  readonly retries: unknown[] = []
  engine!: Engine
  #pipeline!: Pipeline
  #durables: readonly Durable<never>[] = []
  readonly #options: WorldOptions

  private constructor(options: WorldOptions) {
    this.#options = options
    this.store = new SqliteStore(':memory:')
    this.clock = steppedClock(instant(Date.parse('2024-08-01T10:00:00Z')))
    this.clusters = options.clusters ?? simulatedClusters()
  }

  static async start(options: WorldOptions = {}): Promise<World> {
    const world = new World(options)
    await migrate(world.store)
    await world.makeGroup(GROUP)
    world.#join()
    return world
  }

  async makeGroup(name: string): Promise<void> {
    const now = this.clock.now()
    const group = { subscriptionId: SUBSCRIPTION, name, location: 'westeurope' }
    await this.store.write((tx) =>
      insertGroup(tx, { ...group, provisioningState: 'Succeeded', createdAt: now, changedAt: now }),
    )
  }

  #join(): void {
    const { store, clock } = this
    const onRetry = (_: Operation, error: unknown): void => void this.retries.push(error)
    const { newId } = this.#options
    this.engine = new Engine({ store, clock, onRetry, ...(newId ? { newId } : {}) })
    const ports: ContainerServicePorts = {
      store,
      engine: this.engine,
      clusters: this.clusters,
      random: (bytes) => new Uint8Array(randomBytes(bytes)),
      tenantId: TENANT,
      catalogues: new Catalogues(),
      credentials: this.#options.credentials ?? certificateIssuer(issueCertificate),
      ...(this.#options.habits ? { habits: this.#options.habits } : {}),
    }
    this.#durables = containerDurables(ports)
    this.engine.register(...this.#durables)
    const service = containerService(ports)
    const provider: ResourceProvider = containerProvider(ports)
    const armPorts: ArmPorts = {
      store,
      engine: this.engine,
      clock,
      tenantId: TENANT,
      subscriptions: [{ subscriptionId: SUBSCRIPTION, displayName: 'Tests' }],
      services: [service],
      roles: {
        builtIn: BUILT_IN_ROLES,
        ...roleAssignments,
        ...roleDefinitions,
        principalTypeOf: async () => 'ServicePrincipal',
        permissionsAt: async () => [],
      },
      providers: new Map([[provider.namespace.toLowerCase(), () => provider]]),
    }
    const arm = armService(armPorts)
    this.#pipeline = pipelineOf({
      services: [arm, service],
      front: () => {},
      host: host({ arm, providers: [service], neighbours: [] }),
      authenticate: (exchange) => {
        exchange.caller = { kind: 'app', oid: 'o', appId: 'a', tenantId: TENANT, name: 'tester' }
      },
      gateway: gateway(armPorts),
      authorize: () => {},
      journal: () => {},
      onBug: (_, error) => void this.bugs.push(error),
    })
    this.engine.wake()
  }

  /** As after a crash: what was under way in memory is lost, what was saved goes on. */
  async restart(): Promise<void> {
    await this.engine.stop()
    this.#join()
  }

  async close(): Promise<void> {
    await this.engine.stop()
    await this.store.close()
    assert.deepEqual(this.bugs, [])
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    version = '2024-05-01',
  ): Promise<Answer<Body>> {
    const now = this.clock.now()
    return await pipelineCall<Body>(this.#pipeline, { method, path, version, body, now })
  }

  cluster<Body = ClusterWire>(method: string, name: string, rest = '', body?: unknown) {
    return this.call<Body>(method, `${CLUSTERS}/${name}${rest}`, body)
  }

  pool<Body = PoolWire>(method: string, cluster: string, name: string, rest = '', body?: unknown) {
    return this.call<Body>(method, `${CLUSTERS}/${cluster}/agentPools/${name}${rest}`, body)
  }

  /** Follows a polling URL of an answer. */
  poll<Body = Record<string, unknown>>(url: string) {
    return this.call<Body>('GET', url.replace('https://127.0.0.1:4510', ''))
  }

  location<Body>(rest: string) {
    return this.call<Body>('GET', `${PROVIDER}${rest}`)
  }

  /** The operation that an answer's headers point to. */
  async operationOf(answer: Answer<unknown>): Promise<Operation> {
    const url = answer.headers['azure-asyncoperation'] ?? answer.headers.location
    const id = /operations\/([^?]+)\?/.exec(url!)![1]!
    return (await findOperation(this.store, id))!
  }

  /** How many steps operations of a kind have. */
  stepsOf(kind: string): number {
    return this.#durables.find((durable) => durable.kind === kind)!.steps.length
  }

  async stateOf(name: string): Promise<string | undefined> {
    const { status, body } = await this.cluster('GET', name)
    return status === 404 ? undefined : body.properties?.provisioningState
  }

  /** Lets time pass until nothing is left to do. */
  async settle(): Promise<void> {
    this.engine.wake()
    do {
      await this.breathe()
      // A step that is retried for ever would keep time going for ever.
      assert.deepEqual(this.retries, [])
    } while (await this.clock.stepToNext())
    await this.breathe()
  }

  /** Lets what is due now be done, without letting time pass. */
  async breathe(): Promise<void> {
    await this.clock.step(0)
    await this.engine.idle()
  }

  /** Lets time pass until the operation is in that step, with all of the step's time before it. */
  async reachStep({ id }: Operation, step: number): Promise<void> {
    for (;;) {
      await this.breathe()
      const operation = (await findOperation(this.store, id))!
      if (operation.endedAt !== undefined) throw new Error(`${operation.kind} has ended`)
      if (operation.step >= step) return
      assert.ok(await this.clock.stepToNext())
    }
  }

  /** A cluster that is there and at rest. */
  async clusterAtRest(name: string, change: Partial<ClusterWire['properties']> = {}) {
    const created = await this.cluster('PUT', name, '', clusterBody(change))
    assert.equal(created.status, 201)
    await this.settle()
    assert.equal(await this.stateOf(name), 'Succeeded')
  }
}

export const systemPool: PoolProfile = { name: 'nodepool1', count: 3, mode: 'System' }

export const clusterBody = (change: Partial<ClusterWire['properties']> = {}): ClusterWire => ({
  location: 'westeurope',
  identity: { type: 'SystemAssigned' },
  properties: { dnsPrefix: 'demo', agentPoolProfiles: [systemPool], ...change },
})
