// Every operation on a machine, with each of its steps repeated, failing and interrupted.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { save } from '#arm/resources/resource.queries.ts'
import { newResource } from '#arm/resources/resource.ts'
import { onDemand } from '#drivers/hypervisor/on-demand.ts'
import type { HypervisorDriver } from '#drivers/hypervisor/port.ts'
import { openSimulated } from '#drivers/hypervisor/simulated.ts'
import type { Durable } from '#engine/operation.ts'
import {
  failEveryStep,
  interruptEveryStep,
  type Moment,
  repeatEveryStep,
  type Scene,
  type Trial,
} from '#testing/trials/operations.ts'
import type { World } from '#testing/trials/world.ts'
import { withCheckpointEvent } from './checkpoints/checkpoint.machine.ts'
import { defaultEstate } from './estate/default-estate.ts'
import { keepMachines } from './estate/keep.ts'
import { definitionOf } from './host-machines/definition.ts'
import { machineOf } from './host-machines/estate-machine.ts'
import { findMachine, saveMachine } from './host-machines/host-machine.queries.ts'
import type { HostMachine } from './host-machines/host-machine.ts'
import { guidOf } from './ids.ts'
import type { ScvmmPorts } from './ports.ts'
import { durablesOf } from './service-ports.ts'
import { findInstanceById } from './virtual-machine-instances/instance.queries.ts'
import { type Instance, newInstance } from './virtual-machine-instances/instance.ts'
import type { MachineWork } from './virtual-machine-instances/instance-steps.ts'

const signal = new AbortController().signal
const HYBRID = '/subscriptions/s/resourceGroups/g/providers/Microsoft.HybridCompute/machines/vm'
const UUID = guidOf('vm')
const FIRST = guidOf('first').toUpperCase()
const SECOND = guidOf('second').toUpperCase()

const systemData = {
  createdBy: 'me',
  createdByType: 'User',
  createdAt: '',
  lastModifiedBy: 'me',
  lastModifiedByType: 'User',
  lastModifiedAt: '',
} as const

/** One hypervisor a world: a trial makes its kind and its stage apart. */
const hosts = new WeakMap<World, HypervisorDriver>()

function portsOf(world: World): ScvmmPorts {
  const hypervisor = hosts.get(world) ?? onDemand(openSimulated)
  hosts.set(world, hypervisor)
  const { store, engine } = world
  return { store, engine, hypervisor, random: (bytes) => new Uint8Array(bytes).fill(7) }
}

type Durables = ReturnType<typeof durablesOf>

interface Case {
  readonly name: string
  durable(durables: Durables): Durable<never>
  /** What this kind of work knows beside what all do. */
  readonly work?: object
  /** How the machine is before: running, with the checkpoints FIRST and SECOND, unless changed. */
  readonly isNew?: boolean
  readonly isStopped?: boolean
}

const event = (type: 'restore' | 'delete', id: string) => ({ event: { type, id } })
const described = defaultEstate[0]!.virtualMachines[0]!
const hardware = machineOf(UUID, described, {
  vmm: 'vmm',
  clouds: new Map(),
  networks: new Map(),
}).hardware

const cases: readonly Case[] = [
  { name: 'create', durable: ({ create }) => create as Durable<never>, isNew: true },
  { name: 'start', durable: ({ start }) => start as Durable<never>, isStopped: true },
  {
    name: 'stop',
    durable: ({ stop }) => stop as Durable<never>,
    work: { skipShutdown: true },
  },
  { name: 'restart', durable: ({ restart }) => restart as Durable<never> },
  {
    name: 'update',
    durable: ({ update }) => update as Durable<never>,
    isStopped: true,
    work: {
      plan: {
        hardware: { ...hardware, cpuCount: 3 },
        changesHardware: true,
        checkpointType: 'Standard',
        availabilitySets: [],
      },
    },
  },
  {
    name: 'createCheckpoint',
    durable: ({ createCheckpoint }) => createCheckpoint as Durable<never>,
    work: {
      event: { type: 'create', id: guidOf('third').toUpperCase(), name: 'c', description: '' },
    },
  },
  {
    name: 'restoreCheckpoint',
    durable: ({ restoreCheckpoint }) => restoreCheckpoint as Durable<never>,
    work: event('restore', FIRST),
  },
  {
    name: 'deleteCheckpoint',
    durable: ({ deleteCheckpoint }) => deleteCheckpoint as Durable<never>,
    work: event('delete', FIRST),
  },
  {
    name: 'delete',
    durable: (durables) => durables.delete as Durable<never>,
    work: { force: false, deleteFromHost: true },
  },
]

