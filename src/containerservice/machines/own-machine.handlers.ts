import { findResource, save } from '#arm/resources/resource.queries.ts'
import { newResource } from '#arm/resources/resource.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { defined } from '#kernel/defined.ts'
import type { Handler } from '#kernel/handler.ts'
import { poolNotFound, refuseBusyCluster } from '../agent-pools/agent-pool.errors.ts'
import { checkVersion, firstOf } from '../agent-pools/agent-pool.rules.ts'
import type { AgentPool } from '../agent-pools/agent-pool.ts'
import { beginOnPool, workOn } from '../agent-pools/agent-pool-begin.ts'
import { surroundingsOf } from '../agent-pools/agent-pool-put.ts'
import { checkLabels } from '../agent-pools/node-labels.ts'
import { checkVmSize } from '../agent-pools/vm-size.rules.ts'
import { aksError } from '../errors.ts'
import { checkConditions } from '../etag.ts'
import type { Handlers } from '../handler.ts'
import { resolveVersion } from '../kubernetes-versions/versions-catalogue.ts'
import { requireParent } from '../managed-clusters/managed-cluster.errors.ts'
import { listPools } from '../managed-clusters/managed-cluster.queries.ts'
import type { ManagedCluster } from '../managed-clusters/managed-cluster.ts'
import { startedHeaders } from '../polling.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations, Schemas } from '../wire.ts'
import {
  countOf,
  freeNumber,
  hasOwnMachines,
  listMachines,
  MACHINE_TYPE,
  machineId,
  type OwnMachine,
  presentMachine,
  type StoredMachine,
} from './own-machine.ts'

/** As the REST reference has it: a name like a pool's, or of 40 letters, digits, hyphens and underscores. */
const NAME = /^[a-zA-Z0-9][-_a-zA-Z0-9]{0,39}$/

const Machines_CreateOrUpdate: Handler<
  Operations['Machines_CreateOrUpdate'],
  ServicePorts
> = async (request, ports) => {
  const { params, body: asked } = request
  const put = await ports.store.write(async (tx) => {
    const cluster = await requireParent(tx, params)
    const pools = await listPools(tx, cluster.id)
    const pool = pools.find(({ name }) => name === params.agentPoolName)
    if (!pool) throw poolNotFound(params.agentPoolName, cluster.name)
    const machines = await listMachines(tx, pool)
    const id = machineId(pool, params.machineName)
    const before = await findResource<StoredMachine>(tx, id)
    checkConditions(request, before)
    refuseBusyCluster(ports, cluster, pools, pool.name)
    const fault = checkMachine(ports, cluster, pool, params.machineName, asked, before)
    if (fault) throw fault
    const machine = await save(tx, {
      ...newResource<StoredMachine>({
        id,
        type: MACHINE_TYPE,
        provisioningState: before ? 'Updating' : 'Creating',
        body: completed(ports, pool, asked, before?.body, freeNumber(machines)),
      }),
      revision: before?.revision ?? 0,
    })
    const others = machines.filter(({ name }) => name !== machine.name)
    const { properties } = pool.body
    const count = countOf([...others, machine])
    const begun = await beginOnPool(tx, ports, cluster, pool, {
      event: 'scale',
      durable: ports.durables.poolPutMachine,
      input: { ...workOn(cluster, pool), machine: machine.name },
      pool: { ...pool, body: { ...pool.body, properties: { ...properties, count } } },
    })
    return { ...begun, machine, status: before ? 200 : 201 }
  })
  ports.engine.wake()
  return {
    status: put.status,
    headers: startedHeaders(ports, request, put.cluster, put.operation),
    body: presentMachine(put.cluster, put.pool, put.machine),
  }
}

const invalid = (name: string, reason: string): AzureError =>
  aksError('InvalidParameter', { name, reason }, { target: name })

function checkMachine(
  ports: ServicePorts,
  cluster: ManagedCluster,
  pool: AgentPool,
  name: string,
  { properties = {} }: Schemas['Machine'],
  before: OwnMachine | undefined,
): AzureError | undefined {
  const { hardware, kubernetes, mode } = properties
  const around = surroundingsOf(ports, cluster)
  return firstOf(
    () =>
      !hasOwnMachines(pool) &&
      invalid('agentPoolName', `'${pool.name}' is not of the mode 'Machines'.`),
    () => !NAME.test(name) && invalid('machineName', `'${name}' is no name of a machine.`),
    () =>
      mode !== undefined &&
      !['System', 'User'].includes(mode) &&
      invalid('mode', "It must be 'System' or 'User'."),
    () =>
      before !== undefined &&
      hardware?.vmSize !== undefined &&
      hardware.vmSize !== before.body.vmSize &&
      aksError('PropertyChangeNotAllowed', { name: 'properties.hardware.vmSize' }),
    () => checkVmSize(pool.name, { vmSize: hardware?.vmSize || '' }, around),
    () => kubernetes && checkLabels(kubernetes),
    () => checkVersion(kubernetes?.orchestratorVersion, around),
  )
}

/** What is sent changes, the rest stays or is the pool's. */
function completed(
  ports: ServicePorts,
  pool: AgentPool,
  { properties = {}, zones }: Schemas['Machine'],
  before: StoredMachine | undefined,
  number: number,
): StoredMachine {
  const { hardware, kubernetes = {}, mode, tags } = properties
  const { nodeLabels, nodeTaints, maxPods, orchestratorVersion } = kubernetes
  const ofPool = pool.body.properties
  const asked = orchestratorVersion || before?.kubernetes.orchestratorVersion
  return {
    number: before?.number ?? number,
    zones: zones ?? before?.zones ?? [],
    vmSize: before?.vmSize ?? (hardware?.vmSize || ofPool.vmSize!),
    version: asked
      ? resolveVersion(ports.versions, asked)!
      : (before?.version ?? ofPool.currentOrchestratorVersion!),
    kubernetes: {
      ...before?.kubernetes,
      ...defined({ nodeLabels, nodeTaints, maxPods, orchestratorVersion }),
    },
    mode: mode ?? before?.mode ?? 'User',
    ...defined({ tags: tags ?? before?.tags }),
    isMade: before?.isMade ?? false,
  }
}

export const ownMachineHandlers = { Machines_CreateOrUpdate } satisfies Handlers
