import { save } from '#arm/resources/resource.queries.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Tx } from '#store/tx.ts'
import { poolNotFound, refuseBusyCluster } from '../agent-pools/agent-pool.errors.ts'
import { findPool } from '../agent-pools/agent-pool.queries.ts'
import { checkCount } from '../agent-pools/agent-pool.rules.ts'
import type { AgentPool } from '../agent-pools/agent-pool.ts'
import { beginOnPool, workOn } from '../agent-pools/agent-pool-begin.ts'
import { aksError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { requireCluster } from '../managed-clusters/managed-cluster.errors.ts'
import { listPools } from '../managed-clusters/managed-cluster.queries.ts'
import { startedHeaders } from '../polling.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations } from '../wire.ts'
import { knownMachines } from './known-machines.ts'
import { countOf, hasOwnMachines, listMachines, type OwnMachine } from './own-machine.ts'

const AgentPools_DeleteMachines: Handler<
  Operations['AgentPools_DeleteMachines'],
  ServicePorts
> = async (request, ports) => {
  const { params, body } = request
  const asked = [...new Set(body.machineNames.map((name) => name.toLowerCase()))]
  const name = params.agentPoolName
  await refuseUnknown(ports, params, asked)
  const begun = await ports.store.write(async (tx) => {
    const cluster = await requireCluster(tx, params)
    const pools = await listPools(tx, cluster.id)
    refuseBusyCluster(ports, cluster, pools, name)
    const found = pools.find((pool) => pool.name === name)
    if (!found) throw poolNotFound(name, cluster.name)
    const pool = hasOwnMachines(found)
      ? await withoutMachines(tx, found, asked)
      : withFewer(found, asked.length)
    return await beginOnPool(tx, ports, cluster, found, {
      event: 'scale',
      durable: ports.durables.poolDeleteMachines,
      input: { ...workOn(cluster, found), machines: asked },
      pool,
    })
  })
  ports.engine.wake()
  return { status: 202, headers: startedHeaders(ports, request, begun.cluster, begun.operation) }
}

/** Outside of the transaction: the cluster itself is asked which machines it has. */
async function refuseUnknown(
  ports: ServicePorts,
  params: Parameters<typeof requireCluster>[1] & { readonly agentPoolName: string },
  asked: readonly string[],
): Promise<void> {
  const cluster = await requireCluster(ports.store, params)
  const pool = await findPool(ports.store, cluster.id, params.agentPoolName)
  if (!pool) throw poolNotFound(params.agentPoolName, cluster.name)
  const machines = await knownMachines(ports, cluster, pool)
  const known = new Set(machines.map((machine) => machine.name?.toLowerCase()))
  const unknown = asked.find((machine) => !known.has(machine))
  if (unknown === undefined) return
  throw aksError('NotFound', { what: 'machine', name: unknown, cluster: cluster.name })
}

/** The pool without machines that were made by themselves, which go from now on. */
async function withoutMachines(
  tx: Tx,
  found: AgentPool,
  asked: readonly string[],
): Promise<AgentPool> {
  const machines = await listMachines(tx, found)
  const isGoing = ({ name }: OwnMachine): boolean => asked.includes(name.toLowerCase())
  for (const machine of machines.filter(isGoing)) {
    await save(tx, { ...machine, provisioningState: 'Deleting' })
  }
  const { properties } = found.body
  const count = countOf(machines.filter((machine) => !isGoing(machine)))
  return { ...found, body: { ...found.body, properties: { ...properties, count } } }
}

/** The pool with so many nodes fewer, where its mode allows that. */
function withFewer(found: AgentPool, fewer: number): AgentPool {
  const { properties } = found.body
  const { mode = 'User' } = properties
  const count = (properties.count ?? 1) - fewer
  const fault = checkCount({ count }, mode)
  if (fault) throw fault
  return { ...found, body: { ...found.body, properties: { ...properties, count } } }
}

export const deleteMachinesHandlers = { AgentPools_DeleteMachines } satisfies Handlers
