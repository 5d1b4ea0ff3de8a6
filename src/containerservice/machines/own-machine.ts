// Machines that were made by themselves, in a pool whose mode is `Machines`: their rows, and what their nodes are.
import { declareBody } from '#arm/resources/body-shapes.ts'
import { listChildResources } from '#arm/resources/resource.queries.ts'
import type { ArmResource } from '#arm/resources/resource.ts'
import { defined } from '#kernel/defined.ts'
import type { Reader } from '#store/tx.ts'
import { type AgentPool, POOL_TYPE } from '../agent-pools/agent-pool.ts'
import { etagOf } from '../etag.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import type { Schemas } from '../wire.ts'
import { machineAt } from './machine.ts'

type Machine = Schemas['Machine']
type MachineProperties = Schemas['MachineProperties']

/** As sent, and completed; what only answers have is left out. */
export interface StoredMachine {
  /** Of its node in the pool. */
  readonly number: number
  readonly zones: readonly string[]
  readonly vmSize: string
  /** In full. */
  readonly version: string
  readonly kubernetes: Pick<
    NonNullable<MachineProperties['kubernetes']>,
    'nodeLabels' | 'nodeTaints' | 'maxPods' | 'orchestratorVersion'
  >
  readonly mode: string
  readonly tags?: Readonly<Record<string, string>>
  /** Whether its node was made once: a change that was given up leaves it. */
  readonly isMade: boolean
}

export type OwnMachine = ArmResource<StoredMachine>

export const MACHINE_TYPE = `${POOL_TYPE}/machines`

declareBody<StoredMachine>(MACHINE_TYPE, {
  number: 'number',
  zones: 'array',
  vmSize: 'string',
  version: 'string',
  kubernetes: 'object',
  mode: 'string',
  tags: 'object?',
  isMade: 'boolean',
})

export const hasOwnMachines = ({ body }: Pick<AgentPool, 'body'>): boolean =>
  body.properties.mode === 'Machines'

export const machineId = (pool: Pick<AgentPool, 'id'>, name: string): string =>
  `${pool.id}/machines/${name}`

export const listMachines = (reader: Reader, pool: Pick<AgentPool, 'id'>): Promise<OwnMachine[]> =>
  listChildResources<StoredMachine>(reader, MACHINE_TYPE, pool.id)

/** Whether its node is to be there: not of one that is going, or whose making was given up. */
export const isWanted = ({ provisioningState, body }: OwnMachine): boolean =>
  provisioningState !== 'Deleting' &&
  (body.isMade || provisioningState === 'Creating' || provisioningState === 'Updating')

/** How many nodes its pool has with these. */
export const countOf = (machines: readonly OwnMachine[]): number => machines.filter(isWanted).length

export const freeNumber = (machines: readonly OwnMachine[]): number => {
  const taken = new Set(machines.map(({ body }) => body.number))
  let number = 0
  while (taken.has(number)) number += 1
  return number
}

/** What the node of a machine is called. */
export const nodeNameOf = (
  cluster: ManagedCluster,
  pool: AgentPool,
  { body }: OwnMachine,
): string => machineAt(cluster, pool, body.number).name!

/** A machine as its own GET answers it. */
export function presentMachine(
  cluster: ManagedCluster,
  pool: AgentPool,
  machine: OwnMachine,
): Machine {
  const { number, zones, vmSize, version, kubernetes, mode, tags } = machine.body
  const node = machineAt(cluster, pool, number)
  return {
    id: machine.id,
    name: machine.name,
    type: machine.type,
    ...(zones.length > 0 ? { zones: [...zones] } : {}),
    properties: {
      ...node.properties,
      hardware: { vmSize },
      kubernetes: {
        ...kubernetes,
        currentOrchestratorVersion: version,
        nodeName: node.name!,
      },
      mode,
      ...defined({ nodeImageVersion: pool.body.properties.nodeImageVersion, tags }),
      provisioningState: machine.provisioningState,
      eTag: etagOf(machine),
    },
  }
}
