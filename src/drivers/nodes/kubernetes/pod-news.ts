// What the state of a pod means for the node that it is. Pure.
import type { V1Pod } from '@kubernetes/client-node'
import { type Instant, instant } from '#kernel/instant.ts'
import type { NodeNews } from '../provider.ts'

export interface PodSubject {
  /** Whether its agent was ever there. */
  readonly hadAgent: boolean
  readonly now: Instant
  /** How long before the end of its time a node is given nothing new. */
  readonly drainMs: number
}

/** Others are wanted more, or the machine is: the cluster took the node, and nothing of it failed. */
const TAKEN = new Set(['PreemptionByScheduler', 'EvictionByEvictionAPI', 'TerminationByKubelet'])
/** What Kueue says of a pod before it deletes that: `WorkloadEvictedDueToPreempted`, and other reasons. */
const TAKEN_BY_KUEUE = /^WorkloadEvicted/
const TAKEN_PODS = new Set(['Preempted', 'Preempting', 'Evicted', 'Terminated', 'NodeShutdown'])
/** What no waiting mends. */
const NEVER = new Set(['InvalidImageName', 'ErrImageNeverPull'])
const UNPULLED = new Set(['ErrImagePull', 'ImagePullBackOff', 'RegistryUnavailable'])

const conditionOf = (pod: V1Pod, type: string) =>
  pod.status?.conditions?.find((condition) => condition.type === type)

const isTaken = (pod: V1Pod): boolean => {
  const disruption = conditionOf(pod, 'DisruptionTarget')
  if (disruption?.status === 'True' && TAKEN.has(disruption.reason ?? '')) return true
  const target = conditionOf(pod, 'TerminationTarget')
  if (target?.status === 'True' && TAKEN_BY_KUEUE.test(target.reason ?? '')) return true
  return TAKEN_PODS.has(pod.status?.reason ?? '')
}

export const isOverIn = (pod: V1Pod): boolean =>
  pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'

export function newsOf(pod: V1Pod, { hadAgent, now, drainMs }: PodSubject): NodeNews {
  if (isOverIn(pod)) return lastNewsOf(pod, hadAgent)
  const leaves = pod.metadata?.deletionTimestamp
  if (leaves !== undefined) return { state: 'ending', endsAt: instant(leaves.getTime()) }
  if (pod.status?.phase !== 'Running') return beforeItRuns(pod)
  const endsAt = endOf(pod)
  const isEnding = endsAt !== undefined && endsAt - now < drainMs
  return isEnding ? { state: 'ending', endsAt } : { state: 'up' }
}

/** When its time is over, where its spec says so. */
export function endOf({ spec, status }: V1Pod): Instant | undefined {
  const seconds = spec?.activeDeadlineSeconds
  if (seconds === undefined || status?.startTime === undefined) return undefined
  return instant(status.startTime.getTime() + seconds * 1_000)
}

/** Of a pod that is no more, as it was last. */
export function lastNewsOf(pod: V1Pod, hadAgent: boolean): NodeNews {
  if (isTaken(pod)) return { state: 'preempted' }
  if (hadAgent) return { state: 'gone' }
  const message = `Pod ${nameIn(pod)} ended (${whyIn(pod)}) before its agent was there. \`kubectl logs\` and \`kubectl describe\` say more while such a pod starts.`
  return { state: 'refused', code: 'AllocationFailed', message }
}

function whyIn({ status }: V1Pod): string {
  const ended = status?.containerStatuses?.find(({ state }) => state?.terminated)?.state?.terminated
  const exit = ended ? `exit code ${ended.exitCode}` : 'it was deleted'
  return [status?.reason ?? exit, status?.message].filter((word) => word !== undefined).join(': ')
}

const nameIn = ({ metadata }: V1Pod): string => `${metadata?.namespace}/${metadata?.name}`

function beforeItRuns(pod: V1Pod): NodeNews {
  const scheduled = conditionOf(pod, 'PodScheduled')
  if (scheduled?.status !== 'True') {
    const { reason, message } = scheduled ?? {}
    const why = reason === undefined ? 'It is to be scheduled' : `${reason}: ${message ?? ''}`
    return { state: 'queued', reason: `Kubernetes has pod ${nameIn(pod)} waiting. ${why}` }
  }
  const waits = pod.status?.containerStatuses?.find(({ state }) => state?.waiting)?.state?.waiting
  const { reason = '', message = '' } = waits ?? {}
  const said = `Pod ${nameIn(pod)} cannot start. ${reason}: ${message}`
  if (NEVER.has(reason)) return { state: 'refused', code: 'AllocationFailed', message: said }
  return UNPULLED.has(reason) ? { state: 'queued', reason: said } : { state: 'starting' }
}
