// How soon the server answers, with a new data directory and with a kept one, and what it weighs when
// idle. Every start is of a process of its own, with the compile cache that earlier ones have left.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accessToken, call } from '../../src/cli/client.ts'
import { readReady } from '../../src/cli/ready.ts'
import { cpuOf, residentMb } from './process.ts'

const ROUNDS = Number(process.env.ROUNDS ?? 5)
const command = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

interface Start {
  /** From starting the process to its first answer. */
  readonly ms: number
  /** Processor time until then. */
  readonly cpuMs: number
  /** Resident set when idle. */
  readonly idleMb: number
  /** What the first token and a resource read with it take: they load what answers them. */
  readonly readMs: number
  /** Resident set after that. */
  readonly usedMb: number
}

export async function start(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'lazuli-bench-'))
  try {
    // Whoever starts first fills the compile cache.
    await startOnce(join(scratch, 'first'))
    const fresh: Start[] = []
    const again: Start[] = []
    for (let i = 0; i < ROUNDS; i++) {
      fresh.push(await startOnce(join(scratch, `data-${i}`)))
      again.push(await startOnce(join(scratch, `data-${i}`)))
    }
    tell('new data', fresh)
    tell('kept data', again)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

function tell(name: string, starts: readonly Start[]): void {
  const mid = (of: keyof Start): string =>
    starts
      .map((one) => one[of])
      .sort((a, b) => a - b)
      [Math.floor(starts.length / 2)]!.toFixed(0)
  const line = (what: string, text: string): void => say(`${what.padEnd(36)} ${text}`)
  line(`start to first answer, ${name}`, `${mid('ms')} ms, processor ${mid('cpuMs')} ms`)
  line(' resident set when idle', `${mid('idleMb')} MB`)
  line(' first token and read after it', `${mid('readMs')} ms, then ${mid('usedMb')} MB`)
}

async function startOnce(data: string): Promise<Start> {
  const port = await freePort()
  const began = performance.now()
  const args = [command, 'start', '--port', String(port), '--batch-port', '0', '--data', data]
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const ended = gone.then((code) => Promise.reject(new Error(`the server ended with ${code}`)))
  // Killed at the end: nobody waits for it any more.
  ended.catch(() => undefined)
  try {
    await Promise.race([untilAnswered(port, child), ended])
    const ms = performance.now() - began
    const cpuMs = (await cpuOf(child.pid!)) / 1000
    await pause(2000)
    const idleMb = await residentMb(child.pid!)
    const asked = performance.now()
    await readGroup(data)
    const readMs = performance.now() - asked
    await pause(1000)
    return { ms, cpuMs, idleMb, readMs, usedMb: await residentMb(child.pid!) }
  } finally {
    child.kill()
    await gone
  }
}

/** The certificate is ready before the server is: wait for the first answer, not for a message. */
async function untilAnswered(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const isThere = await new Promise<boolean>((resolve) => {
      const path = '/metadata/endpoints?api-version=2022-09-01'
      const options = { port, host: '127.0.0.1', path, rejectUnauthorized: false }
      const sent = request(options, (response) => {
        response.resume().on('end', () => resolve(true))
      })
      sent.on('error', () => resolve(false))
      sent.end()
    })
    if (isThere) return
    await pause(2)
  }
}

async function readGroup(data: string): Promise<void> {
  const ready = await readReady({ data })
  const token = await accessToken(ready, 'https://management.azure.com/')
  const path = `/subscriptions/${ready.subscriptionId}/resourcegroups/${ready.resourceGroup}`
  const headers = { authorization: `Bearer ${token}` }
  const seen = await call(ready, 'GET', `${path}?api-version=2022-12-01`, { headers })
  if (seen.status !== 200) throw new Error(seen.body)
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}
