import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, lchownSync, mkdirSync, statSync } from 'node:fs'
import type { AgentSettings, Separation } from '#drivers/compute/channel.ts'
import type { TaskAttempt } from '#drivers/compute/port.ts'
import { DEFAULT_PATH } from './environment.ts'
import type { Journal } from './journal.ts'
import type { LauncherKind } from './launcher.ts'
import { NODE_DIRECTORIES } from './layout.ts'
import { type Identity, Users } from './users.ts'

const ENVIRONMENT = { PATH: DEFAULT_PATH }

/** dash reads its orders in blocks and forks least; any POSIX shell will do. */
const SHELL = existsSync('/bin/dash') ? '/bin/dash' : '/bin/sh'

const isRoot = (): boolean => process.getuid?.() === 0

export const separationFor = (settings: AgentSettings): Separation =>
  settings.separation ?? (isRoot() ? 'uid' : 'none')

/** Where nodes live: tasks with users of their own must be able to walk there. */
export function nodesDirectoryFor(settings: AgentSettings): string {
  const { directory, nodesDirectory } = settings
  const separation = separationFor(settings)
  if (separation !== 'uid') return nodesDirectory ?? `${directory}/nodes`
  if (!isRoot()) throw new Error('only root can give tasks users of their own')
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  const chosen = nodesDirectory ?? `/var/lib/lazuli/nodes-${name}`
  mkdirSync(chosen, { recursive: true, mode: 0o711 })
  for (let path = chosen; path !== '/'; path = path.slice(0, path.lastIndexOf('/')) || '/') {
    if ((statSync(path).mode & 0o001) === 0) {
      throw new Error(`tasks with users of their own cannot reach ${chosen}: ${path} is closed`)
    }
  }
  return chosen
}

/** Keeps tasks apart from each other, and all of them from the server's data. */
export class Separator {
  readonly separation: Separation
  readonly nodesDirectory: string
  readonly #users: Users

  constructor(settings: AgentSettings, journal: Journal) {
    this.separation = separationFor(settings)
    this.nodesDirectory = nodesDirectoryFor(settings)
    mkdirSync(this.nodesDirectory, { recursive: true, mode: 0o711 })
    this.#users = new Users(journal, settings.firstUid)
  }

  directoryOf(nodeId: string): string {
    return `${this.nodesDirectory}/${nodeId}`
  }

  rootOf(nodeId: string): string {
    return `${this.directoryOf(nodeId)}/root`
  }

  /** Makes a node's directories where they are missing. Only its own users may enter. */
  makeNode(nodeId: string): void {
    const directory = this.directoryOf(nodeId)
    mkdirSync(directory, { recursive: true, mode: 0o710 })
    if (this.separation === 'uid') lchownSync(directory, 0, this.#users.groupOf(nodeId))
    const root = this.rootOf(nodeId)
    mkdirSync(root, { recursive: true, mode: 0o711 })
    for (const [name, mode] of NODE_DIRECTORIES) makeWithMode(`${root}/${name}`, mode)
    mkdirSync(`${root}/startup/wd`, { recursive: true, mode: 0o755 })
  }

  /** Whose the attempt's files and processes are; undefined: the agent's own. */
  identityOf(attempt: TaskAttempt, directory: string): Identity | undefined {
    return this.separation === 'uid' ? this.#users.of(attempt, directory) : undefined
  }

  /** The launcher that runs commands of a node for an identity. */
  kindOf(identity: Identity | undefined): LauncherKind {
    const words = [SHELL]
    assert(identity || this.separation !== 'uid', 'no task may run as root')
    if (!identity) return { key: '', words, environment: ENVIRONMENT }
    const { uid, gid } = identity
    return { key: `${uid}`, words, environment: ENVIRONMENT, uid, gid }
  }
}

/** `mkdir` leaves out what the umask forbids; `shared` is to be writable by all of the node. */
function makeWithMode(directory: string, mode: number): void {
  if (existsSync(directory)) return
  const before = process.umask(0)
  try {
    mkdirSync(directory, { mode })
  } finally {
    process.umask(before)
  }
}
