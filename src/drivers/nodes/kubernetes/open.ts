// Nodes on Kubernetes, from a file's credentials and rules.
import { apiPods } from './api-pods.ts'
import { credentialsIn, type Kubeconfig } from './credentials.ts'
import { KubernetesNodes, type KubernetesOptions } from './kubernetes-nodes.ts'
import { keeperOf, type PodOwner } from './pod.ts'
import type { Pods } from './port.ts'

interface Opening extends Omit<KubernetesOptions, 'owner' | 'namespaces' | 'pods'> {
  readonly kubernetes: Kubeconfig
  /** The server, by its own name. */
  readonly server: string
  /** The namespaces of the rules; undefined: that of the credentials. */
  readonly named: readonly (string | undefined)[]
}

export async function openKubernetesNodes(opening: Opening): Promise<KubernetesNodes> {
  const { kubernetes, named, server, ...rest } = opening
  const pods = await apiPods(await credentialsIn(kubernetes), server)
  const namespaces = [...new Set(named.map((each) => each ?? pods.namespace))]
  const owner: PodOwner = { server, ...(await keeperIn(pods, namespaces, opening.onTrouble)) }
  return new KubernetesNodes({ ...rest, owner, namespaces, pods })
}

async function keeperIn(
  pods: Pods,
  namespaces: readonly string[],
  onTrouble: (error: unknown) => void,
): Promise<Pick<PodOwner, 'reference'>> {
  try {
    const own = await pods.own()
    const reference = own && keeperOf(own, namespaces)
    return reference ? { reference } : {}
  } catch (error) {
    onTrouble(error)
    return {}
  }
}
