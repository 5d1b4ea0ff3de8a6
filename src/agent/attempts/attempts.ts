import { setTimeout as wait } from 'node:timers/promises'
import type { AttemptId, CpuTime, NodeSpec, TaskAttempt } from '#drivers/nodes/port.ts'
import type { Instant } from '#kernel/instant.ts'
import type { Containers } from '../containers/containers.ts'
import type { Journal } from '../journal/journal.ts'
import type { NodeEntry } from '../journal/ledger.ts'
import type { Launcher, LauncherRef } from '../launchers/launcher.ts'
import type { Launchers } from '../launchers/launchers.ts'
import { Packages } from '../packages/packages.ts'
import { emptied, killGroup, removeEmptyGroups } from '../processes/control-groups.ts'
import { killTree, type Tree } from '../processes/process-tree.ts'
import { Sweeper } from '../processes/sweeper.ts'
import type { Allocation } from '../remote/elsewhere.ts'
import { RemoteCommands } from '../remote/remote-commands.ts'
import type { Certificates } from '../resources/certificates.ts'
import type { Separator } from '../separation/separation.ts'
import type { KeptOutputs } from '../transfers/kept-outputs.ts'
import type { Transfers } from '../transfers/transfers.ts'
import { AttemptRun } from './attempt-run.ts'
import { NODE_MARK } from './environment.ts'
import type { Host, Shared } from './host.ts'

/** How often the ends of what an earlier agent started are looked for. */
const LOOK_MS = 200
const AGAIN_MS = 20
/** Within this the end of a launcher that was killed is known here. */
const SOON_MS = 4

/** All attempts of this machine: those that run, and what may be done with one by its id. */
export class Attempts implements Host {
  readonly journal: Journal
  readonly launchers: Launchers
  readonly separator: Separator
  readonly certificates: Certificates
  readonly transfers: Transfers
  readonly packages: Packages
  readonly outputs: KeptOutputs
  readonly containers: Containers
  readonly doubtMs: number
  readonly remote: RemoteCommands
  readonly #runs = new Map<AttemptId, AttemptRun>()
  /** The runs that have these directories. */
  readonly #places = new Map<string, AttemptRun>()
  /** Attempts whose directory another run still has. */
  readonly #waiting = new Map<AttemptId, TaskAttempt>()
  /** Runs whose launchers belong to an agent that has died. */
  readonly #adopted = new Set<AttemptRun>()
  readonly #sweeper: Sweeper
  /** What commands that ended took, in milliseconds, by their nodes. */
  readonly #spent = new Map<string, number>()
  #looking: NodeJS.Timeout | undefined
  #commands = 0

  constructor({
    journal,
    launchers,
    separator,
    certificates,
    transfers,
    outputs,
    containers,
    doubtMs,
    allocation,
  }: Shared & { readonly allocation?: Allocation | undefined }) {
    this.journal = journal
    this.certificates = certificates
    this.packages = new Packages(separator, transfers)
    this.launchers = launchers
    this.separator = separator
    this.transfers = transfers
    this.outputs = outputs
    this.containers = containers
    this.doubtMs = doubtMs
    this.remote = new RemoteCommands(this, allocation)
    this.#sweeper = new Sweeper(
      () => new Set([...this.#runs.values()].map(({ entry }) => entry.directory)),
    )
  }

  get size(): number {
    return this.#runs.size + this.#waiting.size
  }

  nextCommand(): number {
    return ++this.#commands
  }

  start(attempt: TaskAttempt): void {
    const { attemptId, nodeId } = attempt
    const { ledger } = this.journal
    if (ledger.everStarted(attemptId) || this.#waiting.has(attemptId)) return
    const node = ledger.nodes.get(nodeId)
    if (!isReady(node)) {
      this.#lose(attempt)
      return
    }
    const run = new AttemptRun(this, node.spec, attempt)
    const earlier = this.#places.get(run.entry.directory)
    if (earlier) {
      // Of a task that was deleted, or an attempt that was given up: what kills it may reach us too.
      this.#waiting.set(attemptId, attempt)
      earlier.stop(0)
      return
    }
    this.#keep(run)
    run.begin()
  }

  #keep(run: AttemptRun): void {
    this.#runs.set(run.entry.attemptId, run)
    this.#places.set(run.entry.directory, run)
  }

  #lose({ attemptId, nodeId }: TaskAttempt): void {
    this.#waiting.delete(attemptId)
    this.journal.report({ kind: 'lost', attemptId, nodeId, at: Date.now() as Instant })
  }

  proceed(attemptId: AttemptId): void {
    this.#runs.get(attemptId)?.proceed()
  }

  stop(attemptId: AttemptId, graceMs: number): void {
    const waiting = this.#waiting.get(attemptId)
    if (waiting) this.#lose(waiting)
    this.#runs.get(attemptId)?.stop(graceMs)
  }

