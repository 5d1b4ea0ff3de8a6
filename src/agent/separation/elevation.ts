// What users with elevated access may do that others may not. Nothing, unless the server's owner says so.
import { writeFileSync } from 'node:fs'
import type { Elevation, Separation } from '#drivers/nodes/channel.ts'
import { DEFAULT_PATH } from '../attempts/environment.ts'
import { findProgram } from '../attempts/programs.ts'
import type { Account } from './accounts.ts'
import type { Mount } from './bwrap.ts'
import type { Identity } from './users.ts'

/** Never of one task alone: whatever is done to all that a user runs must not be done to root's. */
export const ROOT: Identity = { uid: 0, gid: 0, own: false }

/** What decides whether users can be elevated here. */
export interface Means {
  readonly isRoot: boolean
  readonly separation: Separation | undefined
  readonly hasSudo: boolean
}

export const meansWith = (separation: Separation | undefined): Means => ({
  isRoot: process.getuid?.() === 0,
  separation,
  hasSudo: findProgram('sudo', DEFAULT_PATH, '/') !== undefined,
})

/** Why users cannot be elevated so, in words; undefined where they can. */
export function whyNotElevated(elevation: Elevation, means: Means): string | undefined {
  const { isRoot, separation, hasSudo } = means
  if (elevation === 'none') return undefined
  if (!isRoot) return 'only root can elevate the users of tasks'
  if (separation === 'bwrap') {
    return 'no task gets more rights in bubblewrap than its view has: elevation needs separation uid'
  }
  if (elevation === 'root') return undefined
  if (separation === 'none') {
    return 'tasks that are not kept apart run as root already: elevation sudo needs separation uid'
  }
  return hasSudo ? undefined : 'sudo is not installed'
}

const SUDOERS = '/etc/sudoers'

/** What a task's user is known by stays with what sudo runs, or its processes would not be found. */
const sudoersOf = (uid: number): string => `Defaults env_keep += "AZ_BATCH_*"
Defaults !use_pty, !requiretty
root ALL=(ALL:ALL) NOPASSWD: ALL
#${uid} ALL=(ALL:ALL) NOPASSWD: ALL
`

/** Lets the account, and no other, become root by sudo where this is mounted. */
export function sudoMount(directory: string, { name, uid }: Account): Required<Mount> {
  const from = `${directory}/${name}-${uid}.sudoers`
  writeFileSync(from, sudoersOf(uid), { mode: 0o440 })
  return { at: SUDOERS, from }
}
