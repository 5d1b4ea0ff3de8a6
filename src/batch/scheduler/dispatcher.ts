import type { AgentReport, TaskAttempt } from '#drivers/nodes/port.ts'
import { Loop } from '#engine/loop.ts'
import { type Instant, plus } from '#kernel/instant.ts'
import type { Reader, Tx } from '#store/tx.ts'
import { anyMayLeave, nextDeadline, nextEmptyEnd } from '../jobs/job.queries.ts'
import { removeDeletedJobs } from '../jobs/remove.ts'
import { emptyFor, settleJobs } from '../jobs/settle.ts'
import { type JobNumber, nodeIdOf } from '../keys.ts'
import { isWithoutMachine } from '../nodes/node-driver.ts'
import { giveUpAutoPools } from '../pools/auto/auto-pool.commands.ts'
import type { BatchPorts } from '../ports.ts'
import { type Changes, withChanges } from '../tasks/changes.ts'
import { assignTasks } from './assign.ts'
import { allAttempts, attemptsOn, attemptsToStop, removeAttempt } from './attempt.queries.ts'
import { startDue } from './prepare.ts'
import { rebuiltAttempt } from './rebuild.ts'
import { giveUpAttempt, primaryIfReady, takeReport } from './report.ts'

/** A machine that falls takes what runs there with it: what it forgot is found out again. */
const LATER = { flush: 'later' } as const
/**
 * A driver tells at once that an attempt started. One that says nothing has forgotten that it ran
 * before: the machine fell between the end of the attempt and the flush of the store.
 */
const SILENCE_MS = 30_000

type NodeUp = Extract<AgentReport, { kind: 'nodeUp' }>

/** What is to be told to the driver once a transaction is saved. */
interface Orders {
  readonly starts: readonly TaskAttempt[]
  readonly stops: readonly string[]
  /** How long those waited that run for the first time. */
  readonly waits: readonly number[]
  /** Primaries whose command may run. */
  readonly proceeds?: readonly string[]
  /** The round has ended tasks itself: there is more to look at. */
  readonly isToLook: boolean
}

/**
 * Puts tasks on nodes and follows what becomes of them. All it knows is in rows: it can be killed at
 * any moment, and begins again with the attempts that may be alive out there.
 */
export class Dispatcher {
  readonly #ports: BatchPorts
  readonly #loop: Loop
  readonly #closing = new AbortController()
  /** Attempts of an earlier life of this server: whether they were ever started is not known. */
  readonly #inherited = new Set<string>()
  /** Attempts that the driver was told to stop in this life. */
  readonly #stopped = new Set<string>()
  /**
   * Attempts that the driver was told to start and has not spoken of, with the time from which it
   * could have: when the call was done.
   */
  readonly #unreported = new Map<string, Instant | undefined>()
  #begun = false

