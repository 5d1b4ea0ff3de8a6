// SCVMM, hybrid machines and ARM over a stepped clock and a simulated hypervisor, in the server that
// users start.
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { insertGroup } from '#arm/resource-groups/resource-group.queries.ts'
import { type HypervisorDriver, HypervisorRefusal } from '#drivers/hypervisor/port.ts'
import {
  openSimulated,
  type SimulatedDriver,
  type SimulatedOptions,
} from '#drivers/hypervisor/simulated.ts'
import { patientTurn, type ServerClock, steppedClock } from '#engine/clock.ts'
import type { Engine } from '#engine/engine.ts'
import { instant } from '#kernel/instant.ts'
import type { InstanceWire, InventoryItemWire } from '#scvmm/answers/wire.ts'
import type { ScvmmPorts } from '#scvmm/ports.ts'
import type { Store } from '#store/tx.ts'
import { SUBSCRIPTION, TestLazuli, type TestOptions } from '#testing/lazuli.ts'
import { type Answer, ORIGIN, pipelineCall } from '../server/pipeline-call.ts'

export { SUBSCRIPTION }
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

export interface WorldOptions extends Pick<TestOptions, 'options' | 'estate' | 'scvmmHabits'> {
  readonly host?: SimulatedOptions
  /** Stands between the service and the simulated host. */
  readonly around?: (driver: HypervisorDriver) => HypervisorDriver
}

/** A host that died keeps its callers for good: a step waits a while for work, and no longer. */
const someTurns = (turn: number): Promise<void> => patientTurn(turn < 200 ? turn : 0)

export class World {
  readonly host: SimulatedDriver
  readonly clock: ServerClock
  readonly #lazuli: TestLazuli

  private constructor(host: SimulatedDriver, clock: ServerClock, lazuli: TestLazuli) {
    this.host = host
    this.clock = clock
    this.#lazuli = lazuli
  }

  static async start({ host: hosted, around, ...options }: WorldOptions = {}): Promise<World> {
    const host = await openSimulated(hosted)
    const hypervisor = around ? around(host) : host
    const clock = steppedClock(instant(Date.parse('2023-10-05T10:00:00Z')), 1, someTurns)
    const lazuli = await TestLazuli.start({ ...options, hypervisor, clock })
    const world = new World(host, clock, lazuli)
    const now = clock.now()
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
    return world
  }

  get store(): Store {
    return this.#lazuli.inside.store
  }

  get engine(): Engine {
    return this.#lazuli.inside.engine
  }

  get ports(): ScvmmPorts {
    return this.#lazuli.inside.scvmm
  }

  /** What went wrong and is retried, and bugs. */
  get reported(): TestLazuli['reported'] {
    return this.#lazuli.reported
  }

  /** As after `kill -9`: what was under way is lost. */
  restart(): Promise<void> {
    return this.#lazuli.restart()
  }

  async close(): Promise<void> {
    await this.#lazuli[Symbol.asyncDispose]()
    const isBug = ({ what }: { readonly what: string }): boolean => /^[A-Z]+ \//.test(what)
    assert.deepEqual(this.reported.filter(isBug), [])
  }

  async call<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    version = '2023-10-07',
  ): Promise<Answer<Body>> {
    return await pipelineCall<Body>(this.#lazuli, { method, path, version, body, as: 'user' })
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
