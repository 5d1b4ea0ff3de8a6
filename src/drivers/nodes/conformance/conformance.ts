// What the tests of all node agents are made of: makers, and an observer that remembers.
import assert from 'node:assert/strict'
import {
  type AgentReport,
  type AttemptId,
  type NodeAgent,
  NodeFileError,
  type NodeFileErrorCode,
  type NodeSpec,
  type SharedAgent,
  type TaskAttempt,
} from '../port.ts'
import type { NodeDriver } from '../provider.ts'

/** How an attempt of a test shall go, whatever the driver needs to make it go so. */
export type Wanted = { readonly exitCode: number } | 'untilStopped' | 'programMissing'

export interface AgentHarness {
  readonly driver: SharedAgent & NodeDriver
  /** Makes the attempt go as wanted: by its command line, or by telling the driver. */
  shall(attempt: TaskAttempt, wanted: Wanted): TaskAttempt
  /** Lets as much time pass as an attempt's limit needs to be reached. */
  pass(ms: number): Promise<void>
  /** Writes into a node's root as a task there would. */
  write(nodeId: string, path: string, content: string): Promise<void>
  end(): Promise<void>
}

export const aNode = (nodeId = 'node-1'): NodeSpec => ({
  nodeId,
  poolId: 'pool-1',
  slots: 4,
  environment: { AZ_BATCH_ACCOUNT_NAME: 'account' },
})

export const anAttempt = (attemptId: string, more: Partial<TaskAttempt> = {}): TaskAttempt => ({
  attemptId,
  nodeId: 'node-1',
  work: { kind: 'task', jobId: 'job', taskId: `task-${attemptId}` },
  commandLine: '/bin/true',
  environment: {},
  resourceFiles: [],
  user: { auto: 'pool', admin: false },
  ...more,
})

/** Reads a driver's reports and remembers them all, so that a test can wait for one. */
export class Observer {
  readonly reports: AgentReport[] = []
  readonly #stopping = new AbortController()
  readonly #done: Promise<void>
  readonly #waiting = new Set<() => void>()

  constructor(driver: Pick<NodeAgent, 'observe'>) {
    this.#done = this.#read(driver)
  }

  async #read(driver: Pick<NodeAgent, 'observe'>): Promise<void> {
    for await (const batch of driver.observe(this.#stopping.signal)) {
      this.reports.push(...batch)
      for (const wake of this.#waiting) wake()
      this.#waiting.clear()
    }
  }

  async until<R extends AgentReport>(found: (report: AgentReport) => report is R): Promise<R>
  async until(found: (report: AgentReport) => boolean): Promise<AgentReport>
  async until(found: (report: AgentReport) => boolean): Promise<AgentReport> {
    for (;;) {
      const report = this.reports.find(found)
      if (report) return report
      await new Promise<void>((resolve) => this.#waiting.add(resolve))
    }
  }

  of(attemptId: AttemptId): AgentReport[] {
    return this.reports.filter((report) => 'attemptId' in report && report.attemptId === attemptId)
  }

  /** The attempt's last report. */
  async end(attemptId: AttemptId) {
    return this.until(
      (report) =>
        (report.kind === 'exited' || report.kind === 'lost') && report.attemptId === attemptId,
    ) as Promise<Extract<AgentReport, { kind: 'exited' | 'lost' }>>
  }

  async exit(attemptId: AttemptId) {
    const end = await this.end(attemptId)
    assert.equal(end.kind, 'exited')
    return end as Extract<AgentReport, { kind: 'exited' }>
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#done
  }
}

export const isNode =
  (kind: 'nodeUp' | 'nodeDown', nodeId = 'node-1') =>
  (report: AgentReport): boolean =>
    report.kind === kind && report.nodeId === nodeId

export const isStarted =
  (attemptId: AttemptId) =>
  (report: AgentReport): boolean =>
    report.kind === 'started' && report.attemptId === attemptId

export const hasCode =
  (code: NodeFileErrorCode) =>
  (error: unknown): boolean =>
    error instanceof NodeFileError && error.code === code

export interface Scene extends AgentHarness {
  readonly observer: Observer
}

export type AddScene = (title: string, play: (scene: Scene) => Promise<void>) => void
