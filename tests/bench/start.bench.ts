import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { get as getPlain } from 'node:http'
import { get as getSecure } from 'node:https'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accessToken, call } from '../../src/cli/client.ts'
import { readReady } from '../../src/cli/ready.ts'
import type { Bench, BenchRun } from './frame/bench.ts'
import { peer } from './frame/peers.ts'
import { inTurns, median, ratio } from './frame/statistics.ts'
import { cpuOf, residentMb } from './process.ts'

const command = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
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
}

export const bench: Bench = {
  title: 'from starting a process to its first answer, and what it weighs when idle',
  async run(run) {
    const { size, rounds, scratch, withPeers } = run
    // The first start of all fills the compile cache.
    await lazuli(join(scratch, 'first'), size)
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
      fresh: timed(starts.fresh, () => lazuli(join(scratch, `fresh-${n++}`), size)),
      kept: timed(starts.kept, () => lazuli(join(scratch, 'first'), size)),
      azurite: withPeers
        ? timed(starts.azurite, () => azurite(join(scratch, `azurite-${n++}`), size))
        : undefined,
    })
    tell(run, 'new data', starts.fresh)
    tell(run, 'kept data', starts.kept)
    run.figure({
      what: 'first token, and a read with it',
      value: await firstRead(scratch),
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

async function lazuli(data: string, size: BenchRun['size']): Promise<Start> {
  const port = await freePort()
  const args = [command, 'start', '--port', String(port), '--batch-port', '0', '--data', data]
  // The certificate is ready before the server is: wait for the first answer, not for a message.
  const url = `https://127.0.0.1:${port}/metadata/endpoints?api-version=2022-09-01`
  return started(args, url, size)
}

async function azurite(data: string, size: BenchRun['size']): Promise<Start> {
  const program = await peer('azurite-blob')
  await mkdir(data, { recursive: true })
  const port = await freePort()
  const args = [program, '--blobPort', String(port), '--location', data, '--silent']
  return started([...args, '--disableTelemetry'], `http://127.0.0.1:${port}/`, size)
}

async function started(
  args: readonly string[],
  url: string,
  size: BenchRun['size'],
): Promise<Start> {
  const began = performance.now()
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  try {
    await answered(url, child)
    const ms = performance.now() - began
    const cpuMs = (await cpuOf(child.pid!)) / 1000
    await pause(IDLE_MS[size])
    return { ms, cpuMs, idleMb: await residentMb(child.pid!) }
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
async function firstRead(scratch: string): Promise<number> {
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
