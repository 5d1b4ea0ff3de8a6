import assert from 'node:assert/strict'
import { chmodSync, existsSync, lchownSync, lstatSync, mkdirSync, realpathSync } from 'node:fs'
import type { AgentSettings, Elevation, Separation } from '#drivers/nodes/channel.ts'
import type { NodeSpec, TaskAttempt, TaskUser } from '#drivers/nodes/port.ts'
import { DEFAULT_PATH } from '../attempts/environment.ts'
import { firstMappedId, mappedOwner } from '../containers/mapped-ids.ts'
import type { ContainerUser } from '../containers/runtime.ts'
import type { Root } from '../files/beneath.ts'
import { Trash } from '../files/trash.ts'
import type { Journal } from '../journal/journal.ts'
import type { LauncherKind } from '../launchers/launcher.ts'
import { findControlGroups } from '../processes/control-groups.ts'
import type { Stages } from '../resources/resources.ts'
import {
  type Account,
  listMounts,
  makeHome,
  mayShowLists,
  nameOfAgent,
  nameOfUser,
  wordsAs,
  writeLists,
} from './accounts.ts'
import { bwrapWords, bwrapWorks, type Mount, type View } from './bwrap.ts'
import { meansWith, ROOT, sudoMount, whyNotElevated } from './elevation.ts'
import { mayGiveIds } from './giving-ids.ts'
import {
  makeCovered,
  makeNodeDirectories,
  makeOutputs,
  makeTaskDirectory,
  type Outputs,
  type Owner,
  openOutputs,
} from './layout.ts'
import { nodesDirectoryFor } from './nodes-directory.ts'
import { PrivateTasks } from './private-tasks.ts'
import { type Identity, isOwn, Users } from './users.ts'

const ENVIRONMENT = { PATH: DEFAULT_PATH }

/** dash reads its orders in blocks and forks least; any POSIX shell will do. */
const SHELL = existsSync('/bin/dash') ? '/bin/dash' : '/bin/sh'

const STAGING = 'staging'
const SHARES = '.shares'

/** Sockets of the services of those who are logged in, which would start any program outside. */
const SESSIONS = '/run/user'

const bestSeparation = (givesIds: boolean): Separation =>
  givesIds ? 'uid' : bwrapWorks() ? 'bwrap' : 'none'

/** Who runs an attempt, and where. */
export interface Runner {
  readonly nodeId: string
  readonly user: TaskUser
  /** Of the attempt: absolute. */
  readonly directory: string
  readonly identity: Identity | undefined
  readonly privateTask: string | undefined
  /** What has paths on this node finds its own at the same places. */
  readonly standsFor?: string
}

/** Keeps tasks apart from each other, and all of them from the server's data. */
export class Separator {
  readonly separation: Separation
  readonly nodesDirectory: string
  /** Where what is deleted of any node goes. */
  readonly trash: Trash
  /** The control group of all nodes, where there may be one. */
  readonly controlGroup: string | undefined
  readonly #settings: AgentSettings
  readonly #shares = new Map<string, readonly string[]>()
  readonly #users: Users | undefined
  /** Root can show a launcher other lists of users than the machine's. */
  readonly #showsLists: boolean
  readonly #elevation: Elevation
  /** An id that containers may be given, where tasks have ids of their own. */
  readonly mappedTo: number | undefined

  constructor(settings: AgentSettings, journal: Journal) {
    this.#settings = settings
    const givesIds = mayGiveIds(settings.firstUid)
    this.separation = settings.separation ?? bestSeparation(givesIds)
    if (this.separation === 'uid' && !givesIds) {
      throw new Error(
        'only root with all its rights and user ids can give tasks users of their own',
      )
    }
    if (settings.separation === 'bwrap' && !bwrapWorks()) {
      throw new Error('bubblewrap is not installed, or this user may not make namespaces with it')
    }
    const ownUsers = givesIds && this.separation !== 'none'
    if (ownUsers) this.#users = new Users(journal, settings.firstUid)
    this.mappedTo = ownUsers ? firstMappedId('') : undefined
    this.#showsLists = this.separation === 'uid' && mayShowLists()
    this.#elevation = this.#checkElevation(settings.elevation ?? 'none')
    const nodesDirectory = nodesDirectoryFor(settings, ownUsers)
    mkdirSync(nodesDirectory, { recursive: true, mode: 0o711 })
    // Without links on the way: what is mounted there for a task is where it says it is.
    this.nodesDirectory = realpathSync(nodesDirectory)
    this.trash = new Trash(`${this.nodesDirectory}/.trash`)
    // What bwrap starts is a namespace of its own, which holds its processes as well.
    const wanted = settings.controlGroups !== false && this.separation !== 'bwrap'
    this.controlGroup = wanted ? findControlGroups(settings.directory) : undefined
  }

