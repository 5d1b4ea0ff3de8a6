// SCVMM, hybrid machines and ARM over a stepped clock: the real pipeline, engine, store and simulated
// hypervisor, no sockets. `restart` throws all but the store and the host away and builds it again.
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import type { TestContext } from 'node:test'
import type { ArmPorts, RoleDirectory } from '#arm/ports.ts'
import { insertGroup } from '#arm/resource-groups/resource-group.queries.ts'
import { armService } from '#arm/service.ts'
import { type HypervisorDriver, HypervisorRefusal } from '#drivers/hypervisor/port.ts'
import {
  openSimulated,
  type SimulatedDriver,
  type SimulatedOptions,
} from '#drivers/hypervisor/simulated.ts'
import { type SteppedClock, steppedClock } from '#engine/clock.ts'
import { Engine } from '#engine/engine.ts'
import type { Operation } from '#engine/operation.ts'
import { hybridComputeProvider } from '#hybridcompute/provider.ts'
import { hybridComputeService } from '#hybridcompute/service.ts'
import { instant } from '#kernel/instant.ts'
import type { Service } from '#kernel/service.ts'
import { scvmmDurables } from '#scvmm/durables.ts'
import type { Estate } from '#scvmm/estate/estate.ts'
import type { Habits, ScvmmPorts } from '#scvmm/ports.ts'
import { scvmmProvider } from '#scvmm/provider.ts'
import { scvmmService } from '#scvmm/service.ts'
import type { InstanceWire, InventoryItemWire } from '#scvmm/wire.ts'
import { gateway } from '#server/gateway.ts'
import { host } from '#server/host.ts'
import { type Pipeline, pipelineOf } from '#server/pipeline.ts'
import { migrate } from '#store/migrate.ts'
import { SqliteStore } from '#store/sqlite.ts'
import { type Answer, ORIGIN, pipelineCall } from './pipeline-call.ts'

