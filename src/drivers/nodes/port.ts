// What Batch asks of the agent of a node, and what the agent reports. No wire type and no row belongs
// here, and nothing of how one driver does it. Where nodes come from is in `provider.ts`.
import type { Instant } from '#kernel/instant.ts'
import type { ContainerEnd, ContainerSettings, NodeContainers } from './containers/port.ts'
import type { NodeMount, NodePackage } from './needs.ts'
import type { LogRequest, OutputFile, ResourceFile } from './transfers/port.ts'
import type { UsageReading } from './usage.ts'
import type { Work } from './work.ts'

export * from './certificates.ts'
export * from './containers/port.ts'
export * from './needs.ts'
export type {
  LogRequest,
  NodeSecrets,
  OutputFile,
  ResourceFile,
  StoragePlace,
} from './transfers/port.ts'
export type { NodeUsage, UsageReading } from './usage.ts'
export * from './work.ts'

/** One try at running a task on a node. A retry or a requeue is a new attempt with a new id. */
export type AttemptId = string

export type Environment = Readonly<Record<string, EnvironmentValue>>

/** A text, or a path under the node's root that the driver turns into an absolute one. */
export type EnvironmentValue =
  | string
  | {
      readonly onNode: string
      /** What stands before the path, and after it. */
      readonly before?: string
      readonly after?: string
    }

/** What programs on a node find there, whatever they are. */
export interface NodePrograms {
  /** Variables that a task may replace. */
  readonly environment: Environment
  /** Copied from this machine to the node, for all to read. */
  readonly files: readonly { readonly from: string; readonly onNode: string }[]
}

export interface NodeSpec {
  /** Unique among all pools of all accounts. */
  readonly nodeId: string
  /**
   * Names this boot of the node: the agent's `nodeUp` says it again. Absent: the node keeps the boot
   * that it has.
   */
  readonly bootId?: string
  readonly poolId: string
  readonly slots: number
  /** What the service tells every task here: AZ_BATCH_ACCOUNT_NAME, AZ_BATCH_NODE_IS_DEDICATED. */
  readonly environment: Environment
  readonly programs?: NodePrograms
  /** Each attempt has those it may see in its `certs`. Absent: there is no such directory here. */
  readonly certificates?: readonly NodeCertificate[]
  /** Installed before the node is told to be up; one that cannot be makes it faulty. */
  readonly packages?: readonly NodePackage[]
  /** There before the node is told to be up as well. */
  readonly mounts?: readonly NodeMount[]
  /** Absent: tasks are processes here, and none runs in a container. */
  readonly containers?: NodeContainers
}

/** A certificate of the node's, with its private key if it has one. */
export interface NodeCertificate {
  /** Lower-case hex of the SHA-1. */
  readonly thumbprint: string
  readonly format: 'pfx' | 'cer'
  readonly base64: string
  readonly password?: string
  readonly visibleTo: readonly ('startTask' | 'task')[]
}

/** An automatic user of the pool or of the task alone, or one of the pool's named accounts. */
export type TaskUser =
  | { readonly auto: 'pool' | 'task'; readonly admin: boolean }
  | { readonly name: string; readonly admin: boolean }

/** What every instance of a multi-instance task does before the primary's command may run. */
interface Coordination {
  readonly commandLine: string
  /** Put into the task's directory, which all instances share by name. */
  readonly commonResourceFiles: readonly ResourceFile[]
  /** Where the instances are, the primary's node first: it may start programs on the others. */
  readonly peers?: readonly NodePeer[]
}

/** A node of a multi-instance task, as the others reach it. */
export interface NodePeer {
  readonly nodeId: string
  readonly address: string
}

export interface TaskAttempt {
  readonly attemptId: AttemptId
  readonly nodeId: string
  readonly work: Work
  /** The work was never tried before: what is in its directory is of something deleted, and goes. */
  readonly isFirst?: boolean
  /** Split into words as a shell would, but nothing is expanded and no shell runs it. */
  readonly commandLine: string
  /** The user's settings. Names that start with AZ_BATCH_ are dropped: those are the service's. */
  readonly environment: Environment
  /** The service's own, beyond what the driver knows (ids and directories): host lists. */
  readonly serviceEnvironment?: Environment
  /** Of the same kind, but never to be written to a file or a log. */
  readonly secrets?: Environment
  readonly resourceFiles: readonly ResourceFile[]
  readonly outputFiles?: readonly OutputFile[]
  readonly user: TaskUser
  /** Killed after so long, with the failure TaskEnded. Absent: never. */
  readonly wallClockMs?: number
  readonly coordination?: Coordination
  /** Installed on the node before its commands run, unless they are there. */
  readonly packages?: readonly NodePackage[]
  /** Absent: its command is a process of the node's own system. */
  readonly container?: ContainerSettings
}

/** Why an attempt has no exit code of its own to show, in Batch's words. */
export interface TaskFailure {
  readonly category: 'UserError' | 'ServerError'
  readonly code: FailureCode
  readonly message: string
  readonly details: readonly { readonly name: string; readonly value: string }[]
}

