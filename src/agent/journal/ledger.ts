import type { NumberedReport } from '#drivers/nodes/channel.ts'
import {
  type AgentReport,
  type AttemptEnd,
  type AttemptId,
  directoryOf,
  type NodeSpec,
  type TaskAttempt,
  type Work,
} from '#drivers/nodes/port.ts'
import type { LauncherRef } from '../launchers/launcher.ts'

export type NodeTurn = 'reboot' | 'wipe' | 'deallocate' | 'remove'

export interface NodeEntry {
  readonly spec: NodeSpec
  readonly allocated: boolean
  readonly bootId?: string
  /** What is being done to the node: an agent that starts finishes it. */
  readonly turn?: NodeTurn | undefined
  /** Since this boot: an agent that starts anew says at once that the node is up. */
  readonly hasImages?: boolean | undefined
}

/**
 * `coordinated` waits for `proceed`, a subtask for its end; `preparing` has started nothing yet, and of
 * `uploading` the last command has ended.
 */
export type Stage = 'preparing' | 'coordinating' | 'coordinated' | 'running' | 'uploading'

export interface AttemptEntry {
  readonly attemptId: AttemptId
  readonly nodeId: string
  readonly startedAt: number
  /** Where its files are: absolute. */
  readonly directory: string
  readonly stage: Stage
  /** The shells that ran its commands, the present one last, and what that was last told to do. */
  readonly launchers: readonly LauncherRef[]
  readonly command?: number
  /** A user id of this attempt alone: every process that has it belongs to the attempt. */
  readonly ownUid?: number
  /** When its wall clock time is over. */
  readonly deadline?: number
  /** It was asked to stop, and is killed at this time if it still runs. */
  readonly killAt?: number
  /** What it leaves running is meant to stay: start tasks start services. */
  readonly keepsRest?: boolean
  readonly subtask?: boolean
  /** The name of its container. */
  readonly container?: string
  /** Only where there is a command yet to come: multi-instance. It has no secrets in here. */
  readonly attempt?: TaskAttempt
  /** Its commands need what is not written down: only the agent that began it can start one. */
  readonly hasSecrets?: boolean
  /** It has output files. Which these are is not in here: what they may be put by is a secret. */
  readonly hasOutputs?: boolean
  /** How its command ended, while its output files are brought away; of a subtask, its coordination. */
  readonly end?: AttemptEnd
}

/** One line of the journal: something that the agent must still know after it was killed. */
export type JournalRecord =
  | { readonly node: NodeEntry }
  | { readonly gone: string }
  /** Saves an attempt as it is now; the first time it is also its `started` report. */
  | { readonly attempt: AttemptEntry; readonly number?: number }
  | { readonly number: number; readonly report: AgentReport }
  | { readonly safe: number }
  | { readonly ended: readonly AttemptId[] }
  | { readonly user: string; readonly uid: number }
  /** User ids below this one may have been given away. */
  | { readonly nextUid: number }
  | { readonly nextNumber: number }
  /** Which journal this is, for good. */
  | { readonly name: string }

/**
 * How many ended attempts are remembered after their last report was safe. One that Lazuli starts
 * again is one whose start it had no time to note before it died: among the very last.
 */
const REMEMBERED = 20_000

/** All that the agent knows, as its journal tells it. Pure memory: `apply` is its only way to change. */
export class Ledger {
  readonly nodes = new Map<string, NodeEntry>()
  readonly attempts = new Map<AttemptId, AttemptEntry>()
  readonly unsafe = new Map<number, AgentReport>()
  readonly users = new Map<string, number>()
  readonly #ended = new Set<AttemptId>()
  nextNumber = 1
  nextUid = 0
  name = ''

  everStarted(attemptId: AttemptId): boolean {
    return this.attempts.has(attemptId) || this.#ended.has(attemptId)
  }

  apply(record: JournalRecord): void {
    if ('report' in record) this.#report(record.number, record.report)
    else if ('attempt' in record) this.#attempt(record.attempt, record.number)
    else if ('node' in record) this.nodes.set(record.node.spec.nodeId, record.node)
    else if ('gone' in record) this.#gone(record.gone)
    else if ('safe' in record) this.#safe(record.safe)
    else if ('ended' in record) for (const attemptId of record.ended) this.#ended.add(attemptId)
    else if ('user' in record) this.users.set(record.user, record.uid)
    else if ('nextUid' in record) this.nextUid = record.nextUid
    else if ('name' in record) this.name = record.name
    else this.nextNumber = record.nextNumber
  }

