// What Kubernetes is asked for by a rule. Pure.
import type { V1PodSpec, V1Toleration } from '@kubernetes/client-node'

type Texts = Readonly<Record<string, string>>

export interface KubernetesRule {
  /** Absent: that of the credentials. */
  readonly namespace?: string
  /** Has Node 24 and what tasks need. */
  readonly image?: string
  readonly nodeSelector?: Texts
  readonly tolerations?: readonly V1Toleration[]
  readonly priorityClassName?: string
  /** Kueue's, which admits the pod when there is room. */
  readonly queue?: string
  readonly labels?: Texts
  readonly annotations?: Texts
  /** Whether cores and memory of the vmSize are asked for. */
  readonly resources?: 'size' | 'none'
  /** The program `node` in the image. */
  readonly node?: string
  /** Where the agent and its nodes have their files: a volume of the pod is mounted there. */
  readonly scratch?: string
  /** What else a pod's spec may say, as it is. */
  readonly spec?: Partial<V1PodSpec>
}

/** What the provider says itself, or has to know, of a pod's spec. */
export const OWN_FIELDS: readonly string[] = ['restartPolicy', 'nodeName']

/** The prefix of labels and annotations by which pods are known. */
export const OWN_PREFIX = 'lazuli.localhost/'

/** The container that the agent is in. */
export const AGENT = 'agent'
