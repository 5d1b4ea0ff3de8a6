import type { Instant } from '#kernel/instant.ts'
import { HostProvider } from '../host-provider.ts'
import {
  type AgentReport,
  type AttemptEnd,
  type AttemptId,
  certificateFiles,
  certificatesOf,
  directoryOf,
  type NodeCapabilities,
  NodeFileError,
  type NodeFiles,
  type NodeSpec,
  type SharedAgent,
  type TaskAttempt,
  wallClockFailure,
} from '../port.ts'
import type { NodeDriver, NodeProvider } from '../provider.ts'
import { ReportFeed } from '../report-feed.ts'
import { MemoryFiles } from './memory-files.ts'

/** The part of the engine's clock that is needed here. */
interface SimulatedClock {
  now(): Instant
  at(at: Instant, ring: () => void): { cancel(): void }
}

/** How long an attempt takes and how it ends. A failure before its start takes no time at all. */
export type SimulatedRun = { readonly afterMs: number } & AttemptEnd

export interface SimulatedOptions {
  readonly clock: SimulatedClock
  /** Decides each attempt's run. Undefined: it runs until `finish`, `stop` or its limit. */
  readonly run?: (attempt: TaskAttempt) => SimulatedRun | undefined
}

interface Node {
  spec: NodeSpec
  allocated: boolean
  bootId: string | undefined
  files: MemoryFiles
}

interface Running {
  readonly attempt: TaskAttempt
  readonly startedAt: Instant
  readonly alarms: { cancel(): void }[]
  /** Multi-instance only: waits for `proceed`. */
  coordinating: boolean
}

const SIGTERM = 15
const SIGKILL = 9
const CAPABILITIES: NodeCapabilities = {
  processes: true,
  separation: 'none',
  controlGroups: false,
  containerRuntimes: [],
}
const NODE_DIRECTORIES = ['shared', 'workitems', 'fsmounts', 'volatile', 'startup', 'applications']

/** A driver that runs nothing and only keeps time. What it knows ends with its process. */
export class SimulatedNodes implements SharedAgent, NodeDriver {
  readonly #options: SimulatedOptions
  readonly #nodes = new Map<string, Node>()
  readonly #running = new Map<AttemptId, Running>()
  readonly #everStarted = new Set<AttemptId>()
  readonly #feed = new ReportFeed<AgentReport>()

  readonly provider: NodeProvider
  readonly agent = this

  constructor(options: SimulatedOptions) {
    this.#options = options
    this.provider = new HostProvider(this, () => this.#now)
  }

  get #now(): Instant {
    return this.#options.clock.now()
  }

  /** Nothing runs here, and so nothing is measured. */
  async usage(): Promise<readonly []> {
    return []
  }

  /** Nothing works here that could write something down. */
  async uploadLogs(): Promise<number> {
    return 0
  }

  async setUp(spec: NodeSpec): Promise<void> {
    const { nodeId, bootId } = spec
    const node = this.#nodes.get(nodeId)
    if (node) {
      const isBooted = bootId !== undefined && bootId !== node.bootId
      if (isBooted) Object.assign(node, { bootId, allocated: true })
      node.spec = spec
    } else {
      this.#nodes.set(nodeId, { spec, allocated: true, bootId, files: this.#freshFiles() })
    }
    this.#report(this.#stateOf(nodeId))
  }

  async reboot(nodeId: string, bootId: string): Promise<void> {
    this.#boot(nodeId, bootId)
  }

  async wipe(nodeId: string, bootId: string): Promise<void> {
    const node = this.#boot(nodeId, bootId)
    if (node) node.files = this.#freshFiles()
  }

