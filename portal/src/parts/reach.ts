// Whether the server answers: a banner says when it does not.
import { useSyncExternalStore } from 'react'

let isReached = true
const listeners = new Set<() => void>()

export function settleReach(next: boolean): void {
  if (next === isReached) return
  isReached = next
  for (const listener of listeners) listener()
}

export const useReach = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isReached,
  )
