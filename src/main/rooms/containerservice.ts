// Builds Microsoft.ContainerService: its ports, and what of it is loaded when it is used.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { listResources } from '#arm/resources/resource.queries.ts'
import { certificateIssuer } from '#containerservice/credentials/issuer.ts'
import type { ContainerServicePorts } from '#containerservice/ports.ts'
import { containerService } from '#containerservice/service.ts'
import { clustersOnDemand } from '#drivers/cluster/on-demand.ts'
import type { ClusterDriver, TokenAuthority } from '#drivers/cluster/port.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import { groupsOf } from '#identity/graph/directory.queries.ts'
import { issueCertificate } from '#identity/keys/x509.ts'
import { permitsData } from '#identity/roles/roles.ts'
import type { Instant } from '#kernel/instant.ts'
import type { LazuliPorts } from '#lazuli/ports.ts'
import { faultyClusters } from '../faults/faulty-ports.ts'
import { loadedWhenUsed, type Parts, retryAfterOf } from '../parts.ts'
import { pooledRandom } from '../random.ts'
import type { ProviderRoom } from './arm.ts'

export interface ContainerRoom extends ProviderRoom {
  readonly ports: ContainerServicePorts
  /** Goes on with clusters that an earlier server left. */
  resume(): Promise<void>
  /** Ends what clusters run. */
  close(): Promise<void>
  /** For the admin API: begins what Azure does to a cluster unasked. */
  readonly maintain: LazuliPorts['maintain']
}

const WINDOWS = 'windows of maintenance'
const WINDOW_TYPE = 'Microsoft.ContainerService/managedClusters/maintenanceConfigurations'

/** A server without clusters loads nothing of them. */
function clustersOf(parts: Parts): ClusterDriver {
  const { options, directory, clock, wall, report } = parts
  if (options.cluster === 'simulated') return simulatedClusters()
  const place = join(directory.path, 'clusters')
  return clustersOnDemand(
    async () => {
      const { openKubernetes } = await import('#drivers/cluster/kubernetes/kubernetes.ts')
      return await openKubernetes({
        directory: place,
        isEphemeral: directory.ephemeral,
        binaries: options.kubeBinaries,
        nodes: options.clusterNodes,
        isEager: options.clusterStart === 'eager',
        now: () => wall.now(),
        scaled: (ms) => Math.ceil(clock.scaled(ms)),
        authority: await entraFor(parts),
        report: (error) => report('clusters', error),
      })
    },
    () => existsSync(place),
  )
}

/** Entra, as API servers ask it about their callers. */
async function entraFor({ identity, store, wall }: Parts): Promise<TokenAuthority> {
  const { tokenAuthority } = await import('#containerservice/sign-in/token-authority.ts')
  return tokenAuthority({
    async callerOf(token, audiences) {
      const verified = await identity.verify(token, audiences, wall.now())
      return verified.ok ? verified.caller : undefined
    },
    groupsOf: (oid) => groupsOf(store, oid),
    permits: async (oid, action, scope) =>
      (await identity.permissionsAt({ oid }, scope)).some((held) => permitsData(held, action)),
  })
}

export function openContainerService(parts: Parts): ContainerRoom {
  const { options, replacements, store, engine, identity, catalogues, background } = parts
  const random = replacements.random ?? pooledRandom()
  const ports: ContainerServicePorts = {
    store,
    engine,
    clusters: faultyClusters(replacements.clusters ?? clustersOf(parts), parts.faults),
    random,
    tenantId: identity.credentials.tenantId,
    credentials: replacements.clusterCredentials ?? certificateIssuer(issueCertificate),
    catalogues,
    habits: {
      get retryAfter() {
        return retryAfterOf(parts)
      },
      abortIdle: options.aksAbortIdle === '204' ? 'no-content' : 'conflict',
      showCanceling: options.aksCanceling,
      abortedSucceeds: options.aksAborted === 'succeeded',
      noContent: options.aksLocation === undefined ? undefined : options.aksLocation === '204',
      parallelPools: !options.aksSerialPools,
    },
    onWindows: () => background.timetable.wake(WINDOWS),
  }
  const whenUsed = loadedWhenUsed(engine, async () => {
    const { containerDurables } = await import('#containerservice/durables.ts')
    return containerDurables(ports)
  })
  const service = containerService(ports)
  const windows = whenUsed(async () => {
    const { carryOutMaintenance } = await import(
      '#containerservice/maintenance-configurations/planned-maintenance.ts'
    )
    const { servicePorts } = await import('#containerservice/service-ports.ts')
    return (now: Instant) => carryOutMaintenance(servicePorts(ports), now)
  })
  const maintenance = whenUsed(
    async () =>
      await import('#containerservice/managed-clusters/work/managed-cluster-maintenance.ts'),
  )
  background.timetable.register({
    name: WINDOWS,
    async run() {
      const [any] = await listResources(store, { type: WINDOW_TYPE, limit: 1 })
      return any && (await (await windows())(parts.clock.now()))
    },
  })
  return {
    ports,
    resume: () => ports.clusters.resume(),
    close: () => ports.clusters.close(),
    async maintain(id) {
      const { maintain } = await maintenance()
      const { servicePorts } = await import('#containerservice/service-ports.ts')
      return await maintain(servicePorts(ports), id)
    },
    service: { ...service, handlers: whenUsed(service.handlers) },
    provider: whenUsed(async () => {
      const { containerProvider } = await import('#containerservice/provider/provider.ts')
      return containerProvider(ports)
    }),
  }
}
