// What Prometheus reads. Calls are counted as they are answered; what the store knows by itself is
// asked at each reading, so that between two readings nothing is spent on it.
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Gauge, Histogram, Registry } from 'prom-client'
import type { BatchObserver } from '#batch/ports.ts'
import { jobTotals, nodeTotals, taskTotals } from '#batch/usage/metrics.queries.ts'
import { countUnfinished } from '#engine/operation.queries.ts'
import { plus } from '#kernel/instant.ts'
import { ownVersion } from '#library/own-version.ts'
import type { Pipeline } from '#server/pipeline.ts'
import type { Parts } from '../parts.ts'
import { CallDurations, counted } from './call-durations.ts'
import { addProcessMetrics } from './process-metrics.ts'

const WAIT_SECONDS = [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 60, 300, 1800, 7200]
const TURN_SECONDS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1]

/** A step that is due for so long was not taken up: something keeps the server from its work. */
const LATE_MS = 10_000

export interface Metrics {
  /** The same pipeline with its calls counted. */
  count(pipeline: Pipeline): Pipeline
  /** Counts what Batch does. */
  readonly batch: BatchObserver
  /** Counts connections to agents that run tasks. */
  readonly linked: (isUp: boolean) => void
  /** All of it in Prometheus's text format, and that format's content type. */
  read(): Promise<{ readonly text: string; readonly contentType: string }>
}

type Watched = Pick<Parts, 'store' | 'directory' | 'clock'>

export function createMetrics(watched: Watched): Metrics {
  const registry = new Registry()
  const registers = [registry]
  addProcessMetrics(registry)
  const calls = new CallDurations()
  const waits = new Histogram({
    name: 'lazuli_batch_task_wait_seconds',
    help: 'From the adding of a task to its first run.',
    buckets: WAIT_SECONDS,
    registers,
  })
  const turns = new Histogram({
    name: 'lazuli_batch_scheduler_turn_seconds',
    help: "Turns of Batch's scheduler.",
    buckets: TURN_SECONDS,
    registers,
  })
  const links = new Gauge({
    name: 'lazuli_agent_links',
    help: 'Connections to node agents.',
    registers,
  })
  addGauges(watched, registers)
  return {
    count: (pipeline) => counted(pipeline, calls),
    batch: {
      turned: (ms) => turns.observe(ms / 1000),
      ran: (waitMs) => waits.observe(waitMs / 1000),
    },
    linked: (isUp) => (isUp ? links.inc() : links.dec()),
    async read() {
      const text = `${await registry.metrics()}\n${calls.text()}`
      return { text, contentType: registry.contentType }
    },
  }
}

function addGauges({ store, directory, clock }: Watched, registers: Registry[]): void {
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    collect: (set: Gauge<Label>) => Promise<void> | void,
  ): void => {
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      async collect() {
        this.reset()
        await collect(this)
      },
    })
  }
  gauge('lazuli_info', 'The version that runs.', ['version'], (all) =>
    all.set({ version: ownVersion() }, 1),
  )
  gauge('lazuli_batch_tasks', 'Tasks by state.', ['account', 'state'], async (all) => {
    for (const { account, ...states } of await taskTotals(store)) {
      for (const [state, n] of Object.entries(states)) all.set({ account, state }, n)
    }
  })
  gauge('lazuli_batch_jobs', 'Jobs by state.', ['account', 'state'], async (all) => {
    for (const { account, state, n } of await jobTotals(store)) all.set({ account, state }, n)
  })
  const ofNodes = ['account', 'pool', 'state'] as const
  gauge('lazuli_batch_nodes', 'Compute nodes by state.', ofNodes, async (all) => {
    for (const { n, ...labels } of await nodeTotals(store)) all.set(labels, n)
  })
  const ofOperations = ['kind', 'status', 'late'] as const
  const operations = 'Long-running operations under way; late: a step is due for over ten seconds.'
  gauge('lazuli_operations', operations, ofOperations, async (all) => {
    for (const { kind, status, n, late } of await countUnfinished(
      store,
      plus(clock.now(), -LATE_MS),
    )) {
      all.set({ kind, status, late: 'false' }, n - late)
      all.set({ kind, status, late: 'true' }, late)
    }
  })
  const sizes = 'Bytes of the store and of its write-ahead log.'
  gauge('lazuli_store_bytes', sizes, ['file'], async (all) => {
    for (const file of ['store.db', 'store.db-wal']) {
      const found = await stat(join(directory.path, file)).catch(() => undefined)
      if (found) all.set({ file }, found.size)
    }
  })
}
