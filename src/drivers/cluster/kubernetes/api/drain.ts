// Takes the pods off a node, as far as their disruption budgets let it.
import { setTimeout as pause } from 'node:timers/promises'
import { cordon, type KubeNode } from '../../nodes/kube-node.ts'
import { ClusterRefusal } from '../../port.ts'
import { type Api, ApiRefusal, type Status } from './api.ts'

interface Pod {
  readonly metadata: {
    readonly name: string
    readonly namespace: string
    readonly deletionTimestamp?: string
    readonly annotations?: Readonly<Record<string, string>>
    readonly ownerReferences?: readonly { readonly kind: string }[]
  }
  readonly status?: { readonly phase?: string }
}

const AGAIN_MS = 500
const LOOK_MS = 100
const TOO_MANY_REQUESTS = 429
const NOT_FOUND = 404

/** Pods of a daemon set come back at once, and those that a kubelet makes by itself stay with it. */
const isBound = ({ metadata }: Pod): boolean =>
  metadata.ownerReferences?.some(({ kind }) => kind === 'DaemonSet' || kind === 'Node') === true ||
  metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined

const hasEnded = ({ status }: Pod): boolean =>
  status?.phase === 'Succeeded' || status?.phase === 'Failed'

/** How long pods may take to leave a node. */
export interface DrainTime {
  readonly timeoutMs: number
  /**
   * So long after the last pod that was let go the next is still waited for: controllers need their time to
   * put it elsewhere, however short the timeout is.
   */
  readonly quietMs: number
  readonly mostMs: number
}

/** Returns when the node takes no pods and has none; refuses where budgets did not let them go in time. */
export async function drain(
  api: Pick<Api, 'send' | 'get' | 'call'>,
  node: KubeNode,
  { timeoutMs, quietMs, mostMs }: DrainTime,
  signal: AbortSignal,
): Promise<void> {
  const { name } = node.metadata
  const { status } = await api.send('PATCH', `/api/v1/nodes/${name}`, signal, cordon, [NOT_FOUND])
  if (status === NOT_FOUND) return
  const began = performance.now()
  let least = Number.POSITIVE_INFINITY
  let progressAt = began
  for (;;) {
    const pods = await podsOn(api, name, signal)
    if (pods.length === 0) return
    const now = performance.now()
    const left = stepsLeft(pods)
    if (left < least) progressAt = now
    least = Math.min(least, left)
    const refusals = await Promise.all(pods.map((pod) => evict(api, pod, signal)))
    const refused = refusals.find((words) => words !== undefined)
    const until = Math.max(began + timeoutMs, progressAt + quietMs)
    if (now > Math.min(until, began + mostMs)) {
      const { namespace, name: pod } = pods[0]!.metadata
      throw new ClusterRefusal(
        'PodDrainFailure',
        `Drain node ${name} failed when evicting pod ${namespace}/${pod}. ${refused ?? 'The pod did not end in time.'} This is often caused by a restrictive Pod Disruption Budget (PDB) policy. See https://aka.ms/aks/debugdrainfailures.`,
      )
    }
    // What was evicted is looked at sooner than what was refused.
    await pause(refused === undefined ? LOOK_MS : AGAIN_MS, undefined, { signal })
  }
}

/** A pod is told to go first, and then it goes. */
const stepsLeft = (pods: readonly Pod[]): number =>
  pods.length + pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined).length

async function podsOn(
  api: Pick<Api, 'get'>,
  node: string,
  signal: AbortSignal,
): Promise<readonly Pod[]> {
  const path = `/api/v1/pods?fieldSelector=${encodeURIComponent(`spec.nodeName=${node}`)}`
  const { items } = await api.get<{ items: readonly Pod[] }>(path, signal)
  return items.filter((pod) => !isBound(pod) && !hasEnded(pod))
}

/** Answers why it was refused for now. */
async function evict(
  api: Pick<Api, 'call'>,
  { metadata }: Pod,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { name, namespace } = metadata
  const path = `/api/v1/namespaces/${namespace}/pods/${name}/eviction`
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name, namespace } }
  const answer = await api.call<Status>('POST', path, signal, body)
  if (answer.status < 300 || answer.status === NOT_FOUND) return undefined
  if (answer.status === TOO_MANY_REQUESTS) return answer.body.message ?? 'Too many requests.'
  throw new ApiRefusal('POST', path, answer)
}