export const SUBSCRIPTION = '00000000-0000-0000-0000-000000000001'
export const GROUP = 'rg1'
const IN_GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/${GROUP}`
export const SCVMM = `${IN_GROUP}/providers/Microsoft.ScVmm`
export const CUSTOM_LOCATION = `${IN_GROUP}/providers/Microsoft.ExtendedLocation/customLocations/cl1`
export const EXTENDED_LOCATION = { type: 'CustomLocation', name: CUSTOM_LOCATION }

export const machineId = (name: string): string =>
  `${IN_GROUP}/providers/Microsoft.HybridCompute/machines/${name}`
export const instanceOf = (name: string): string =>
  `${machineId(name)}/providers/Microsoft.ScVmm/virtualMachineInstances/default`

export interface ArmErrorBody {
  readonly error: { readonly code: string; readonly message: string }
}

/** What a poll answers at the end. */
export interface Outcome {
  readonly status: string
  readonly error?: { readonly code?: string; readonly message?: string }
  readonly [name: string]: unknown
}

export interface WorldOptions {
  readonly habits?: Partial<Habits>
  readonly estate?: Estate
  readonly host?: SimulatedOptions
  /** Stands between the service and the simulated host. */
  readonly around?: (driver: HypervisorDriver) => HypervisorDriver
}

export class World {
  readonly store: SqliteStore
  readonly clock: SteppedClock
  readonly host: SimulatedDriver
  /** What became a 500: a test fails on it. */
  readonly bugs: unknown[] = []
  readonly retries: unknown[] = []
  ports!: ScvmmPorts
  engine!: Engine
  #pipeline!: Pipeline
  readonly #options: WorldOptions

  private constructor(options: WorldOptions, driver: SimulatedDriver) {
    this.#options = options
    this.host = driver
    this.store = new SqliteStore(':memory:')
    this.clock = steppedClock(instant(Date.parse('2023-10-05T10:00:00Z')))
  }

  static async start(options: WorldOptions = {}): Promise<World> {
    const world = new World(options, await openSimulated(options.host))
    await migrate(world.store)
    const now = world.clock.now()
    await world.store.write((tx) =>
      insertGroup(tx, {
        subscriptionId: SUBSCRIPTION,
        name: GROUP,
        location: 'westeurope',
        provisioningState: 'Succeeded',
        createdAt: now,
        changedAt: now,
      }),
    )
    world.#join()
    return world
  }

  #join(): void {
    const { store, clock } = this
    const { estate, habits, around } = this.#options
    const onRetry = (_: Operation, error: unknown): void => void this.retries.push(error)
    this.engine = new Engine({ store, clock, onRetry })
    const random = (bytes: number) => new Uint8Array(randomBytes(bytes))
    const tenantId = '00000000-0000-0000-0000-00000000000a'
    const hypervisor = around ? around(this.host) : this.host
    this.ports = { store, engine: this.engine, hypervisor, random, estate, habits }
    const hybrid = { store, random, tenantId }
    this.engine.register(...scvmmDurables(this.ports))
    const services: Service[] = [scvmmService(this.ports), hybridComputeService(hybrid)]
    const providers = [scvmmProvider(this.ports), hybridComputeProvider()]
    const armPorts: ArmPorts = {
      store,
      engine: this.engine,
      clock,
      tenantId,
      subscriptions: [{ subscriptionId: SUBSCRIPTION, displayName: 'Tests' }],
      roles: noRoles,
      services,
      providers: new Map(providers.map((each) => [each.namespace.toLowerCase(), () => each])),
    }
    const arm = armService(armPorts)
    this.#pipeline = pipelineOf({
      services: [arm, ...services],
      front: () => {},
      host: host({ arm, providers: services, neighbours: [] }),
      authenticate: (exchange) => {
        exchange.caller = { kind: 'user', oid: 'o', appId: 'a', tenantId, name: 'tester@example' }
      },
      gateway: gateway(armPorts),
      authorize: () => {},
      journal: () => {},
      onBug: (_, error) => void this.bugs.push(error),
    })
    this.engine.wake()
  }

  /** As after `kill -9`: nobody waits for what was under way. */
  restart(): void {
    void this.engine.stop()
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
    version = '2023-10-07',
  ): Promise<Answer<Body>> {
    const now = this.clock.now()
    return await pipelineCall<Body>(this.#pipeline, { method, path, version, body, now })
  }

  /** Polls what an answer points at, as a client does. */
  async poll<Body = Outcome>(answer: Pick<Answer, 'headers'>): Promise<Answer<Body>> {
    const url = answer.headers['azure-asyncoperation'] ?? answer.headers.location ?? ''
    assert.ok(url.startsWith(ORIGIN), `nothing to poll: ${JSON.stringify(answer)}`)
    return await this.call<Body>('GET', url.slice(ORIGIN.length))
  }

  /** Lets time pass until what an answer started has ended; answers how. */
  async outcome(answer: Pick<Answer, 'headers'>): Promise<Outcome> {
    for (;;) {
      await this.engine.idle()
      const { body } = await this.poll(answer)
      if (['Succeeded', 'Failed', 'Canceled'].includes(body.status)) return body
      assert.ok(await this.clock.stepToNext(), `${body.status}, and waits for no moment`)
    }
  }

  /** A call that starts an operation, and that operation's good end. */
  async done(method: string, path: string, body?: unknown, version?: string): Promise<Outcome> {
    const answer = await this.call(method, path, body, version)
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.text}`)
    const outcome = await this.outcome(answer)
    assert.equal(outcome.status, 'Succeeded', JSON.stringify(outcome.error))
    return outcome
  }

  /** A call that is accepted, and why its operation fails. */
  async failed(method: string, path: string, body?: unknown): Promise<string> {
    const answer = await this.call(method, path, body)
    assert.ok([200, 201, 202].includes(answer.status), `${method} ${path}: ${answer.text}`)
    const outcome = await this.outcome(answer)
    assert.equal(outcome.status, 'Failed')
    return String(outcome.error?.code)
  }

  /** A call that is refused at once: its status and code. */
  async refused(method: string, path: string, body?: unknown): Promise<string> {
    const answer = await this.call<ArmErrorBody>(method, path, body)
    return `${answer.status} ${answer.body?.error?.code}`
  }

  async connect(name = 'vmm1', fqdn = 'vmm.example'): Promise<string> {
    const id = `${SCVMM}/vmmServers/${name}`
    await this.done('PUT', id, serverBody(fqdn))
    return id
  }

  async inventory(server: string): Promise<InventoryItemWire[]> {
    const { body } = await this.call<{ value: InventoryItemWire[] }>(
      'GET',
      `${server}/inventoryItems`,
    )
    return body.value
  }

  async item(server: string, type: string, name?: string): Promise<InventoryItemWire> {
    const items = await this.inventory(server)
    const found = items.find(
      ({ kind, properties }) =>
        kind === type && (name === undefined || properties?.inventoryItemName === name),
    )
    assert.ok(found, `no ${type} ${name ?? ''} in the inventory`)
    return found
  }

  /** Makes an Azure resource from the first inventory item of the type, or the one named. */
  async enable(
    server: string,
    type: 'clouds' | 'virtualNetworks' | 'virtualMachineTemplates',
    name: string,
    itemName?: string,
  ): Promise<string> {
    const kind = {
      clouds: 'Cloud',
      virtualNetworks: 'VirtualNetwork',
      virtualMachineTemplates: 'VirtualMachineTemplate',
    }[type]
    const { id } = await this.item(server, kind, itemName)
    const path = `${SCVMM}/${type}/${name}`
    await this.done('PUT', path, {
      location: 'westeurope',
      extendedLocation: EXTENDED_LOCATION,
      properties: { inventoryItemId: id, vmmServerId: server },
    })
    return path
  }

  async hybridMachine(name: string, kind = 'scvmm'): Promise<string> {
    const answer = await this.call('PUT', machineId(name), { location: 'westeurope', kind })
    assert.equal(answer.status, 200, answer.text)
    return machineId(name)
  }

  /** All that a machine needs, once per world; then a machine from the template. */
  async machine(name: string, properties: Record<string, unknown> = {}): Promise<string> {
    const { cloud, template } = await this.estate()
    await this.hybridMachine(name)
    await this.done('PUT', instanceOf(name), {
      extendedLocation: EXTENDED_LOCATION,
      properties: {
        infrastructureProfile: { cloudId: cloud, templateId: template },
        ...properties,
      },
    })
    return instanceOf(name)
  }

  #estate: Promise<{ server: string; cloud: string; network: string; template: string }> | undefined

  estate() {
    this.#estate ??= (async () => {
      const server = await this.connect()
      return {
        server,
        cloud: await this.enable(server, 'clouds', 'cloud1', 'Production Cloud'),
        network: await this.enable(server, 'virtualNetworks', 'net1', 'VM Network'),
        template: await this.enable(server, 'virtualMachineTemplates', 'template1', 'Linux'),
      }
    })()
    return this.#estate
  }

  /** Fails unless the record's checkpoints are those of the host. Answers their ids. */
  async agreed(name: string): Promise<string[]> {
    const { uuid, checkpoints } = (await this.instance(name)).properties.infrastructureProfile!
    const report = await this.host.observe(uuid!, new AbortController().signal)
    const recorded = checkpoints!.map(({ checkpointID }) => checkpointID!)
    assert.deepEqual(report?.checkpoints.map(({ id }) => id).sort(), [...recorded].sort())
    return recorded
  }

  /** Makes a checkpoint and answers its id. */
  async checkpoint(name: string, sent: { name?: string; description?: string } = {}) {
    const before = new Set(await this.agreed(name))
    await this.done('POST', `${instanceOf(name)}/createCheckpoint`, sent)
    const fresh = (await this.agreed(name)).filter((id) => !before.has(id))
    assert.equal(fresh.length, 1)
    return fresh[0]!
  }

  async instance(name: string): Promise<InstanceWire & { readonly properties: Properties }> {
    const { status, body, text } = await this.call<InstanceWire>('GET', instanceOf(name))
    assert.equal(status, 200, text)
    return body as InstanceWire & { readonly properties: Properties }
  }
}

