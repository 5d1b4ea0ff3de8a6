import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'
import { join } from 'node:path'
import { freePort } from '#testing/free-ports.ts'
import { accessToken, call } from '../../../src/cli/client.ts'
import { readReady } from '../../../src/library/ready/ready.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { peer } from '../frame/peers.ts'
import { inTurns, median, ratio } from '../frame/statistics.ts'
import { packageOf } from '../parts/package.ts'
import { cpuOf, residentMb } from '../parts/process.ts'

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** How long a server is left alone before it counts as idle. */
const IDLE_MS = { full: 3000, smoke: 100 }

interface Start {
  /** From starting the process to its first answer. */
  readonly ms: number
  /** Processor time until then. */
  readonly cpuMs: number
  /** Resident set when idle. */
  readonly idleMb: number
  /** The share of the time before it was weighed in which it did nothing. */
  readonly idle: number
}

export const bench: Bench = {
  title: 'from starting a process to its first answer, and what it weighs when idle',
  async run(run) {
    const { size, rounds, scratch, withPeers } = run
    const command = `${await packageOf(run)}bin/lazuli.js`
    const lazuli = (name: string) => started(served(command, join(scratch, name)), size)
    // The first start of all fills the compile cache.
    await lazuli('first')
    const starts: Record<'fresh' | 'kept' | 'azurite', Start[]> = {
      fresh: [],
      kept: [],
      azurite: [],
    }
    const timed = (into: Start[], start: () => Promise<Start>) => async (): Promise<number> => {
      const measured = await start()
      into.push(measured)
      return measured.ms
    }
    let n = 0
    const measured = await inTurns(rounds, {
      fresh: timed(starts.fresh, () => lazuli(`fresh-${n++}`)),
      kept: timed(starts.kept, () => lazuli('first')),
      azurite: withPeers
        ? timed(starts.azurite, () => azurite(join(scratch, `azurite-${n++}`), size))
        : undefined,
    })
    const least = Math.min(...Object.values(starts).flatMap((all) => all.map(({ idle }) => idle)))
    // What a start left to do is done soon after it: in a smoke run it is what fills the time.
    const atLeast = size === 'full' ? 0.8 : -1
    run.reached({ what: 'share of the time before weighing that was idle', value: least, atLeast })
    run.reached({ what: 'starts of each kind', value: measured.fresh.length, atLeast: rounds })
    tell(run, 'new data', starts.fresh)
    tell(run, 'kept data', starts.kept)
    run.figure({
      what: 'first token, and a read with it',
      value: await firstRead(command, scratch),
      unit: 'ms',
    })
    if (!measured.azurite) return
    tell(run, 'Azurite, new data', starts.azurite)
    const mb = (of: readonly Start[]): number[] => of.map(({ idleMb }) => idleMb)
    run.figure({
      what: 'start with new data ÷ Azurite',
      value: ratio(measured.fresh, measured.azurite),
      aim: { atMost: 0.25 },
    })
    run.figure({
      what: 'idle memory ÷ Azurite',
      value: ratio(mb(starts.fresh), mb(starts.azurite)),
      aim: { atMost: 0.45 },
    })
  },
}

function tell(run: BenchRun, name: string, starts: readonly Start[]): void {
  const mid = (of: keyof Start): number => median(starts.map((one) => one[of]))
  run.figure({ what: `${name}: start to first answer`, value: mid('ms'), unit: 'ms' })
  run.figure({ what: `${name}: processor time until then`, value: mid('cpuMs'), unit: 'ms' })
  run.figure({ what: `${name}: resident set when idle`, value: mid('idleMb'), unit: 'MB' })
}

/** A program, and where it answers. */
interface Program {
  readonly args: readonly string[]
  readonly url: string
}

async function served(command: string, data: string): Promise<Program> {
  const port = await freePort()
  return {
    args: [command, 'start', '--port', String(port), '--batch-port', '0', '--data', data],
    // The certificate is ready before the server is: wait for the first answer, not for a message.
    url: `https://127.0.0.1:${port}/metadata/endpoints?api-version=2022-09-01`,
  }
}

async function azurite(data: string, size: BenchRun['size']): Promise<Start> {
  const file = await peer('azurite-blob')
  await mkdir(data, { recursive: true })
  const port = await freePort()
  const args = [file, '--blobPort', String(port), '--location', data, '--silent']
  const program = { args: [...args, '--disableTelemetry'], url: `http://127.0.0.1:${port}/` }
  return started(Promise.resolve(program), size)
}

async function started(program: Promise<Program>, size: BenchRun['size']): Promise<Start> {
  const { args, url } = await program
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  try {
    await answered(url, child)
    const ms = performance.now() - began
    const cpuMs = (await cpuOf(child.pid!)) / 1000
    await pause(IDLE_MS[size])
    const worked = (await cpuOf(child.pid!)) / 1000 - cpuMs
    const idle = 1 - worked / (performance.now() - began - ms)
    return { ms, cpuMs, idle, idleMb: await residentMb(child.pid!) }
  } finally {
    child.kill()
    await gone
  }
}

async function answered(url: string, child: ChildProcess): Promise<void> {
  const get = url.startsWith('https') ? getSecure : getPlain
  while (child.exitCode === null) {
    const isThere = await new Promise<boolean>((resolve) => {
      get(url, { rejectUnauthorized: false }, (response) => {
        response.resume().on('end', () => resolve(true))
      }).on('error', () => resolve(false))
    })
    if (isThere) return
    await pause(2)
  }
  throw new Error(`the server ended with ${child.exitCode}`)
}

/** What the first token and a resource read with it take: they load what answers them. */
async function firstRead(command: string, scratch: string): Promise<number> {
  const data = join(scratch, 'read')
  const args = [command, 'start', '--port', '0', '--batch-port', '0', '--data', data]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  try {
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const ready = await readReady({ data })
    const asked = performance.now()
    const token = await accessToken(ready, 'https://management.azure.com/')
    const path = `/subscriptions/${ready.subscriptionId}/resourcegroups/${ready.resourceGroup}`
    const headers = { authorization: `Bearer ${token}` }
    const seen = await call(ready, 'GET', `${path}?api-version=2022-12-01`, { headers })
    if (seen.status !== 200) throw new Error(seen.body)
    return performance.now() - asked
  } finally {
    child.kill()
    await gone
    await rm(data, { recursive: true, force: true })
  }
}
