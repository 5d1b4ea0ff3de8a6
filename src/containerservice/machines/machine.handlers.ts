import type { Handler } from '#kernel/handler.ts'
import { poolNotFound } from '../agent-pools/agent-pool.errors.ts'
import { findPool } from '../agent-pools/agent-pool.queries.ts'
import { latestNodeImage } from '../agent-pools/agent-pool.ts'
import { aksError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { requireCluster } from '../managed-clusters/managed-cluster.errors.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations } from '../wire.ts'
import { knownMachines } from './known-machines.ts'

type MachineHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>
type OfPool = Parameters<typeof requireCluster>[1] & { readonly agentPoolName: string }

async function found(ports: ServicePorts, params: OfPool) {
  const cluster = await requireCluster(ports.store, params)
  const pool = await findPool(ports.store, cluster.id, params.agentPoolName)
  if (!pool) throw poolNotFound(params.agentPoolName, cluster.name)
  return { cluster, machines: await knownMachines(ports, cluster, pool) }
}

const isSame = (name: string, asked: string): boolean => name.toLowerCase() === asked.toLowerCase()

const Machines_List: MachineHandler<'Machines_List'> = async ({ params }, ports) => ({
  status: 200,
  body: { value: (await found(ports, params)).machines },
})

const Machines_Get: MachineHandler<'Machines_Get'> = async ({ params }, ports) => {
  const { cluster, machines } = await found(ports, params)
  const machine = machines.find(({ name }) => isSame(name!, params.machineName))
  if (machine) return { status: 200, body: machine }
  throw aksError('NotFound', { what: 'machine', name: params.machineName, cluster: cluster.name })
}

const SKUS = ['Ubuntu', 'AzureLinux', 'CBLMariner', 'Windows2019', 'Windows2022'] as const

const NodeImageVersions_List: MachineHandler<'NodeImageVersions_List'> = async ({ now }) => ({
  status: 200,
  body: {
    value: SKUS.map((osSKU) => {
      const fullName = latestNodeImage(osSKU, now)
      const [os = '', ...rest] = fullName.split('-')
      const version = rest.pop() ?? ''
      return { os, sku: rest.join('-'), version, fullName }
    }),
  },
})

/** What clusters have of kinds that cannot be made here: nothing. */
async function none({ params }: { params: OfCluster }, { store }: ServicePorts) {
  await requireCluster(store, params)
  return { status: 200, body: { value: [] } }
}
type OfCluster = Parameters<typeof requireCluster>[1]

const IdentityBindings_ListByManagedCluster: MachineHandler<'IdentityBindings_ListByManagedCluster'> =
  none

const IdentityBindings_Get: MachineHandler<'IdentityBindings_Get'> = async (
  { params },
  { store },
) => {
  const { name: cluster } = await requireCluster(store, params)
  throw aksError('NotFound', {
    what: 'identity binding',
    name: params.identityBindingName,
    cluster,
  })
}

export const machineHandlers = {
  Machines_List,
  Machines_Get,
  NodeImageVersions_List,
  IdentityBindings_ListByManagedCluster,
  IdentityBindings_Get,
} satisfies Handlers
