// How long a read takes while tasks are added, started and ended at an even pace, beside how long it
// takes when nothing else is asked of the server: the same client, in turns, in one run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Ready } from '#library/ready/ready.ts'
import type { BenchRun } from '../frame/bench.ts'
import { median, p99 } from '../frame/statistics.ts'
import type { AddingOrder } from './batch-adder.ts'
import type { BatchCaller } from './batch-caller.ts'
import { addJob, countsOf, pause, untilDone } from './batch-pools.ts'

const SIZES = {
  full: { perSecond: 500, perCall: 25, seconds: 6, warmUpMs: 1000, idleReads: 1000 },
  smoke: { perSecond: 20, perCall: 5, seconds: 1, warmUpMs: 100, idleReads: 20 },
}

const adder = fileURLToPath(new URL('./batch-adder.ts', import.meta.url))

export interface Read {
  readonly what: string
  readonly read: () => Promise<unknown>
  /** How many times as long as idle the p99 may be. */
  readonly aim: number
}

interface Round {
  readonly idle: readonly number[]
  readonly busy: readonly number[]
  /** Tasks that were started a second, as the server counts them. */
  readonly rate: number
}

/** Medians of the rounds. The first round warms up and does not count. */
export async function readsMeanwhile(
  run: BenchRun,
  caller: BatchCaller,
  ready: Ready,
  { what, read, aim }: Read,
): Promise<void> {
  const rounds: Round[] = []
  for (let i = 0; i <= run.rounds; i++) {
    const job = `${what.replace(/\W/g, '')}${i}`
    const measured = await round(run, { caller, ready, job, read })
    if (i > 0) rounds.push(measured)
  }
  const of = (figure: (round: Round) => number): number => median(rounds.map(figure))
  run.reached({
    what: `tasks started a second while ${what} was read`,
    value: of(({ rate }) => rate),
    atLeast: SIZES[run.size].perSecond * (run.size === 'full' ? 0.9 : 0.1),
  })
  for (const [name, at] of [['p50', median] as const, ['p99', p99] as const]) {
    run.figure({
      what: `${what}: GET ${name}, idle`,
      value: of(({ idle }) => at(idle)),
      unit: 'ms',
    })
    run.figure({ what: `  meanwhile`, value: of(({ busy }) => at(busy)), unit: 'ms' })
  }
  const times = of(({ idle, busy }) => p99(busy) / p99(idle))
  run.figure({ what: `${what}: p99 ÷ idle`, value: times, aim: { atMost: aim } })
}

interface Work {
  readonly caller: BatchCaller
  readonly ready: Ready
  readonly job: string
  readonly read: () => Promise<unknown>
}

async function round(run: BenchRun, { caller, ready, job, read }: Work): Promise<Round> {
  const { idleReads, warmUpMs, ...pace } = SIZES[run.size]
  const idle = await latencies(read, (reads) => reads < idleReads)
  await addJob(caller, job, 'bench')
  const order: AddingOrder = { ready, job, ...pace }
  const child = spawn(process.execPath, [adder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  child.stdin.end(JSON.stringify(order))
  await once(child.stdout, 'data')
  // The pace is kept for a while before anything is measured.
  await pause(warmUpMs)
  let isAdding = true
  child.stdout.once('data', () => {
    isAdding = false
  })
  const [began, before] = [performance.now(), await started(caller, job)]
  const busy = await latencies(read, () => isAdding)
  const [now, after] = [performance.now(), await started(caller, job)]
  const [code] = await ended
  if (code !== 0) throw new Error(`the one that adds tasks ended with ${code}`)
  await untilDone(caller, job, pace.perSecond * pace.seconds)
  return { idle, busy, rate: ((after - before) * 1000) / (now - began) }
}

async function latencies(
  read: () => Promise<unknown>,
  goesOn: (reads: number) => boolean,
): Promise<number[]> {
  const all: number[] = []
  while (goesOn(all.length)) {
    const start = performance.now()
    await read()
    all.push(performance.now() - start)
    await pause(1)
  }
  return all
}

async function started(caller: BatchCaller, job: string): Promise<number> {
  const { running, completed } = await countsOf(caller, job)
  return running + completed
}