  constructor(ports: BatchPorts) {
    this.#ports = ports
    const { clock, onRetry } = ports
    this.#loop = new Loop({
      clock,
      onError: (error) => onRetry?.('scheduling', error),
      scan: () => this.#scan(),
      sweeps: true,
    })
    clock.watch?.(() => this.#loop.busy)
  }

  /** Hints that there may be something to run or to stop. */
  wake(): void {
    this.#loop.wake()
  }

  async stop(): Promise<void> {
    this.#closing.abort()
    await this.#loop.stop()
  }

  async #scan(): Promise<Instant | undefined> {
    const { store, clock } = this.#ports
    this.#give(await store.write((tx) => this.#look(tx, clock.now()), LATER))
    if (await removeDeletedJobs(this.#ports)) this.wake()
    await giveUpAutoPools(this.#ports)
    // Schedules wait for jobs that are over, or gone; and files for the end of what wrote them.
    this.#ports.wake.schedules()
    this.#ports.wake.files()
    const times = [await nextDeadline(store), await nextEmptyEnd(store, emptyFor(clock))]
    return times.reduce((first, at) => (first === undefined || (at && at < first) ? at : first))
  }

  /** Attempts that the agent reports have reached it; call this before any of it is saved. */
  noteSpokenOf(reports: readonly AgentReport[]): void {
    for (const report of reports) {
      if (report.kind === 'nodeUp') for (const id of report.attempts) this.#unreported.delete(id)
      if ('attemptId' in report) this.#unreported.delete(report.attemptId)
    }
  }

  /**
   * Takes news of attempts and uses at once what they free, in the transaction that makes the news
   * safe, after nodes have changed their states by it. News may come late and twice. Call what it
   * answers once all is saved.
   */
  async takeReports(tx: Tx, reports: readonly AgentReport[], now: Instant): Promise<() => void> {
    await this.#inherit(tx)
    for (const report of reports) this.#noteEnd(report)
    const proceeds: string[] = []
    const again: TaskAttempt[] = []
    const jobs = new Set<JobNumber>()
    const orders = await withChanges(tx, now, async (changes) => {
      for (const report of reports) {
        const outcome = await takeReport(tx, changes, this.#ports.catalogues, report, now)
        if (outcome?.proceed !== undefined) proceeds.push(outcome.proceed)
        if (outcome?.job !== undefined) jobs.add(outcome.job)
        again.push(...(outcome?.starts ?? []))
      }
      for (const report of reports) {
        if (report.kind === 'nodeUp')
          again.push(...(await this.#recover(tx, report, proceeds, jobs)))
      }
      return this.#turn(tx, changes, now)
    })
    // What is to be settled or deleted, or waits for a moment, is the loop's business.
    const isLeaving = await anyMayLeave(tx, jobs)
    return () => {
      this.#give({ ...orders, starts: [...again, ...orders.starts], proceeds })
      if (isLeaving) this.wake()
      this.#ports.wake.files()
    }
  }

  /**
   * A node says what runs there. What should and does not is started again, which does nothing if it
   * ever was; what was to end and does not run has ended.
   */
  async #recover(
    tx: Tx,
    { nodeId, attempts }: NodeUp,
    proceeds: string[],
    jobs: Set<JobNumber>,
  ): Promise<TaskAttempt[]> {
    const alive = new Set(attempts)
    const again: TaskAttempt[] = []
    for (const attempt of await attemptsOn(tx, nodeIdOf(nodeId))) {
      const { id } = attempt
      if (alive.has(id)) {
        const primary = await primaryIfReady(tx, attempt.task, attempt.attempt)
        if (primary === id) proceeds.push(id)
        continue
      }
      if (!attempt.stopping) {
        const rebuilt = await rebuiltAttempt(tx, this.#ports.catalogues, attempt)
        if (rebuilt) again.push(rebuilt)
      } else if (this.#inherited.has(id)) {
        await removeAttempt(tx, id)
        jobs.add(attempt.job)
      }
    }
    return again
  }

  async #inherit(reader: Reader): Promise<void> {
    if (this.#begun) return
    for (const { id } of await allAttempts(reader)) this.#inherited.add(id)
    this.#begun = true
  }

  /** Does all that may be due. */
  async #look(tx: Tx, now: Instant): Promise<Orders> {
    await this.#inherit(tx)
    return withChanges(tx, now, async (changes) => {
      for (const id of this.#silentSince(plus(now, -SILENCE_MS)))
        await giveUpAttempt(tx, changes, this.#ports.catalogues, id, now)
      await this.#forgetEnded(tx)
      // Jobs are settled by what is counted of them.
      await changes.save(tx, now)
      await settleJobs(tx, changes, now, emptyFor(this.#ports.clock))
      return this.#turn(tx, changes, now)
    })
  }

  /**
   * What an earlier life was to end on a node that has no machine any more has ended. Where the agent fell
   * too, none is left to say so, and the task would wait for that for ever.
   */
  async #forgetEnded(tx: Tx): Promise<void> {
    if (this.#inherited.size === 0) return
    for (const { id, node } of await attemptsToStop(tx)) {
      if (this.#inherited.has(id) && (await isWithoutMachine(tx, node))) await removeAttempt(tx, id)
    }
  }

  async #turn(tx: Tx, changes: Changes, now: Instant): Promise<Orders> {
    const began = performance.now()
    const { catalogues, intake } = this.#ports
    const starts = intake.isClosed ? [] : await assignTasks(tx, changes, catalogues, now)
    starts.push(...(await startDue(tx, changes, catalogues, now)))
    const stopping = await attemptsToStop(tx)
    const stops = stopping.map(({ id }) => id).filter((id) => !this.#stopped.has(id))
    this.#ports.observer?.turned(performance.now() - began)
    return { starts, stops, waits: changes.waits, isToLook: changes.hasFailed }
  }

  #give({ starts, stops, waits, proceeds = [], isToLook }: Orders): void {
    const { nodeAgent, observer } = this.#ports
    if (isToLook) this.wake()
    for (const ms of waits) observer?.ran(ms)
    const { signal } = this.#closing
    if (signal.aborted) return
    for (const attempt of starts) {
      const id = attempt.attemptId
      this.#unreported.set(id, undefined)
      // Also where the call fails: if the attempt did not start, its task is to run again.
      const started = nodeAgent.start(attempt, signal).finally(() => {
        if (this.#unreported.has(id)) this.#unreported.set(id, this.#ports.clock.now())
      })
      this.#hope(started, 'starting a task')
    }
    for (const id of proceeds) this.#hope(nodeAgent.proceed(id, signal), 'running a primary')
    for (const id of stops) {
      this.#stopped.add(id)
      this.#hope(
        nodeAgent.stop(id, 0, signal).catch((error: unknown) => {
          this.#stopped.delete(id)
          throw error
        }),
        'ending a task',
      )
    }
  }

  /** The driver is asked again when it says what it has: a call that fails is not the last. */
  #hope(call: Promise<void>, what: string): void {
    call.catch((error: unknown) => {
      if (!this.#closing.signal.aborted) this.#ports.onRetry?.(what, error)
    })
  }

  #noteEnd(report: AgentReport): void {
    if (report.kind !== 'exited' && report.kind !== 'lost') return
    this.#stopped.delete(report.attemptId)
    this.#inherited.delete(report.attemptId)
  }

  /** Attempts of which the driver could have told something since then, and did not. */
  #silentSince(then: Instant): string[] {
    const silent: string[] = []
    for (const [id, since] of this.#unreported) {
      if (since === undefined || since > then) continue
      silent.push(id)
      this.#unreported.delete(id)
    }
    return silent
  }
}

/** Begins to schedule, and takes the hints that there is work. */
export function startDispatcher(ports: BatchPorts): Dispatcher {
  const dispatcher = new Dispatcher(ports)
  ports.wake.scheduler = () => dispatcher.wake()
  dispatcher.wake()
  return dispatcher
}