const noRoles: RoleDirectory = {
  principalTypeOf: async () => undefined,
  permissionsAt: async () => [],
  builtIn: [],
  findCustomRole: async () => undefined,
  listCustomRoles: async () => [],
  saveCustomRole: async () => {},
  deleteCustomRole: async () => {},
  isRoleAssigned: async () => false,
  findRoleAssignment: async () => undefined,
  roleAssignmentsAround: async () => [],
  insertRoleAssignment: async () => false,
  deleteRoleAssignment: async () => false,
  deleteRoleAssignmentsUnder: async () => {},
}

/** What a host call that is cut off was: it never arrived, or its answer never did. */
export type Cut = 'before' | 'after'

/** A hypervisor whose next call of a name can be cut off, as by the death of the process. */
export class FragileHost {
  #next: { readonly call: string; readonly cut: Cut } | undefined
  #reached = Promise.withResolvers<void>()

  /** Resolves once the call has been cut off: it then hangs until it is aborted. */
  cutNext(call: keyof HypervisorDriver, cut: Cut): Promise<void> {
    this.#next = { call, cut }
    this.#reached = Promise.withResolvers()
    return this.#reached.promise
  }

  #refused: string | undefined

  /** From now on the host refuses every call of this name. */
  refuse(call: keyof HypervisorDriver): void {
    this.#refused = call
  }

  around = (driver: HypervisorDriver): HypervisorDriver =>
    new Proxy(driver, {
      get: (target, name) => {
        const member = Reflect.get(target, name)
        if (typeof member !== 'function') return member
        return (...sent: unknown[]) =>
          this.#call(String(name), sent, () => member.apply(target, sent))
      },
    })

  async #call(call: string, sent: readonly unknown[], make: () => unknown): Promise<unknown> {
    if (this.#refused === call) throw new HypervisorRefusal('NotResponding', 'It is not there.')
    if (this.#next?.call !== call) return await make()
    const { cut } = this.#next
    this.#next = undefined
    if (cut === 'after') await make()
    this.#reached.resolve()
    const signal = sent.at(-1) as AbortSignal
    return await new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  }
}

type Properties = NonNullable<InstanceWire['properties']>

export const serverBody = (fqdn: string) => ({
  location: 'westeurope',
  extendedLocation: { type: 'CustomLocation', name: `${CUSTOM_LOCATION}-${fqdn}` },
  properties: { fqdn, port: 8100, credentials: { username: 'admin', password: 'secret' } },
})

/** A world that ends with its test. */
export async function start(t: Pick<TestContext, 'after'>, options?: WorldOptions): Promise<World> {
  const world = await World.start(options)
  t.after(() => world.close())
  return world
}

/** The body of a machine's PUT. */
export const put = (properties: Record<string, unknown>) => ({
  extendedLocation: EXTENDED_LOCATION,
  properties,
})
