// Builds Microsoft.ContainerService: its ports, and what of it is loaded when it is used.
import { randomBytes } from 'node:crypto'
import { certificateIssuer } from '#containerservice/credentials/issuer.ts'
import type { ContainerServicePorts } from '#containerservice/ports.ts'
import { containerService } from '#containerservice/service.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import { issueCertificate } from '#identity/keys/x509.ts'
import type { LazuliPorts } from '#lazuli/ports.ts'
import type { ProviderRoom } from './arm.ts'
import { faultyClusters } from './faults/faulty-ports.ts'
import { loadedWhenUsed, type Parts, retryAfterOf } from './parts.ts'

export interface ContainerRoom extends ProviderRoom {
  readonly ports: ContainerServicePorts
  /** For the admin API: begins what Azure does to a cluster unasked. */
  readonly maintain: LazuliPorts['maintain']
}

export function openContainerService(parts: Parts): ContainerRoom {
  const { options, replacements, store, engine, identity, catalogues } = parts
  const random = replacements.random ?? randomBytes
  const ports: ContainerServicePorts = {
    store,
    engine,
    clusters: faultyClusters(replacements.clusters ?? simulatedClusters(), parts.faults),
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
  }
  const whenUsed = loadedWhenUsed(engine, async () => {
    const { containerDurables } = await import('#containerservice/durables.ts')
    return containerDurables(ports)
  })
  const service = containerService(ports)
  const maintenance = whenUsed(
    async () =>
      await import('#containerservice/managed-clusters/work/managed-cluster.maintenance.ts'),
  )
  return {
    ports,
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
