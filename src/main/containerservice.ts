// Joins Microsoft.ContainerService: its ports, and what of it is loaded when it is used.
import { randomBytes } from 'node:crypto'
import { certificateIssuer } from '#containerservice/credentials/issuer.ts'
import type { ContainerServicePorts } from '#containerservice/ports.ts'
import { containerService } from '#containerservice/service.ts'
import { simulatedClusters } from '#drivers/cluster/simulated.ts'
import { issueCertificate } from '#identity/x509.ts'
import type { JoinedProvider } from './arm.ts'
import { loadedWhenUsed, type Parts, retryAfterOf } from './parts.ts'

export function joinContainerService({ options, store, engine, identity }: Parts): JoinedProvider {
  const ports: ContainerServicePorts = {
    store,
    engine,
    clusters: simulatedClusters(),
    random: (bytes) => randomBytes(bytes),
    tenantId: identity.credentials.tenantId,
    credentials: certificateIssuer(issueCertificate),
    habits: { retryAfter: retryAfterOf(options) },
  }
  const whenUsed = loadedWhenUsed(engine, async () => {
    const { containerDurables } = await import('#containerservice/durables.ts')
    return containerDurables(ports)
  })
  const service = containerService(ports)
  return {
    service: { ...service, handlers: whenUsed(service.handlers) },
    provider: whenUsed(async () => {
      const { containerProvider } = await import('#containerservice/provider.ts')
      return containerProvider(ports)
    }),
  }
}
