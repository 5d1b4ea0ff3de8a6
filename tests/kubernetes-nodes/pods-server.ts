// A server whose pools are pods of a Kubernetes of this machine.
import { freshAgent } from '../../scripts/agent.ts'
import { PoolsServer } from '../clusters/pools-server.ts'
import { KubernetesCluster } from './kubernetes-cluster.ts'

const rulesOn = (kubeconfig: string): string =>
  `kubernetes: { kubeconfig: ${kubeconfig} }
rules:
  - match: { pool: spare* }
    provider: kubernetes
    nodeSelector: { sort: spare }
    labels: { team: blue }
    NODE
  - match: { pool: limited* }
    provider: kubernetes
    namespace: limited
    NODE
  - match: { pool: nowhere* }
    provider: kubernetes
    nodeSelector: { sort: none }
    NODE
  - match: { lowPriority: true }
    provider: kubernetes
    nodeSelector: { sort: spare }
    priorityClassName: low
    node: PROGRAM
  - provider: kubernetes
    nodeSelector: { sort: common }
    NODE
limits: { queued: 50, drainMinutes: 1 }
`
    .replaceAll(
      'NODE',
      'node: PROGRAM\n    resources: none\n    spec: { terminationGracePeriodSeconds: 2 }',
    )
    .replaceAll('PROGRAM', process.execPath)

const LONG_MS = 120_000

export class PodsServer extends PoolsServer<KubernetesCluster> {
  static async start(): Promise<PodsServer> {
    await freshAgent()
    const cluster = await KubernetesCluster.start()
    const server = new PodsServer(cluster, LONG_MS)
    await cluster.prepare()
    return await server.open(rulesOn(cluster.kubeconfig))
  }

  /** Its pods are no more. */
  async endPool(id: string): Promise<void> {
    await this.client.pool.deleteMethod(id)
    await this.until(
      async () => ((await this.cluster.podsOf(id)).length === 0 ? true : undefined),
      `the pods of ${id} are gone`,
    )
  }
}
