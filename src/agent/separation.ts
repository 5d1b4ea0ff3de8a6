import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, lchownSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AgentSettings, Separation } from '#drivers/compute/channel.ts'
import type { TaskAttempt } from '#drivers/compute/port.ts'
import { bwrapWords, bwrapWorks, type View } from './bwrap.ts'
import { findControlGroups } from './control-groups.ts'
import { DEFAULT_PATH } from './environment.ts'
import type { Journal } from './journal.ts'
import type { LauncherKind } from './launcher.ts'
import { NODE_DIRECTORIES } from './layout.ts'
import { type Identity, Users } from './users.ts'

const ENVIRONMENT = { PATH: DEFAULT_PATH }

/** dash reads its orders in blocks and forks least; any POSIX shell will do. */
const SHELL = existsSync('/bin/dash') ? '/bin/dash' : '/bin/sh'

const isRoot = process.getuid?.() === 0

const bestSeparation = (): Separation => (isRoot ? 'uid' : bwrapWorks() ? 'bwrap' : 'none')

/** Where nodes live. Tasks with users of their own must be able to walk there. */
function nodesDirectoryFor(settings: AgentSettings, ownUsers: boolean): string {
  const { directory, nodesDirectory } = settings
  if (!ownUsers) return nodesDirectory ?? `${directory}/nodes`
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  const chosen = nodesDirectory ?? `/var/lib/lazuli/nodes-${name}`
  mkdirSync(chosen, { recursive: true, mode: 0o711 })
  for (let path = chosen; path !== '/'; path = dirname(path)) {
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
  /** The control group of all nodes, where there may be one. */
  readonly controlGroup: string | undefined
  readonly #settings: AgentSettings
  readonly #users: Users | undefined

  constructor(settings: AgentSettings, journal: Journal) {
    this.#settings = settings
    this.separation = settings.separation ?? bestSeparation()
    if (this.separation === 'uid' && !isRoot) {
      throw new Error('only root can give tasks users of their own')
    }
    if (settings.separation === 'bwrap' && !bwrapWorks()) {
      throw new Error('bubblewrap is not installed, or this user may not make namespaces with it')
    }
    const ownUsers = isRoot && this.separation !== 'none'
    if (ownUsers) this.#users = new Users(journal, settings.firstUid)
    const nodesDirectory = nodesDirectoryFor(settings, ownUsers)
    mkdirSync(nodesDirectory, { recursive: true, mode: 0o711 })
    // Without links on the way: what is mounted there for a task is where it says it is.
    this.nodesDirectory = realpathSync(nodesDirectory)
    // What bwrap starts is a namespace of its own, which holds its processes as well.
    const wanted = settings.controlGroups !== false && this.separation !== 'bwrap'
    this.controlGroup = wanted ? findControlGroups(settings.directory) : undefined
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
    if (this.#users) lchownSync(directory, 0, this.#users.groupOf(nodeId))
    const root = this.rootOf(nodeId)
    mkdirSync(root, { recursive: true, mode: 0o711 })
    for (const [name, mode] of NODE_DIRECTORIES) makeWithMode(`${root}/${name}`, mode)
    mkdirSync(`${root}/volatile/startup`, { recursive: true, mode: 0o755 })
    if (this.separation === 'bwrap') makeTmp(directory)
  }

  /** Whose the attempt's files and processes are; undefined: the agent's own. */
  identityOf(attempt: TaskAttempt, directory: string): Identity | undefined {
    return this.#users?.of(attempt, directory)
  }

  groupOf(nodeId: string): string | undefined {
    return this.controlGroup && `${this.controlGroup}/${nodeId}`
  }

  /** The launcher that runs commands of a node for an identity. */
  kindOf(nodeId: string, identity: Identity | undefined): LauncherKind {
    assert(identity || !this.#users, 'no task may run as root')
    const sealed = this.separation === 'bwrap'
    return {
      key: `${nodeId}/${identity?.uid ?? ''}`,
      words: sealed ? [...bwrapWords(this.#view(nodeId)), SHELL] : [SHELL],
      environment: ENVIRONMENT,
      group: this.groupOf(nodeId),
      sealed,
      uid: identity?.uid,
      gid: identity?.gid,
    }
  }

  #view(nodeId: string): View {
    const { directory, hide = [] } = this.#settings
    return {
      hidden: [directory, ...hide],
      tmp: `${this.directoryOf(nodeId)}/tmp`,
      writable: [this.directoryOf(nodeId)],
    }
  }
}

/** The node's `/tmp`: bwrap shows it none of the machine's. */
function makeTmp(node: string): void {
  const tmp = `${node}/tmp`
  makeWithMode(tmp, 0o1777)
  // What is under the machine's is mounted in there, by whichever user comes first, for all others.
  if (node.startsWith('/tmp/')) mkdirSync(tmp + node.slice('/tmp'.length), { recursive: true })
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