  #gone(nodeId: string): void {
    this.nodes.delete(nodeId)
    for (const user of this.users.keys()) {
      if (user.startsWith(`${nodeId}/`)) this.users.delete(user)
    }
  }

  #attempt(attempt: AttemptEntry, number: number | undefined): void {
    this.attempts.set(attempt.attemptId, attempt)
    if (number !== undefined) this.#report(number, startedReport(attempt))
  }

  #report(number: number, report: AgentReport): void {
    this.nextNumber = Math.max(this.nextNumber, number + 1)
    this.unsafe.set(number, report)
    if (report.kind !== 'exited' && report.kind !== 'lost') return
    this.attempts.delete(report.attemptId)
    this.#ended.add(report.attemptId)
    if (this.#ended.size > REMEMBERED) this.#ended.delete(this.#ended.values().next().value!)
  }

  #safe(upTo: number): void {
    for (const number of this.unsafe.keys()) {
      if (number > upTo) break
      this.unsafe.delete(number)
    }
  }

  /** The fewest records that make a new ledger equal to this one. */
  snapshot(): JournalRecord[] {
    return [
      { name: this.name },
      { ended: [...this.#ended] },
      ...[...this.nodes.values()].map((node) => ({ node })),
      ...[...this.users].map(([user, uid]) => ({ user, uid })),
      ...[...this.unsafe].map(([number, report]) => ({ number, report })),
      ...[...this.attempts.values()].map((attempt) => ({ attempt })),
      { nextUid: this.nextUid },
      { nextNumber: this.nextNumber },
    ]
  }

  numbered(): NumberedReport[] {
    return [...this.unsafe].map(([number, report]) => ({ number, report }))
  }
}

export const startedReport = ({ attemptId, nodeId, startedAt }: AttemptEntry): AgentReport => ({
  kind: 'started',
  attemptId,
  nodeId,
  at: startedAt as Extract<AgentReport, { kind: 'started' }>['at'],
})

/** Whether a primary's command is yet to come, and would run without what it was promised. */
export const lacksSecrets = ({ attempt, hasSecrets, subtask, stage }: AttemptEntry): boolean =>
  hasSecrets === true &&
  attempt !== undefined &&
  !subtask &&
  stage !== 'running' &&
  stage !== 'uploading'

/** Whether it is a primary that may start commands on its other nodes. */
export const reachesOthers = ({ attempt, subtask }: AttemptEntry): boolean =>
  !subtask && (attempt?.coordination?.peers?.length ?? 0) > 1

/** What to log in to a registry with is for no file of the ledger's. */
function withoutLogin<T extends Pick<TaskAttempt, 'container'>>(attempt: T): T {
  const { container } = attempt
  if (!container?.registry?.login) return attempt
  const { login: _, ...registry } = container.registry
  return { ...attempt, container: { ...container, registry } }
}

const isSubtask = (work: Work): boolean => work.kind === 'task' && (work.instance ?? 0) > 0

const withoutFiles = (attempt: TaskAttempt): TaskAttempt => ({
  ...attempt,
  resourceFiles: [],
  ...(attempt.coordination && {
    coordination: { ...attempt.coordination, commonResourceFiles: [] },
  }),
})

/** What the ledger says of an attempt that is new. */
export function newEntry(attempt: TaskAttempt, root: string): AttemptEntry {
  const { secrets, outputFiles = [], ...given } = attempt
  // Fetched by the agent that begins it, or never: their addresses may hold a SAS.
  const written = withoutLogin(withoutFiles(given))
  const { attemptId, nodeId, work, wallClockMs, coordination } = written
  const startedAt = Date.now()
  return {
    attemptId,
    nodeId,
    startedAt,
    directory: `${root}/${directoryOf(work)}`,
    stage: 'preparing',
    launchers: [],
    ...(wallClockMs === undefined ? {} : { deadline: startedAt + wallClockMs }),
    ...(work.kind === 'startTask' ? { keepsRest: true } : {}),
    ...(isSubtask(work) ? { subtask: true } : {}),
    ...(coordination ? { attempt: written } : {}),
    ...(secrets ? { hasSecrets: true } : {}),
    ...(outputFiles.length > 0 && !isSubtask(work) ? { hasOutputs: true } : {}),
  }
}
