// Follows the pods of one namespace: lists them, watches from there on, and lists anew where it has to.
import { setTimeout as pause } from 'node:timers/promises'
import type { V1Pod } from '@kubernetes/client-node'
import type { OnPod, Pods } from './port.ts'

const FIRST_MS = 500
const MOST_MS = 10_000
/** A watch that ends sooner has not watched. */
const SHORT_MS = 1_000

export interface Follower {
  /** All pods that there are, at this moment. */
  readonly onList: (pods: readonly V1Pod[]) => void
  readonly onPod: OnPod
  readonly onTrouble: (error: unknown) => void
  /** Just before the cluster is asked for its pods: what is made from then on may not be among them. */
  readonly beforeList: () => void
}

/** Returns after `signal`. */
export async function followPods(
  pods: Pick<Pods, 'list' | 'watch'>,
  namespace: string,
  { beforeList, onList, onPod, onTrouble }: Follower,
  signal: AbortSignal,
): Promise<void> {
  let version: string | undefined
  let waitMs = FIRST_MS
  while (!signal.aborted) {
    const began = performance.now()
    let isWell = true
    try {
      if (version === undefined) {
        beforeList()
        const list = await pods.list(namespace)
        if (signal.aborted) return
        version = list.version
        onList(list.pods)
      }
      version = await pods.watch(namespace, version, onPod, signal)
    } catch (error) {
      if (signal.aborted) return
      version = undefined
      isWell = false
      onTrouble(error)
    }
    if (isWell && performance.now() - began > SHORT_MS) {
      waitMs = FIRST_MS
      continue
    }
    await pause(waitMs, undefined, { signal, ref: false }).catch(() => undefined)
    waitMs = Math.min(2 * waitMs, MOST_MS)
  }
}
