// A control plane as the service describes one, for tests of the driver alone.
import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { certificateIssuer } from '#containerservice/credentials/issuer.ts'
import { type KubernetesOptions, openKubernetes } from '#drivers/cluster/kubernetes/kubernetes.ts'
import type { ClusterDriver, ControlPlane } from '#drivers/cluster/port.ts'
import { realClock } from '#engine/clock.ts'
import { issueCertificate } from '#identity/keys/x509.ts'
import { binariesDirectory } from './programs.ts'

export function aPlane(): ControlPlane {
  const issuer = certificateIssuer(issueCertificate)
  const now = realClock(1).now()
  const issued = issuer.issue(now)
  return {
    cluster: `/subscriptions/s/resourcegroups/g/providers/p/managedclusters/${randomBytes(4).toString('hex')}`,
    kubernetesVersion: '1.37.2',
    hostNames: ['demo.hcp.westeurope.azmk8s.io'],
    credentials: async () => ({
      ...issued,
      administrator: issued.clients.clusterAdmin,
      tokens: [],
      server: (names) => issuer.server(issued.authority, names, now),
    }),
  }
}

export async function aDriver(options: Partial<KubernetesOptions> = {}): Promise<ClusterDriver> {
  return await openKubernetes({
    directory: join(mkdtempSync(join(tmpdir(), 'lazuli-kube-')), 'clusters'),
    isEphemeral: true,
    now: realClock().now,
    binaries: await binariesDirectory(),
    ...options,
  })
}
