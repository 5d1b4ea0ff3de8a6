// What the provider asks of a cluster. Every call can be repeated.
import type { V1Pod, V1Secret } from '@kubernetes/client-node'
import type { ApiFault } from './refusals.ts'

/** One of a namespace's pods has changed, or `isGone`: is no more, with its last state. */
export type OnPod = (pod: V1Pod, isGone: boolean) => void

interface PodList {
  readonly pods: readonly V1Pod[]
  /** From here on a watch tells what changes. */
  readonly version: string
}

export interface Pods {
  /** Where rules that name no namespace have their pods. */
  readonly namespace: string
  list(namespace: string): Promise<PodList>
  /** Tells what changes until `signal`. Answers from where to go on; undefined: list anew. */
  watch(
    namespace: string,
    version: string,
    onPod: OnPod,
    signal: AbortSignal,
  ): Promise<string | undefined>
  create(namespace: string, pod: V1Pod, how?: { readonly isTrial: boolean }): Promise<V1Pod>
  /** One that is not there counts as deleted. */
  delete(namespace: string, name: string): Promise<void>
  hasSecret(namespace: string, name: string): Promise<boolean>
  createSecret(namespace: string, secret: V1Secret): Promise<void>
  /** Whether the credentials may do so there. */
  may(namespace: string, verb: string, resource: 'pods' | 'secrets'): Promise<boolean>
  /** The pod that this program runs in, where it runs in the cluster. */
  own(): Promise<V1Pod | undefined>
}

/** The cluster answered, but not as it was asked to, or did not answer. */
export class PodsFault extends Error implements ApiFault {
  readonly status: number

  constructor({ status, message }: ApiFault, options?: ErrorOptions) {
    super(message, options)
    this.name = 'PodsFault'
    this.status = status
  }
}

/** Credentials that cannot be used: a sentence that says what to do. */
export class CredentialsFault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CredentialsFault'
  }
}
