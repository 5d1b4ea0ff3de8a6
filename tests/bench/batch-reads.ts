// How long a read takes while tasks are added, started and ended at an even pace, beside how long it
// takes when nothing else is asked of the server: the same client, in turns, in one run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Ready } from '../../src/cli/ready.ts'
import type { AddingOrder } from './batch-adder.ts'
import type { BatchCaller } from './batch-caller.ts'

const PER_SECOND = 500
const PER_CALL = 25
const SECONDS = 6
/** How long the pace is kept before anything is measured. */
const WARM_UP_MS = 1000
const IDLE_READS = 1000

const adder = fileURLToPath(new URL('./batch-adder.ts', import.meta.url))
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const at = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))]!
const median = (values: readonly number[]): number => at(values, 0.5)

interface Round {
  readonly idle: readonly number[]
  readonly busy: readonly number[]
  /** Tasks that were started a second, as the server counts them. */
  readonly rate: number
}

/** Prints the medians of the rounds. The first round warms up and does not count. */
export async function readsMeanwhile(
  caller: BatchCaller,
  ready: Ready,
  rounds: number,
): Promise<void> {
  await caller.call('POST', '/jobs', { id: 'read', poolInfo: { poolId: 'bench' } })
  const all: Round[] = []
  for (let i = 0; i <= rounds; i++) {
    const measured = await round(caller, ready, `paced${i}`)
    if (i > 0) all.push(measured)
  }
  const figure = (of: (one: Round) => number): string => median(all.map(of)).toFixed(2)
  const say = (name: string, text: string): void =>
    void process.stdout.write(`${name.padEnd(44)} ${text}\n`)
  const p99 = (values: readonly number[]): number => at(values, 0.99)
  say('tasks started a second meanwhile', median(all.map(({ rate }) => rate)).toFixed(0))
  say('GET p50, idle', `${figure(({ idle }) => median(idle))} ms`)
  say('GET p50, meanwhile', `${figure(({ busy }) => median(busy))} ms`)
  say('GET p99, idle', `${figure(({ idle }) => p99(idle))} ms`)
  say('GET p99, meanwhile', `${figure(({ busy }) => p99(busy))} ms`)
  say('  beside idle', `${figure(({ idle, busy }) => p99(busy) / p99(idle))}x`)
}

async function round(caller: BatchCaller, ready: Ready, job: string): Promise<Round> {
  const idle = await latencies(caller, (reads) => reads < IDLE_READS)
  await caller.call('POST', '/jobs', { id: job, poolInfo: { poolId: 'bench' } })
  const order: AddingOrder = {
    ready,
    job,
    perSecond: PER_SECOND,
    perCall: PER_CALL,
    seconds: SECONDS,
  }
  const child = spawn(process.execPath, [adder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  child.stdin.end(JSON.stringify(order))
  await once(child.stdout, 'data')
  await pause(WARM_UP_MS)
  let isAdding = true
  child.stdout.once('data', () => {
    isAdding = false
  })
  const [began, before] = [performance.now(), await started(caller, job)]
  const busy = await latencies(caller, () => isAdding)
  const [now, after] = [performance.now(), await started(caller, job)]
  const [code] = await ended
  if (code !== 0) throw new Error(`the one that adds tasks ended with ${code}`)
  await untilAllDone(caller, job)
  return { idle, busy, rate: ((after - before) * 1000) / (now - began) }
}

async function latencies(
  { call }: BatchCaller,
  goesOn: (reads: number) => boolean,
): Promise<number[]> {
  const all: number[] = []
  while (goesOn(all.length)) {
    const start = performance.now()
    await call('GET', '/jobs/read')
    all.push(performance.now() - start)
    await pause(1)
  }
  return all
}

interface Counts {
  readonly active: number
  readonly running: number
  readonly completed: number
  readonly failed: number
}

const counts = async ({ call }: BatchCaller, job: string): Promise<Counts> =>
  (await call('GET', `/jobs/${job}/taskcounts`)).taskCounts as Counts

async function started(caller: BatchCaller, job: string): Promise<number> {
  const { running, completed } = await counts(caller, job)
  return running + completed
}

async function untilAllDone(caller: BatchCaller, job: string): Promise<void> {
  for (;;) {
    const { completed, failed } = await counts(caller, job)
    if (failed > 0) throw new Error(`${failed} tasks failed`)
    if (completed >= PER_SECOND * SECONDS) return
    await pause(50)
  }
}