  /** Boots the node and returns it, unless there is none or it runs under that boot already. */
  #boot(nodeId: string, bootId: string): Node | undefined {
    const node = this.#nodes.get(nodeId)
    if (!node || node.bootId === bootId) return undefined
    node.bootId = bootId
    this.#loseAllOf(nodeId)
    this.#report(this.#stateOf(nodeId))
    return node
  }

  async deallocate(nodeId: string): Promise<void> {
    const node = this.#nodes.get(nodeId)
    if (!node?.allocated) return
    node.allocated = false
    this.#loseAllOf(nodeId)
    this.#report(this.#stateOf(nodeId))
  }

  async remove(nodeId: string): Promise<void> {
    if (!this.#nodes.has(nodeId)) return
    this.#loseAllOf(nodeId)
    this.#nodes.delete(nodeId)
    this.#report({ kind: 'nodeDown', nodeId, at: this.#now })
  }

  async start(attempt: TaskAttempt): Promise<void> {
    const { attemptId, nodeId } = attempt
    if (this.#everStarted.has(attemptId)) return
    this.#everStarted.add(attemptId)
    const node = this.#nodes.get(nodeId)
    const at = this.#now
    if (!node?.allocated) return this.#report({ kind: 'lost', attemptId, nodeId, at })
    const directory = directoryOf(attempt.work)
    if (attempt.isFirst) node.files.clear(directory)
    node.files.makeDirectory(`${directory}/wd`, at)
    for (const name of ['stdout.txt', 'stderr.txt']) {
      node.files.write(`${directory}/${name}`, new Uint8Array(), at)
    }
    this.#putCertificates(node, attempt, at)
    const coordinating = attempt.coordination !== undefined
    const running: Running = { attempt, startedAt: at, alarms: [], coordinating }
    this.#running.set(attemptId, running)
    this.#report({ kind: 'started', attemptId, nodeId, at })
    this.#limit(running)
    if (coordinating) this.#report({ kind: 'coordinated', attemptId, nodeId, at })
    else this.#run(running)
  }

  #putCertificates({ spec, files }: Node, { work }: TaskAttempt, at: Instant): void {
    if (!spec.certificates) return
    const directory = certificatesOf(work)
    files.makeDirectory(directory, at)
    for (const { filePath, source } of spec.certificates.flatMap((each) =>
      certificateFiles(each, work),
    )) {
      if ('base64' in source) {
        files.write(`${directory}/${filePath}`, Buffer.from(source.base64, 'base64'), at)
      }
    }
  }

  async proceed(attemptId: AttemptId): Promise<void> {
    const running = this.#running.get(attemptId)
    if (!running?.coordinating || isSubtask(running.attempt)) return
    running.coordinating = false
    this.#run(running)
  }

  async stop(attemptId: AttemptId, graceMs: number): Promise<void> {
    const running = this.#running.get(attemptId)
    if (!running) return
    // A subtask that has coordinated has done its work: it ends, and is not killed.
    const done = running.coordinating && isSubtask(running.attempt)
    this.finish(attemptId, done ? { exitCode: 0 } : { signal: graceMs > 0 ? SIGTERM : SIGKILL })
  }

  /** Ends a running attempt now, in the given way. Does nothing to one that does not run. */
  finish(attemptId: AttemptId, end: AttemptEnd): void {
    const running = this.#forget(attemptId)
    if (!running) return
    const { nodeId } = running.attempt
    const { startedAt } = running
    this.#report({ kind: 'exited', attemptId, nodeId, startedAt, endedAt: this.#now, ...end })
  }

  /** Writes a file on a node as a task there would. Does nothing without the node. */
  write(nodeId: string, path: string, content: string): void {
    this.#nodes.get(nodeId)?.files.write(path, Buffer.from(content), this.#now)
  }

  observe(signal: AbortSignal): AsyncIterable<readonly AgentReport[]> {
    const present = () => [...this.#nodes.keys()].map((nodeId) => this.#stateOf(nodeId))
    return this.#feed.observe(signal, present)
  }

  readonly files: NodeFiles = {
    page: async (nodeId, directory, query) => this.#filesOf(nodeId).page(directory, query),
    stat: async (nodeId, path) => this.#filesOf(nodeId).stat(path),
    read: async (nodeId, path, range) => this.#filesOf(nodeId).read(path, range),
    remove: async (nodeId, path, recursive) => this.#filesOf(nodeId).remove(path, recursive),
  }

  async close(): Promise<void> {
    for (const attemptId of [...this.#running.keys()]) this.#forget(attemptId)
  }

  #run(running: Running): void {
    const { attempt } = running
    const run = this.#options.run?.(attempt)
    if (!run) return
    const { afterMs, ...end } = run
    if (end.failure && afterMs === 0) this.finish(attempt.attemptId, end)
    else this.#after(running, afterMs, end)
  }

  #limit(running: Running): void {
    const { wallClockMs } = running.attempt
    if (wallClockMs === undefined) return
    this.#after(running, wallClockMs, { signal: SIGKILL, failure: wallClockFailure })
  }

  #after(running: Running, ms: number, end: AttemptEnd): void {
    const { clock } = this.#options
    const at = (clock.now() + ms) as Instant
    running.alarms.push(clock.at(at, () => this.finish(running.attempt.attemptId, end)))
  }

  #forget(attemptId: AttemptId): Running | undefined {
    const running = this.#running.get(attemptId)
    this.#running.delete(attemptId)
    for (const alarm of running?.alarms ?? []) alarm.cancel()
    return running
  }

  #loseAllOf(nodeId: string): void {
    for (const { attempt } of [...this.#running.values()]) {
      if (attempt.nodeId !== nodeId) continue
      this.#forget(attempt.attemptId)
      this.#report({ kind: 'lost', attemptId: attempt.attemptId, nodeId, at: this.#now })
    }
  }

  #stateOf(nodeId: string): AgentReport {
    const at = this.#now
    const node = this.#nodes.get(nodeId)
    if (!node?.allocated) return { kind: 'nodeDown', nodeId, at }
    const attempts = [...this.#running.values()]
      .filter(({ attempt }) => attempt.nodeId === nodeId)
      .map(({ attempt }) => attempt.attemptId)
    const { bootId } = node
    return {
      kind: 'nodeUp',
      nodeId,
      at,
      attempts,
      ...(bootId !== undefined && { bootId }),
      capabilities: CAPABILITIES,
    }
  }

  #filesOf(nodeId: string): MemoryFiles {
    const node = this.#nodes.get(nodeId)
    if (!node?.allocated) throw new NodeFileError('NodeUnavailable', `node ${nodeId} is not there`)
    return node.files
  }

  #freshFiles(): MemoryFiles {
    const files = new MemoryFiles()
    for (const name of NODE_DIRECTORIES) files.makeDirectory(name, this.#now)
    files.makeDirectory('volatile/startup', this.#now)
    return files
  }

  #report(report: AgentReport): void {
    this.#feed.push(report)
  }
}

const isSubtask = ({ work }: TaskAttempt): boolean =>
  work.kind === 'task' && work.instance !== undefined && work.instance > 0
