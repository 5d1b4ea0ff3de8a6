// By what a cluster is called: a kubeconfig, or what a pod of the cluster is given.
import type { KubeConfig } from '@kubernetes/client-node'
import { CredentialsFault } from './port.ts'

const CLIENT = '@kubernetes/client-node'

export interface Kubeconfig {
  /** The file. Absent: that of `kubectl`, or else what a pod of the cluster is given. */
  readonly kubeconfig?: string
  readonly context?: string
}

export async function credentialsIn({ kubeconfig, context }: Kubeconfig): Promise<KubeConfig> {
  const config = new (await kubernetesClient()).KubeConfig()
  const at = kubeconfig ?? process.env.KUBECONFIG ?? '~/.kube/config'
  try {
    if (kubeconfig === undefined) config.loadFromDefault()
    else config.loadFromFile(kubeconfig)
  } catch (error) {
    const { message } = error as Error
    throw new CredentialsFault(
      `the kubeconfig ${at} cannot be read: ${message.split('\n')[0]}. Name one that \`kubectl --kubeconfig\` takes`,
    )
  }
  const { currentContext } = config
  if (kubeconfig === undefined && config.getCurrentCluster()?.server === NOWHERE) {
    throw new CredentialsFault(
      'there is no kubeconfig, and this is no pod of a cluster. Say `kubernetes: { kubeconfig: … }` in the file, set KUBECONFIG',
    )
  }
  const names = config.getContexts().map(({ name }) => name)
  if (context !== undefined) config.setCurrentContext(context)
  if (!config.getCurrentCluster() || !config.getCurrentUser()) {
    const asked = context ?? currentContext
    throw new CredentialsFault(
      `the kubeconfig ${at} has no context ${asked ? `${asked} with a cluster and a user` : 'that is its current one'}. It has: ${names.join(', ') || 'none'}. Say \`kubernetes: { context: … }\``,
    )
  }
  return config
}

/** What the client takes where it finds nothing. */
const NOWHERE = 'http://localhost:8080'

async function kubernetesClient() {
  try {
    return await import('@kubernetes/client-node')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${CLIENT}'`)
    const trouble = isMissing ? '' : `. What is there cannot be loaded: ${message.split('\n')[0]}`
    throw new CredentialsFault(
      `pools on Kubernetes need a package more: npm install ${CLIENT}@2${trouble}`,
    )
  }
}
