// What runs tasks gives way to the server that is asked about them.
import { writeFileSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'

/** As `nice` counts: about a tenth of the share that others get, where there is too little for all. */
export const NICE = 10
const NICEST = 19

const AGAIN_MS = 200
const TRIES = 10

/** Lets this process, and all that it starts from now on, give way to those that are as it was. */
export function giveWay(): void {
  setPriority(Math.min(NICEST, getPriority() + NICE))
  letSessionGiveWay(process.pid)
}

/**
 * Some kernels share the processors out among sessions first, and apply niceness only within each:
 * there a new session has a niceness of its own. A user who is not root may set one only now and then.
 */
export function letSessionGiveWay(pid: number, tries = TRIES): void {
  try {
    writeFileSync(`/proc/${pid}/autogroup`, `${NICE}`)
  } catch (error) {
    const isTooSoon = (error as NodeJS.ErrnoException).code === 'EAGAIN'
    if (isTooSoon && tries > 1) {
      setTimeout(() => letSessionGiveWay(pid, tries - 1), AGAIN_MS).unref()
    }
  }
}
