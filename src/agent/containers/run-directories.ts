// What runtimes keep in memory, in a directory for each agent: it goes with the agent's last node, and
// where the agent was killed and its data removed, at the next start of any agent.
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { removeAll } from '#files/remove.ts'
import { isLeft, markOwner } from '../leftovers.ts'
import { pidsNaming } from '../processes/process-table.ts'
import { unmountAllIn } from './unmount.ts'

const PARENT = '/run'
const PREFIX = 'lazuli-containers-'

/** Ids, locks and sockets: what must not outlive a boot of the machine. */
export const runDirectoryOf = (name: string): string => `${PARENT}/${PREFIX}${name}`

/** Makes the directory, and says in it whose it is: of the agent that works in `directory`. */
export function claimRunDirectory(name: string, directory: string): void {
  const path = runDirectoryOf(name)
  mkdirSync(path, { recursive: true, mode: 0o711 })
  markOwner(path, directory)
}

/** What a runtime does when a container has ended it does beside us, and quickly. */
const TIDYING_MS = 5000
const AGAIN_MS = 50

/** Removes it, once no process of a runtime works there, or has had the time to end. */
export async function removeRunDirectory(path: string): Promise<void> {
  const until = performance.now() + TIDYING_MS
  for (let pids = pidsNaming(path); pids.length > 0; pids = pidsNaming(path)) {
    if (performance.now() >= until) for (const pid of pids) process.kill(pid, 'SIGKILL')
    await wait(AGAIN_MS)
  }
  await unmountAllIn(path)
  await removeAll(path)
}

/** Removes those of agents that are gone with their own directory, and that run nothing any more. */
export async function removeLeftRunDirectories(): Promise<void> {
  const names = existsSync(PARENT) ? readdirSync(PARENT) : []
  for (const path of names
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => `${PARENT}/${name}`)) {
    if (isLeft(path) && pidsNaming(path).length === 0) {
      await removeRunDirectory(path).catch(console.error)
    }
  }
}
