// Calls that do something to a cluster as a whole and answer 202 with nothing but headers.

import type { Handler, Reply, Request } from '#kernel/handler.ts'
import type { AgentPool } from '../agent-pools/agent-pool.ts'
import { aksError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import { startedHeaders } from '../polling.ts'
import type { ServicePorts } from '../service-ports.ts'
import type { Operations } from '../wire.ts'
import { requireCluster } from './managed-cluster.errors.ts'
import { listPools } from './managed-cluster.queries.ts'
import type { ManagedCluster } from './managed-cluster.ts'
import type { ClusterWork } from './work/managed-cluster.operations.ts'
import { type Beginning, beginOn } from './work/managed-cluster-begin.ts'
import { movedPool } from './work/managed-cluster-commit.ts'

type ActionHandler<Id extends keyof Operations> = Handler<Operations[Id], ServicePorts>
type ActionRequest = Pick<Request, 'origin' | 'now' | 'method'> & {
  readonly params: Parameters<typeof requireCluster>[1]
}

/** Starts the operation that `begin` makes of the cluster and its pools. */
async function act<Work extends ClusterWork>(
  request: ActionRequest,
  ports: ServicePorts,
  begin: (cluster: ManagedCluster, pools: readonly AgentPool[]) => Beginning<Work>,
): Promise<Reply> {
  const { cluster, operation } = await ports.store.write(async (tx) => {
    const found = await requireCluster(tx, request.params)
    return await beginOn(tx, ports, found, begin(found, await listPools(tx, found.id)))
  })
  ports.engine.wake()
  return { status: 202, headers: startedHeaders(ports, request, cluster, operation) }
}

/** Pools that were stopped by themselves take no part in what their cluster does with power. */
const together =
  (event: 'stop' | 'start' | 'rotate') =>
  (pool: AgentPool): AgentPool =>
    pool.body.stoppedAlone ? pool : movedPool(pool, event)

const refuseAvailabilitySets = (pools: readonly AgentPool[]): void => {
  if (pools.some(({ body }) => body.properties.type === 'AvailabilitySet')) {
    throw aksError('OperationNotAllowed:availability-set')
  }
}

const ManagedClusters_Stop: ActionHandler<'ManagedClusters_Stop'> = (request, ports) =>
  act(request, ports, ({ id, body }, pools) => {
    refuseAvailabilitySets(pools)
    if (body.properties.nodeProvisioningProfile?.mode === 'Auto') {
      throw aksError('OperationNotAllowed:node-provisioning')
    }
    const { stop } = ports.durables
    return { event: 'stop', durable: stop, input: { cluster: id }, pool: together('stop') }
  })

const ManagedClusters_Start: ActionHandler<'ManagedClusters_Start'> = (request, ports) =>
  act(request, ports, ({ id }, pools) => {
    refuseAvailabilitySets(pools)
    const { start } = ports.durables
    return { event: 'start', durable: start, input: { cluster: id }, pool: together('start') }
  })

const ManagedClusters_RotateClusterCertificates: ActionHandler<
  'ManagedClusters_RotateClusterCertificates'
> = (request, ports) =>
  act(request, ports, ({ id }, pools) => ({
    event: 'rotate',
    durable: ports.durables.rotateCertificates,
    input: {
      cluster: id,
      nodes: pools.reduce((sum, pool) => sum + (pool.body.properties.count ?? 1), 0),
    },
    cluster: ({ body, ...cluster }) => {
      const keys = body.credentials?.serviceAccountKeys
      const nextCredentials = ports.credentials.issue(request.now, keys)
      return { ...cluster, body: { ...body, nextCredentials } }
    },
    pool: together('rotate'),
  }))

const ManagedClusters_RotateServiceAccountSigningKeys: ActionHandler<
  'ManagedClusters_RotateServiceAccountSigningKeys'
> = (request, ports) =>
  act(request, ports, ({ id, body }) => {
    if (!body.properties.oidcIssuerProfile?.enabled) throw aksError('BadRequest:no-oidc-issuer')
    return {
      event: 'update',
      durable: ports.durables.rotateSigningKeys,
      input: { cluster: id },
      cluster: ({ body: current, ...cluster }) => {
        // The key before stays good for a while; a second rotation drops it.
        const credentials = current.credentials ?? ports.credentials.issue(current.credentialsFrom)
        const kept = credentials.serviceAccountKeys.slice(0, 1)
        const serviceAccountKeys = [ports.credentials.serviceAccountKey(), ...kept]
        const nextCredentials = { ...credentials, serviceAccountKeys }
        return { ...cluster, body: { ...current, credentials, nextCredentials } }
      },
    }
  })

const ManagedClusters_ResetServicePrincipalProfile: ActionHandler<
  'ManagedClusters_ResetServicePrincipalProfile'
> = (request, ports) =>
  act(request, ports, ({ id, body }) => {
    if (body.properties.servicePrincipalProfile?.clientId === 'msi') {
      throw aksError('BadRequest:managed-identity')
    }
    const { clientId, secret } = request.body
    return {
      event: 'reset',
      durable: ports.durables.resetServicePrincipal,
      input: { cluster: id },
      cluster: (cluster) => ({
        ...cluster,
        body: {
          ...cluster.body,
          properties: { ...cluster.body.properties, servicePrincipalProfile: { clientId } },
          secrets: {
            ...cluster.body.secrets,
            ...(secret === undefined ? {} : { servicePrincipal: secret }),
          },
        },
      }),
    }
  })

const ManagedClusters_ResetAADProfile: ActionHandler<'ManagedClusters_ResetAADProfile'> = (
  request,
  ports,
) =>
  act(request, ports, ({ id, body }) => {
    if (body.properties.aadProfile?.managed) throw aksError('BadRequest:managed-entra')
    const { serverAppSecret, ...aadProfile } = request.body
    return {
      event: 'update',
      durable: ports.durables.resetEntra,
      input: { cluster: id },
      cluster: (cluster) => ({
        ...cluster,
        body: {
          ...cluster.body,
          properties: { ...cluster.body.properties, aadProfile },
          secrets: {
            ...cluster.body.secrets,
            ...(serverAppSecret === undefined ? {} : { serverApp: serverAppSecret }),
          },
        },
      }),
    }
  })

export const managedClusterActionsHandlers = {
  ManagedClusters_Stop,
  ManagedClusters_Start,
  ManagedClusters_RotateClusterCertificates,
  ManagedClusters_RotateServiceAccountSigningKeys,
  ManagedClusters_ResetServicePrincipalProfile,
  ManagedClusters_ResetAADProfile,
} satisfies Handlers
