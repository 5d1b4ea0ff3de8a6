import type { components } from '#contract/batch/types.ts'
import type { Request } from '#kernel/handler.ts'
import { toNetIso } from '#kernel/instant.ts'
import type { Pool } from '../pools/pool.ts'
import { isLinux } from '../pools/settings/system.ts'
import { withoutRegistryPassword } from '../secrets.wire.ts'
import { urlOf } from '../wire/replies.ts'
import { affinityIdOf, ipAddressOf, type Node, type StartTaskRun } from './node.ts'

type Schemas = components['schemas']

export const nodeUrl = (request: Pick<Request, 'origin'>, { poolId, id }: Node): string =>
  urlOf(request, 'pools', poolId, 'nodes', id)

/** The agent's version as nodes show it. */
const AGENT_VERSION = '1.12.2'
const SSH_PORT = 22
const RDP_PORT = 3389
/** Recorded of cloud services: all nodes share the port, and it leads to this one. */
const FORWARDED_PORT = 20_000
/** From here on, a port for each node. */
const FIRST_LOGIN_PORT = 50_000

/** Where people log in. */
export const loginOf = (node: Node) => ({
  address: ipAddressOf(node),
  port: FIRST_LOGIN_PORT + node.number,
})

export function presentNode(
  request: Pick<Request, 'origin'>,
  node: Node,
  pool: Pool,
  recentTasks: Schemas['TaskInformation'][],
): Readonly<Record<string, unknown>> {
  const { startTask, startTaskRun, certificateReferences, imageReference, errors } = node
  const { lastBootTime } = node
  return {
    id: node.id,
    url: nodeUrl(request, node),
    state: node.state,
    schedulingState: node.schedulingState,
    stateTransitionTime: toNetIso(node.stateTransitionTime),
    ...(lastBootTime !== undefined && { lastBootTime: toNetIso(lastBootTime) }),
    allocationTime: toNetIso(node.allocationTime),
    ipAddress: ipAddressOf(node),
    affinityId: affinityIdOf(node),
    vmSize: node.vmSize,
    totalTasksRun: node.totalTasksRun,
    totalTasksSucceeded: node.totalTasksSucceeded,
    runningTasksCount: node.runningTasks,
    runningTaskSlotsCount: node.runningSlots,
    ...(recentTasks.length > 0 && { recentTasks }),
    ...(startTask && { startTask: withoutRegistryPassword(startTask) }),
    ...(startTaskRun && { startTaskInfo: startTaskInfo(startTaskRun) }),
    // Recorded: an empty list where there are none, and nothing before the first boot.
    ...(lastBootTime !== undefined && { certificateReferences: certificateReferences ?? [] }),
    ...(errors?.length && { errors: [...errors] }),
    isDedicated: node.isDedicated,
    endpointConfiguration: { inboundEndpoints: endpointsOf(node, pool) },
    ...(lastBootTime !== undefined && {
      nodeAgentInfo: { version: AGENT_VERSION, lastUpdateTime: toNetIso(lastBootTime) },
    }),
    ...(imageReference && {
      virtualMachineInfo: {
        imageReference: { ...imageReference, ...exactVersion(imageReference) },
      },
    }),
  }
}

/** When the images were made that pools get who want the latest. */
const LATEST = '202407010'

/** Recorded: `18.04-LTS` is `18.04.202306070` then. Of other images it cannot be known. */
function exactVersion({
  sku = '',
  version,
  virtualMachineImageId,
}: Schemas['ImageReference']): Pick<Schemas['ImageReference'], 'exactVersion'> {
  if (virtualMachineImageId !== undefined) return {}
  if (version !== undefined && version !== 'latest') return { exactVersion: version }
  const [major = '1', minor = '0'] = sku.match(/\d+/g) ?? []
  return { exactVersion: `${major}.${minor}.${LATEST}` }
}

/** The category of a failure is spelt as recorded, which is not as the contract has it. */
function startTaskInfo(run: StartTaskRun): Readonly<Record<string, unknown>> {
  const { endTime, lastRetryTime, exitCode, failureInfo, containerInfo, result } = run
  return {
    state: run.state,
    startTime: toNetIso(run.startTime),
    ...(endTime !== undefined && { endTime: toNetIso(endTime) }),
    ...(exitCode !== undefined && { exitCode }),
    ...(failureInfo && { failureInfo }),
    ...(containerInfo && { containerInfo }),
    retryCount: run.retryCount,
    ...(lastRetryTime !== undefined && { lastRetryTime: toNetIso(lastRetryTime) }),
    ...(result && { result }),
  }
}

/** Nodes share this machine, so what is public in Azure is its own loopback here. */
function endpointsOf(node: Node, pool: Pool): Schemas['InboundEndpoint'][] {
  const { address, port } = loginOf(node)
  const of = (
    name: string,
    protocol: 'tcp' | 'udp',
    frontendPort: number,
    backendPort: number,
  ) => ({
    name,
    protocol,
    publicIPAddress: address,
    publicFQDN: 'localhost',
    frontendPort,
    backendPort,
  })
  const login = isLinux(pool.settings)
    ? of(`SSHRule.${node.number}`, 'tcp', port, SSH_PORT)
    : pool.settings.cloudServiceConfiguration
      ? of(
          'Microsoft.WindowsAzure.Plugins.RemoteForwarder.RdpInput',
          'tcp',
          RDP_PORT,
          FORWARDED_PORT,
        )
      : of(`RDPRule.${node.number}`, 'tcp', port, RDP_PORT)
  const pools = pool.settings.networkConfiguration?.endpointConfiguration?.inboundNATPools ?? []
  // Recorded: the pool's own come first, and where people log in is last.
  return [
    ...pools.map((nat) =>
      of(
        `${nat.name}.${node.number}`,
        nat.protocol,
        nat.frontendPortRangeStart + node.number,
        nat.backendPort,
      ),
    ),
    login,
  ]
}