async function stage(world: World, at: Case): Promise<Scene<never>> {
  const ports = portsOf(world)
  const { store, hypervisor } = ports
  const ids = { vmm: 'vmm', clouds: new Map(), networks: new Map() }
  let machine: HostMachine = {
    ...machineOf(UUID, described, ids),
    checkpointType: 'Standard',
    ...(at.isNew ? { isBeingMade: true } : { isDefined: true }),
  }
  if (!at.isNew) {
    await hypervisor.define(definitionOf(machine), signal)
    if (!at.isStopped) await hypervisor.start(UUID, signal)
    machine = { ...machine, power: at.isStopped ? 'Stopped' : 'Running' }
    for (const id of [FIRST, SECOND]) {
      await hypervisor.createCheckpoint(UUID, id, 'standard', signal)
      const event = { type: 'create', id, name: id, description: '' } as const
      const decision = withCheckpointEvent(machine, event, (words) => guidOf(`${id} ${words}`))
      assert.ok(decision.accepted)
      machine = decision.next
    }
  }
  const hybrid = newResource({ id: HYBRID, type: 'm', provisioningState: 'Succeeded', body: {} })
  const body = { machine: UUID, asked: {}, osProfile: {}, availabilitySets: [] }
  const instance: Instance = newInstance(hybrid, {}, body, systemData)
  await store.write(async (tx) => {
    await saveMachine(tx, machine)
    await save(tx, { ...instance, provisioningState: 'Updating' })
  })
  const common: MachineWork = {
    resource: instance.id,
    verb: 'POST',
    location: 'westeurope',
    before: 'Succeeded',
    machine: UUID,
  }
  return {
    resource: instance.id,
    input: { ...common, ...at.work } as unknown as never,
    outcome: () => outcomeOf(ports, instance.id),
  }
}

interface Outcome {
  readonly state: string | undefined
  readonly machine: unknown
  readonly tree: readonly (readonly [string, string])[]
  readonly current: string | undefined
  readonly host: { readonly power: string; readonly cpuCount: number } | undefined
  readonly onHost: readonly string[]
}

/** What is to be the same however the operation came to its end; ids of files are not. */
async function outcomeOf({ store, hypervisor }: ScvmmPorts, id: string): Promise<Outcome> {
  const instance = await findInstanceById(store, id)
  const machine = await findMachine(store, UUID)
  const report = await hypervisor.observe(UUID, signal)
  return {
    state: instance?.provisioningState,
    machine: machine && [machine.power, machine.hardware.cpuCount, machine.isDefined],
    tree: (machine?.checkpoints.checkpoints ?? []).map((each) => [
      each.checkpointID,
      each.parentCheckpointID,
    ]),
    current: machine?.checkpoints.currentID,
    host: report && { power: report.power, cpuCount: report.hardware.cpuCount },
    onHost: report?.checkpoints.map((each) => each.id).sort() ?? [],
  }
}

const trialOf = (at: Case): Trial<never> => ({
  kind: (world) => at.durable(durablesOf(portsOf(world))),
  stage: (world) => stage(world, at),
})

/** After an unhappy end, and a look at the host, the record and the host tell the same. */
const agreeingTrial = (at: Case): Trial<never> => ({
  ...trialOf(at),
  async stage(world) {
    const scene = await stage(world, at)
    return {
      ...scene,
      async outcome() {
        await keepMachines(portsOf(world))(signal)
        return await scene.outcome()
      },
    }
  },
})

function assertAgrees(outcome: unknown, at: Moment): void {
  const { tree, onHost, machine, host, current } = outcome as Outcome
  // Only a trial fails a making that went well: then nothing is left to clear it away.
  const isContrived = at.step === 'define' && at.when === 'after'
  if (host && !isContrived) assert.ok(machine)
  assert.deepEqual(tree.map(([id]) => id).sort(), onHost)
  if (current !== undefined) assert.ok(onHost.includes(current))
  if (!machine || !host) return
  const [power, cpuCount] = machine as [string, number]
  assert.deepEqual([power.toLowerCase(), cpuCount], [host.power, host.cpuCount])
}

for (const at of cases) {
  describe(`${at.name} of a machine`, () => {
    test('comes to the same end when any step is done again', async () => {
      await repeatEveryStep(trialOf(at))
    })

    test('leaves record and host in agreement when any step fails', async () => {
      await failEveryStep(agreeingTrial(at), assertAgrees)
    })

    test('leaves record and host in agreement when it is interrupted in any step', async () => {
      await interruptEveryStep(agreeingTrial(at), assertAgrees)
    })
  })
}