  subtaskOn(nodeId: string, of: TaskAttempt['work']): AttemptRun | undefined {
    const isOurs = ({ entry: { attempt, subtask, ...entry } }: AttemptRun): boolean =>
      entry.nodeId === nodeId && subtask === true && isSameTask(attempt?.work, of)
    return [...this.#runs.values()].find(isOurs)
  }

  rootOf(nodeId: string): string {
    return this.separator.rootOf(nodeId)
  }

  get hasViews(): boolean {
    return this.separator.separation !== 'none'
  }

  over(run: AttemptRun, rest: Tree | undefined): void {
    const { attemptId, directory } = run.entry
    if (run.entry.attempt) this.remote.over(run.entry, run.place.staging)
    if (run.entry.hasOutputs) this.outputs.forget(attemptId)
    this.#runs.delete(attemptId)
    if (this.#places.get(directory) === run) this.#places.delete(directory)
    if (rest) this.#sweeper.add(directory, rest)
    const next = [...this.#waiting.values()]
    this.#waiting.clear()
    for (const attempt of next) this.start(attempt)
  }

  spent(nodeId: string, cpu: CpuTime | undefined): void {
    if (cpu) this.#spent.set(nodeId, this.spentOn(nodeId) + cpu.userMs + cpu.kernelMs)
  }

  spentOn(nodeId: string): number {
    return this.#spent.get(nodeId) ?? 0
  }

  /** The names of what attempts have begun, and must still find. */
  containerNames(): ReadonlySet<string> {
    return new Set([...this.#runs.values()].flatMap(({ entry }) => entry.container ?? []))
  }

  /** The launchers that have run something of a node's, with its id. */
  launchersOfNodes(): (readonly [LauncherRef, string])[] {
    const used = [...this.#runs.values()].flatMap(({ entry: { launchers, nodeId } }) =>
      launchers.map((launcher) => [launcher, nodeId] as const),
    )
    return [...this.launchers.waiting(), ...used]
  }

  /** Kills all that runs on the node. Resolves once nothing does and every attempt is told lost. */
  async loseAllOf(nodeId: string): Promise<void> {
    for (const attempt of this.#waiting.values()) if (attempt.nodeId === nodeId) this.#lose(attempt)
    const lost = [...this.#runs.values()].filter((run) => run.entry.nodeId === nodeId && run.lose())
    this.#spent.delete(nodeId)
    const group = this.separator.groupOf(nodeId)
    const withdrawn = this.launchers.withdrawOf(nodeId)
    const removeContainers = (): Promise<unknown> =>
      Promise.all(lost.map((run) => run.removeContainer()))
    await removeContainers()
    if (group) {
      killGroup(group)
      // What is still dying would be looked for among all processes once more.
      await emptied(group)
    }
    const trees = lost.map((run) => run.tree())
    const all: Tree = {
      marks: [`${NODE_MARK}=${this.separator.rootOf(nodeId)}`],
      sessions: new Map(trees.flatMap((tree) => [...tree.sessions])),
      uids: trees.flatMap((tree) => tree.uids),
      groups: [],
      // What a start task left is known by its launcher alone, which must be there to be found.
      sealed: [...trees.flatMap((tree) => tree.sealed), ...sealedOf(withdrawn)],
    }
    await killTree(all)
    for (const launcher of withdrawn) launcher.retire()
    // A launcher may have been about to start what it was given last.
    for (let pause = 1; lost.some((run) => run.isBusy); pause = Math.min(AGAIN_MS, pause * 2)) {
      await wait(pause)
      if (pause > SOON_MS && lost.some((run) => run.isBusy)) await killTree(all)
    }
    await removeContainers()
    if (group) removeEmptyGroups(group)
    for (const run of lost) run.lost()
  }

  /** Takes up what an earlier agent left running. */
  adopt(): void {
    this.outputs.forgetOthers(this.journal.ledger.attempts.keys())
    for (const entry of this.journal.ledger.attempts.values()) {
      const spec = this.journal.ledger.nodes.get(entry.nodeId)?.spec ?? missingNode(entry.nodeId)
      this.#keep(new AttemptRun(this, spec, entry))
    }
    // Only now: what a primary has asked of its subtasks meanwhile finds these.
    for (const run of [...this.#runs.values()]) if (run.adopt()) this.#adopted.add(run)
    this.#look()
  }

  #look(): void {
    for (const run of this.#adopted) if (!run.look()) this.#adopted.delete(run)
    if (this.#adopted.size > 0) this.#looking = setTimeout(() => this.#look(), LOOK_MS)
  }

  close(): void {
    clearTimeout(this.#looking)
    this.#sweeper.close()
    this.remote.end()
    this.outputs.close()
    this.launchers.close()
  }
}

const sealedOf = (launchers: readonly Launcher[]): number[] =>
  launchers.filter(({ dead, ref }) => ref.sealed && !dead).map(({ ref }) => ref.pid)

const isSameTask = (one: TaskAttempt['work'] | undefined, other: TaskAttempt['work']): boolean =>
  one?.kind === 'task' &&
  other.kind === 'task' &&
  one.jobId === other.jobId &&
  one.taskId === other.taskId

const isReady = (node: NodeEntry | undefined): node is NodeEntry =>
  node?.allocated === true && !node.turn

/** A node that went while the agent was dead: its attempts are lost by the turn that removed it. */
const missingNode = (nodeId: string): NodeSpec => ({
  nodeId,
  poolId: '',
  slots: 0,
  environment: {},
})