export type FailureCode =
  | 'ApplicationPackageError'
  | 'BlobAccessDenied'
  | 'BlobDownloadMiscError'
  | 'BlobDownloadTimedOut'
  | 'BlobNotFound'
  | 'CommandLaunchFailed'
  | 'CommandProgramNotFound'
  | 'ContainerInvalidImage'
  | 'ContainerInvalidRegistry'
  | 'ContainerInvalidSettings'
  | 'ContainerMiscError'
  | 'ContainerPoolNotSupported'
  | 'ContainerTaskSettingsNotFound'
  | 'DiskFull'
  | 'FileUploadAccessDenied'
  | 'FileUploadContainerNotFound'
  | 'FileUploadMiscError'
  | 'MountConfigurationError'
  | 'ResourceContainerAccessDenied'
  | 'ResourceContainerListMiscError'
  | 'ResourceContainerListTimedOut'
  | 'ResourceContainerNotFound'
  | 'ResourceDirectoryCreateFailed'
  | 'ResourceFileCreateFailed'
  | 'ResourceFileWriteFailed'
  | 'TaskEnded'

/** What an attempt that ran into its limit ends with. */
export const wallClockFailure: TaskFailure = {
  category: 'UserError',
  code: 'TaskEnded',
  message: 'The task ran longer than its maximum wall clock time.',
  details: [],
}

/** Processor time in milliseconds, as far as the machine counts it. */
export interface CpuTime {
  readonly userMs: number
  readonly kernelMs: number
}

/** How an attempt ended: by itself, by a signal, or before its program could start. */
export interface AttemptEnd {
  /** What its processes took; absent where that is not counted. */
  readonly cpu?: CpuTime
  readonly exitCode?: number
  /** The signal's number. Batch shows a task that was killed as exit code -9. */
  readonly signal?: number
  readonly failure?: TaskFailure
  /** Of the container it ran in. */
  readonly container?: ContainerEnd
}

/** What the agent found out about its node: what can run there, and how tasks are kept apart. */
export interface NodeCapabilities {
  /** Plain processes of the node's system. */
  readonly processes: boolean
  /** Users of their own, namespaces of their own, or nothing. */
  readonly separation: 'uid' | 'bwrap' | 'none'
  /** Whether the kernel counts and ends what a task started as one group. */
  readonly controlGroups: boolean
  /** Programs that run containers, by their names. */
  readonly containerRuntimes: readonly string[]
}

/**
 * Something that happened out there. Times are those of the place where it happened. Reports may
 * come late and twice; `exited` and `lost` are an attempt's last, and one that was overtaken by its
 * own `exited` may leave out `started`.
 */
export type AgentReport =
  /** Ready for attempts, with all that it still runs: an attempt it does not name ended or is lost. */
  | {
      readonly kind: 'nodeUp'
      readonly nodeId: string
      readonly at: Instant
      readonly attempts: readonly AttemptId[]
      /** As the last of `setUp`, `reboot` and `wipe` named it. */
      readonly bootId?: string
      readonly capabilities: NodeCapabilities
    }
  /** Something is wrong with the node, in Batch's words: no task runs well there. */
  | {
      readonly kind: 'nodeFaulty'
      readonly nodeId: string
      readonly at: Instant
      readonly code: string
      readonly message: string
      readonly details?: TaskFailure['details']
    }
  /** Deallocated or removed: nothing runs there. */
  | { readonly kind: 'nodeDown'; readonly nodeId: string; readonly at: Instant }
  /** Out of touch: what it ran may still run. */
  | { readonly kind: 'nodeUnknown'; readonly nodeId: string; readonly at: Instant }
  | {
      readonly kind: 'started'
      readonly attemptId: AttemptId
      readonly nodeId: string
      readonly at: Instant
    }
  /** The coordination command succeeded; the instance waits for `proceed` or for its end. */
  | {
      readonly kind: 'coordinated'
      readonly attemptId: AttemptId
      readonly nodeId: string
      readonly at: Instant
    }
  | ({
      readonly kind: 'exited'
      readonly attemptId: AttemptId
      readonly nodeId: string
      readonly startedAt: Instant
      readonly endedAt: Instant
    } & AttemptEnd)
  /** Gone without a result, and nothing of it runs: its node was rebooted, wiped, removed or fell. */
  | {
      readonly kind: 'lost'
      readonly attemptId: AttemptId
      readonly nodeId: string
      readonly at: Instant
    }

/**
 * Runs attempts on nodes: as processes of this machine, on a cluster, or only in imagination.
 * Lazuli may die between any two calls, so every call can be repeated with the same outcome. A call
 * resolves once its promise will be kept even if Lazuli dies; a node or attempt that the agent has
 * does not know counts as gone, and there is nothing to do. `signal` gives up waiting, no more.
 */
export interface NodeAgent {
  /**
   * Tells the agent what its node is, or what it has become; `nodeUp` follows. A node that was
   * released with its disk comes up again when this names another boot, and not before.
   */
  setUp(node: NodeSpec, signal?: AbortSignal): Promise<void>
  /** Kills all that runs there and keeps its files. Once for each `bootId`: repeating does nothing. */
  reboot(nodeId: string, bootId: string, signal?: AbortSignal): Promise<void>
  /** A reboot that also leaves the node's root as new: every file of every task is gone. */
  wipe(nodeId: string, bootId: string, signal?: AbortSignal): Promise<void>

