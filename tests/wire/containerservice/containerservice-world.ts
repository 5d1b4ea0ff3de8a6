// AKS over a stepped clock, in the server that users start.
import assert from 'node:assert/strict'
import { insertGroup } from '#arm/resource-groups/resource-group.queries.ts'
import { idKey } from '#arm/resource-id.ts'
import { containerDurables } from '#containerservice/durables.ts'
import type { ClusterWire, PoolProfile, PoolWire } from '#containerservice/wire.ts'
import type { ServerClock } from '#engine/clock.ts'
import type { Engine } from '#engine/engine.ts'
import { findOperation } from '#engine/operation.queries.ts'
import type { Operation } from '#engine/operation.ts'
import { instant } from '#kernel/instant.ts'
import { sql } from '#store/sql.ts'
import type { Store } from '#store/tx.ts'
import { frozenClock } from '#testing/clock.ts'
import { SUBSCRIPTION, TestLazuli, type TestOptions } from '#testing/lazuli.ts'
import { type Answer, type PipelineCall, pipelineCall } from '../server/pipeline-call.ts'

export { SUBSCRIPTION }
export const GROUP = 'rg1'
const PROVIDER = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ContainerService`
const CLUSTERS = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}/providers/Microsoft.ContainerService/managedClusters`

/** What drivers call a cluster. */
export const clusterKey = (name: string): string => idKey(`${CLUSTERS}/${name}`)

export interface AksError {
  readonly code: string
  readonly message: string
  readonly target: string
}

export type WorldOptions = Pick<
  TestOptions,
  'options' | 'clusters' | 'clusterCredentials' | 'newId'
>

/** Everything that a test needs; `restart` throws all but the store away and builds it again. */
export class World {
  readonly clock: ServerClock
  readonly #lazuli: TestLazuli

  private constructor(clock: ServerClock, lazuli: TestLazuli) {
    this.clock = clock
    this.#lazuli = lazuli
  }

  static async start(options: WorldOptions = {}): Promise<World> {
    const clock = frozenClock(instant(Date.parse('2024-08-01T10:00:00Z')))
    const world = new World(clock, await TestLazuli.start({ ...options, clock }))
    await world.makeGroup(GROUP)
    return world
  }

  get store(): Store {
    return this.#lazuli.inside.store
  }

  get engine(): Engine {
    return this.#lazuli.inside.engine
  }

  /** Problems that the server reported: a test that expects some takes them out. */
  get reported() {
    return this.#lazuli.reported
  }

  async makeGroup(name: string): Promise<void> {
    const now = this.clock.now()
    const group = { subscriptionId: SUBSCRIPTION, name, location: 'westeurope' }
    await this.store.write((tx) =>
      insertGroup(tx, { ...group, provisioningState: 'Succeeded', createdAt: now, changedAt: now }),
    )
  }

  /** As after a crash: what was under way in memory is lost, what was saved goes on. */
  restart(): Promise<void> {
    return this.#lazuli.restart()
  }

  async close(): Promise<void> {
    await this.#lazuli[Symbol.asyncDispose]()
    assert.deepEqual(this.#lazuli.reported, [])
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    version = '2024-05-01',
  ): Promise<Answer<Body>> {
    return await pipelineCall<Body>(this.#lazuli, { method, path, version, body })
  }

  /** One with headers, or in another api-version. */
  clusterCall<Body>(call: Omit<PipelineCall, 'path'>, name: string, rest = '') {
    return pipelineCall<Body>(this.#lazuli, { ...call, path: `${CLUSTERS}/${name}${rest}` })
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
    return containerDurables(this.#lazuli.inside.containers).find(
      (durable) => durable.kind === kind,
    )!.steps.length
  }

  async stateOf(name: string): Promise<string | undefined> {
    const { status, body } = await this.cluster('GET', name)
    return status === 404 ? undefined : body.properties?.provisioningState
  }

  /** Lets time pass until no operation is under way. */
  async settle(): Promise<void> {
    this.engine.wake()
    for (;;) {
      await this.breathe()
      // A step that is retried for ever would keep time going for ever.
      assert.deepEqual(this.#lazuli.reported, [])
      if (!(await this.#isWorking())) return
      assert.ok(await this.clock.stepToNext(), 'work goes on, and waits for no moment')
    }
  }

  async #isWorking(): Promise<boolean> {
    const row = await this.store.get(sql`select 1 from operation where ended_at is null limit 1`)
    return row !== undefined
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