  #checkElevation(elevation: Elevation): Elevation {
    const why = whyNotElevated(elevation, meansWith(this.separation))
    if (why !== undefined) throw new Error(why)
    if (elevation === 'sudo' && !this.#showsLists) {
      throw new Error('root may make no mounts here, and sudo knows no users without')
    }
    return elevation
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
    makeNodeDirectories(root)
    if (this.separation !== 'bwrap') return
    mkdirSync(`${directory}/${STAGING}`, { recursive: true, mode: 0o711 })
    mkdirSync(`${directory}/tmp`, { recursive: true, mode: 0o700 })
    chmodSync(`${directory}/tmp`, 0o1777)
  }

  /** Whose the attempt's files and processes are; undefined: the agent's own. */
  identityOf(attempt: TaskAttempt, directory: string): Identity | undefined {
    if (this.#isRoot(attempt.user)) return ROOT
    return this.#mapped(attempt) ?? this.#users?.of(attempt, directory)
  }

  /** Whose the files of an attempt are whose container has a root of its own. */
  #mapped(attempt: TaskAttempt): Identity | undefined {
    return this.#users && this.#settings.containers !== 'host' ? mappedOwner(attempt) : undefined
  }

  /** Whose the processes of an attempt's container are. */
  containerUserOf(attempt: TaskAttempt, identity: Identity | undefined): ContainerUser {
    if (!identity || this.#isRoot(attempt.user)) return { is: 'agent' }
    if (this.#mapped(attempt)) return { is: 'mapped', first: firstMappedId(attempt.nodeId) }
    return { is: 'same', uid: identity.uid, gid: identity.gid }
  }

  /** The user who is root itself, where others have ids of their own. */
  #isRoot({ admin }: TaskUser): boolean {
    return admin && this.#elevation === 'root' && this.#users !== undefined
  }

  /** Takes away what another task has left where one is to have its directory. */
  clear(nodeId: string, directory: string): void {
    const { beneath } = this.filesOf(nodeId)
    const elsewhere = beneath?.(directory.slice(this.rootOf(nodeId).length + 1)) ?? []
    for (const path of [...elsewhere, directory]) {
      if (lstatSync(path, { throwIfNoEntry: false }) && !this.trash.take(path)) {
        throw new Error(`${path} cannot be removed`)
      }
    }
  }

  /** Makes the directory of an attempt's task, and says whose it is. */
  makeTask(
    attempt: TaskAttempt,
    directory: string,
    { certificates }: NodeSpec,
  ): Identity | undefined {
    const { nodeId, user, work } = attempt
    const identity = this.identityOf(attempt, directory)
    const open = work.kind === 'startTask' || work.kind === 'jobPreparation'
    const root = this.rootOf(nodeId)
    if (this.#hasPrivateTasks && work.kind === 'task' && isOwn(user)) {
      const task = directory.slice(root.length + 1)
      makeCovered(root, task)
      this.#privateTasksOf(nodeId).make(task)
    }
    const certs = certificates !== undefined
    const real = this.realPath(nodeId, directory)
    const below = this.#hasPrivateTasks && real === directory ? root : undefined
    makeTaskDirectory(real, identity, { open, certs, below })
    return identity
  }

  /** Makes what a command that cannot be started would have written to. */
  makeOutputs(of: { nodeId: string; directory: string }, owner: Identity | undefined): void {
    try {
      makeOutputs(this.realPath(of.nodeId, of.directory), owner)
    } catch {
      // A task has put something else in their place: they are not why it failed.
    }
  }

  /** The node's files as the agent finds them. */
  filesOf(nodeId: string): Root {
    const path = this.rootOf(nodeId)
    if (!this.#hasPrivateTasks) return { path }
    const tasks = this.#privateTasksOf(nodeId)
    return {
      path,
      laidOver: (directory) => tasks.laidOver(directory),
      beneath: (directory) => tasks.beneath(directory),
      inPlaceOf: (directory) => tasks.inPlaceOf(directory),
    }
  }

  get #hasPrivateTasks(): boolean {
    return this.separation === 'bwrap' && !this.#users
  }

  /** Where the agent finds what a task of the node calls by this path. */
  realPath(nodeId: string, path: string): string {
    if (this.separation !== 'bwrap') return path
    const root = this.rootOf(nodeId)
    const task = this.privateTaskAt(nodeId, path)
    if (task) {
      return this.#privateTasksOf(nodeId).filesOf(task) + path.slice(`${root}/${task}`.length)
    }
    const isTmp = path.startsWith('/tmp/') && !path.startsWith(`${root}/`)
    return isTmp ? this.directoryOf(nodeId) + path : path
  }

  /** The directory, relative to the root, of the private task to which one in the root belongs. */
  privateTaskAt(nodeId: string, directory: string): string | undefined {
    const root = this.rootOf(nodeId)
    if (!this.#hasPrivateTasks || !directory.startsWith(`${root}/`)) return undefined
    return this.#privateTasksOf(nodeId).taskOf(directory.slice(root.length + 1))
  }

  #privateTasksOf(nodeId: string): PrivateTasks {
    return new PrivateTasks(`${this.directoryOf(nodeId)}/private`)
  }

  groupOf(nodeId: string): string | undefined {
    return this.controlGroup && `${this.controlGroup}/${nodeId}`
  }

  /** The launcher that runs commands of an attempt. */
  kindOf({ standsFor, ...runner }: Runner): LauncherKind {
    const { nodeId, identity, privateTask } = runner
    assert(identity || !this.#users, 'no task runs as the agent')
    const sealed = this.separation === 'bwrap'
    const account = this.#accountOf(runner)
    const becomes = !sealed && account !== undefined
    return {
      key: [nodeId, identity?.uid, account?.name, privateTask, standsFor].join('/'),
      words: () => this.#wordsFor(runner, account, standsFor),
      environment: ENVIRONMENT,
      ...(this.controlGroup && { group: `${this.controlGroup}/${nodeId}` }),
      sealed,
      once: identity?.own === true || privateTask !== undefined,
      ...(identity && !becomes && { uid: identity.uid, gid: identity.gid }),
    }
  }

  /** What an attempt's container writes to, open. */
  outputsOf(
    { nodeId, directory }: Pick<Runner, 'nodeId' | 'directory'>,
    append: boolean,
    owner: Owner | undefined,
  ): Outputs {
    return openOutputs(this.realPath(nodeId, directory), owner, append)
  }

  /** The launcher of containers: the agent's own user. `outputs`: it has them, and is for one alone. */
  containerKindOf(nodeId: string, outputs?: Outputs): LauncherKind {
    return {
      key: `${nodeId}/container${outputs ? '-alone' : ''}`,
      words: () => [SHELL],
      environment: ENVIRONMENT,
      ...(this.controlGroup && { group: `${this.controlGroup}/${nodeId}` }),
      ...(outputs && { once: true, outputs }),
    }
  }

  /** What `USER` is for an attempt of this user. */
  userName(user: TaskUser): string | undefined {
    if (this.#isRoot(user)) return nameOfAgent()
    return this.#users || this.separation === 'bwrap' ? nameOfUser(user) : nameOfAgent()
  }

  /** Undefined where no entry of its own can be shown to it, and for root, which has the machine's. */
  #accountOf({ nodeId, user, directory, identity, privateTask }: Runner): Account | undefined {
    if (identity === ROOT) return undefined
    const { uid, gid } = identity ?? { uid: process.getuid!(), gid: process.getgid!() }
    if (this.separation === 'none' || (this.separation === 'uid' && !this.#showsLists))
      return undefined
    const name = nameOfUser(user)
    const isAlone = identity?.own === true || privateTask !== undefined
    const lasting = `${this.directoryOf(nodeId)}/home/${user.admin ? `${name}.admin` : name}`
    return { name, uid, gid, home: isAlone ? `${directory}/wd` : lasting }
  }

  #wordsFor(
    runner: Pick<Runner, 'nodeId' | 'identity' | 'privateTask' | 'user'>,
    account: Account | undefined,
    standsFor: string | undefined,
  ): readonly string[] {
    const { nodeId, identity, privateTask, user } = runner
    const node = this.directoryOf(nodeId)
    const other = standsFor === undefined ? undefined : this.directoryOf(standsFor)
    const inPlaceOfOther = other === undefined ? [] : [{ at: other, from: node }]
    if (!account) {
      const moved = identity === ROOT && other !== undefined
      return moved ? wordsAs(ROOT, SHELL, inPlaceOfOther) : [SHELL]
    }
    const files = listMounts(writeLists(`${node}/accounts`, account))
    const isLasting = account.home.startsWith(`${node}/home/`)
    if (isLasting) makeHome(account, identity !== undefined)
    if (this.separation !== 'bwrap') {
      const isElevated = user.admin && this.#elevation === 'sudo'
      const sudo = isElevated ? [sudoMount(`${node}/accounts`, account)] : []
      return wordsAs(account, SHELL, [...files, ...sudo, ...inPlaceOfOther])
    }
    const { mounts, ...view } = this.#view(nodeId, privateTask)
    const own = mounts.filter(({ at }) => at.startsWith(`${node}/`))
    const there = other === undefined ? [] : own.map((mount) => movedTo(other, node, mount))
    const home = isLasting ? [inPlace(account.home)] : []
    return [...bwrapWords({ ...view, mounts: [...mounts, ...there, ...home], files }), SHELL]
  }

  #view(nodeId: string, privateTask: string | undefined): Omit<View, 'files'> {
    const { directory, hide = [] } = this.#settings
    const node = this.directoryOf(nodeId)
    const root = this.rootOf(nodeId)
    const tasks = this.#privateTasksOf(nodeId)
    return {
      hidden: [directory, this.nodesDirectory, SESSIONS, ...hide],
      tmp: `${node}/tmp`,
      mounts: [
        inPlace(root),
        ...this.sharesOn(nodeId).map(inPlace),
        ...(privateTask === undefined
          ? // Mounted over itself, as nothing else keeps a task from moving away what others have there.
            [inPlace(`${root}/workitems`), inPlace(`${node}/${STAGING}`)]
          : [
              { at: `${root}/workitems` },
              { at: `${root}/${privateTask}`, from: tasks.filesOf(privateTask) },
              inPlace(tasks.stagingOf(privateTask)),
            ]),
      ],
    }
  }

  /** The shares that tasks of the node see from now on, as `shareOf` answers them. */
  keepShares(nodeId: string, shares: readonly string[]): void {
    this.#shares.set(nodeId, shares)
  }

  /** The shares that tasks of the node see. */
  sharesOn(nodeId: string): readonly string[] {
    return this.#shares.get(nodeId) ?? []
  }

  /** Where the files of a share are, as tasks of all nodes that have it find them. */
  shareOf(share: string): string {
    return `${this.nodesDirectory}/${SHARES}/${share}`
  }

  /** Where downloads of a node are made, and where they wait for those who may see them. */
  stagesOf(nodeId: string, privateTask: string | undefined): Stages {
    const node = this.directoryOf(nodeId)
    const staging =
      privateTask === undefined
        ? `${node}/${STAGING}`
        : this.#privateTasksOf(nodeId).stagingOf(privateTask)
    return { fetching: `${node}/fetching`, staging }
  }
}

/** The same, seen where another node has it. */
const movedTo = (other: string, node: string, mount: Mount): Mount => ({
  ...mount,
  at: other + mount.at.slice(node.length),
})

const inPlace = (path: string): Required<Mount> => ({ at: path, from: path })
