// A server of ours beside a bare one, under the same load in turns.
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { BenchRun } from '../frame/bench.ts'
import { inTurns, ratio } from '../frame/statistics.ts'
import { cpuOf } from './process.ts'

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export interface Side {
  readonly pid: number
  readonly order: object
}

interface Figures {
  readonly requests: number
  readonly perSecond: number
}

interface Load {
  readonly requests: number
  readonly rate: number
  readonly cpuUs: number
}

export async function load({ pid, order }: Side): Promise<Load> {
  const before = await cpuOf(pid)
  const child = spawn(process.execPath, [here('load.ts')], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(order))
  let said = ''
  for await (const chunk of child.stdout) said += String(chunk)
  const { requests, perSecond } = JSON.parse(said) as Figures
  return { requests, rate: perSecond, cpuUs: ((await cpuOf(pid)) - before) / requests }
}

export interface Pair {
  readonly what: string
  readonly ours: Side
  readonly bare: Side | undefined
  readonly aim: number
  /** Calls that ours answers in each round of a full run: a round of fewer is about something else. */
  readonly calls: number
}

/** By rate and by processor time. */
export async function beside(run: BenchRun, { what, ours, bare, aim, calls }: Pair): Promise<void> {
  const answered: number[] = []
  const cpu = { ours: [] as number[], bare: [] as number[] }
  const side = (name: 'ours' | 'bare', of: Side) => async (): Promise<number> => {
    const { requests, rate, cpuUs } = await load(of)
    cpu[name].push(cpuUs)
    if (name === 'ours') answered.push(requests)
    return rate
  }
  const rates = await inTurns(run.rounds, {
    ours: side('ours', ours),
    bare: bare && side('bare', bare),
  })
  run.reached({
    what: `${what}: calls in a round`,
    value: Math.min(...answered),
    atLeast: run.size === 'full' ? calls : 1,
  })
  run.figure({ what: `${what}: processor time a call`, value: cpu.ours.at(-1)!, unit: 'µs' })
  if (!rates.bare) return
  run.figure({
    what: `${what}: ÷ bare`,
    value: ratio(rates.ours, rates.bare),
    aim: { atLeast: aim },
  })
  run.figure({
    what: `${what}: bare's processor time ÷ ours`,
    value: ratio(cpu.bare.slice(1), cpu.ours.slice(1)),
  })
}

export async function bareServer(
  args: readonly string[],
): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [here('bare-reads.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await new Promise<string>((resolve) =>
    child.stdout!.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  )
  return { child, port: Number(said.split('\n')[0]) }
}