  /** Starts the attempt, or does nothing if it was ever started before. On no node: it is `lost`. */
  start(attempt: TaskAttempt, signal?: AbortSignal): Promise<void>
  /** Every instance has coordinated: the primary's command may run. */
  proceed(attemptId: AttemptId, signal?: AbortSignal): Promise<void>
  /** Asks the whole process tree to end and kills it after `graceMs`; at once when that is 0. */
  stop(attemptId: AttemptId, graceMs: number, signal?: AbortSignal): Promise<void>

  /**
   * What is true out there, whatever the store believes: first the present state of every node,
   * then all that happens, in batches of what has gathered. Asking for the next batch says that the
   * one before is safe; what was not is told again to the next observer. One observer at a time.
   */
  observe(signal: AbortSignal): AsyncIterable<readonly AgentReport[]>
  readonly files: NodeFiles
  /** What its nodes take now, of each machine that measures it and is there to be asked. */
  usage(signal?: AbortSignal): Promise<readonly UsageReading[]>
  /**
   * Brings what the agent has written down of the node to a container. Resolves with the number of
   * files once they are on their way: what becomes of them is in the log itself. A `NodeFileError`
   * where the node is not there to be asked.
   */
  uploadLogs(nodeId: string, request: LogRequest): Promise<number>
  /** Lets go. What runs goes on where the agent can find it again. */
  close(): Promise<void>
}

/** The agent of nodes on one machine, which share it. A node ends there when it is released. */
export interface SharedAgent extends NodeAgent {
  /** Kills all that runs on the node and starts nothing more until another boot. Files stay. */
  deallocate(nodeId: string, signal?: AbortSignal): Promise<void>
  /** Kills all that runs on the node and deletes its files. */
  remove(nodeId: string, signal?: AbortSignal): Promise<void>
}

export interface FileEntry {
  /** Relative to the node's root, `/` between its parts. */
  readonly path: string
  readonly isDirectory: boolean
  readonly size: number
  readonly modifiedAt: Instant
  /** As in stat: `0o100644` for a plain file. */
  readonly mode: number
}

/** First and last byte, both included; without `last` up to the end. */
export interface ByteRange {
  readonly first: number
  readonly last?: number
}

/**
 * A node's files, by paths relative to its root. No path leaves the root, whatever it is made of;
 * one that would is `NotFound`. Refusals are a `NodeFileError`.
 */
export interface NodeFiles {
  /** A part of what is in a directory, as much as a page holds. Links are shown, not followed. */
  page(nodeId: string, directory: string, query: FileQuery): Promise<FilePage>
  stat(nodeId: string, path: string): Promise<FileEntry>
  /** A range that starts past the end is `InvalidRange`; one that ends past it is cut. */
  read(nodeId: string, path: string, range?: ByteRange): Promise<FileContent>
  /**
   * Deleting what is not there is `NotFound`. A directory goes at once, whatever writes to it, and all
   * that is in it a while later. Also how an attempt's files go after retention.
   */
  remove(nodeId: string, path: string, recursive: boolean): Promise<void>
}

/**
 * Which files, in this order: level by level, and in each those of one directory after those of the
 * one before. Names that come first in their directory are ranked; all others follow by name.
 */
export interface FileQuery {
  /** All levels. */
  readonly recursive: boolean
  /** Ranked in the directory itself, and in those further down. */
  readonly first: readonly string[]
  readonly firstFurtherDown: readonly string[]
  /** Paths from the directory begin so. */
  readonly prefix?: string
  /** Where the page before ended: a path from the directory. */
  readonly after?: string
  /** There may be fewer although there are more: long paths make short pages. */
  readonly limit: number
}

export interface FilePage {
  readonly entries: readonly FileEntry[]
  readonly hasMore: boolean
}

/** Where a name comes in its directory: by this number, then by itself. */
export function rankIn(first: readonly string[], name: string): number {
  const at = first.indexOf(name)
  return at < 0 ? first.length : at
}

export interface FileContent {
  readonly entry: FileEntry
  /** Exactly as many bytes as the range covers of `entry.size`. */
  readonly body: AsyncIterable<Uint8Array>
}

export type NodeFileErrorCode =
  | 'NotFound'
  | 'IsDirectory'
  | 'NotADirectory'
  | 'DirectoryNotEmpty'
  | 'InvalidRange'
  | 'NodeUnavailable'
  | 'IoError'

export class NodeFileError extends Error {
  readonly code: NodeFileErrorCode

  constructor(code: NodeFileErrorCode, message: string) {
    super(message)
    this.name = 'NodeFileError'
    this.code = code
  }
}

/** Rejects a boot (`reboot`, `wipe`, `setUp` with one): its agent was not there for too long. */
export class AgentAway extends Error {
  override readonly name = 'AgentAway'
}
