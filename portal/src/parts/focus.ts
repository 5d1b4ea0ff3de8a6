// Where the focus is when what had it is gone.
import { type RefObject, useLayoutEffect } from 'react'

/** The view as a whole: the next Tab leads to the first thing in it. */
export const focusView = (): void => document.getElementById('main')?.focus({ preventScroll: true })

/** What goes with its row, as after a deletion, does not take the focus with it. */
export function useFocusAfter(own: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = own.current
    return () => {
      if (element?.contains(document.activeElement)) queueMicrotask(focusView)
    }
  }, [own])
}
