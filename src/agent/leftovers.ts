// Where an agent keeps its nodes away from its own directory, it says there whose they are, so that
// they can go when no other agent will ever ask for them.
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { removeAll } from '#files/remove.ts'
import { NODE_MARK } from './attempts/environment.ts'
import { unmountAllIn } from './containers/unmount.ts'
import { environmentOfProcess, processes, startTicksOf } from './processes/process-table.ts'

const MARK = 'owner.json'
/** What is being removed: should that be cut short, the next agent goes on with it. */
const GONE = '.gone'

interface Owner {
  /** The agent's own directory. */
  readonly directory: string
  readonly pid: number
  readonly ticks: number
  /** Paths and process ids mean the same only to those who see the same machine. */
  readonly view: string
}

const view = (): string =>
  ['mnt', 'pid'].map((name) => readlinkSync(`/proc/self/ns/${name}`)).join(' ')

/** Says that what is at the path is this process's, which works in `directory`. */
export function markOwner(path: string, directory: string): void {
  const { pid } = process
  const owner: Owner = { directory, pid, ticks: startTicksOf(pid) ?? 0, view: view() }
  writeFileSync(`${path}/${MARK}`, JSON.stringify(owner), { mode: 0o600 })
}

/** Takes the mark away: what is left may be removed if it is nothing. */
export const disclaimNodes = (nodesDirectory: string): void =>
  rmSync(`${nodesDirectory}/${MARK}`, { force: true })

/**
 * Removes the nodes in `parent` of agents that do not run, whose own directory is gone with all that
 * could be known of them. Whatever has no mark, or still runs something, is left alone.
 */
export async function removeLeftNodes(parent: string): Promise<void> {
  const all = readdirSync(parent).map((name) => `${parent}/${name}`)
  const left = all.filter((path) => !path.endsWith(GONE) && isLeft(path))
  const busy = left.length > 0 ? nodeRoots() : []
  for (const path of left) {
    if (busy.some((root) => root.startsWith(`${path}/`))) continue
    // From here on no agent takes it for nodes any more.
    await rename(path, `${path}${GONE}`).catch((error) => console.error(error))
  }
  for (const name of readdirSync(parent)) {
    if (!name.endsWith(GONE)) continue
    // The next agent tries again what cannot be removed now.
    await unmountAllIn(`${parent}/${name}`)
    await removeAll(`${parent}/${name}`).catch((error) => console.error(error))
  }
}

/** Whether its agent does not run, and can never be started again. */
export function isLeft(path: string): boolean {
  const owner = ownerIn(path)
  if (!owner || owner.view !== view()) return false
  return startTicksOf(owner.pid) !== owner.ticks && !existsSync(owner.directory)
}

function ownerIn(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(`${path}/${MARK}`, 'utf8')) as Owner
  } catch {
    return undefined // It has no owner that we know of.
  }
}

/** Where the processes of this machine's tasks have their nodes. */
const nodeRoots = (): string[] =>
  processes().flatMap(({ pid }) =>
    environmentOfProcess(pid)
      .split('\0')
      .filter((setting) => setting.startsWith(`${NODE_MARK}=`))
      .map((setting) => setting.slice(NODE_MARK.length + 1)),
  )
