// How soon the server answers, what it weighs when idle, and how GET and PUT compare with a bare
// HTTPS server over the same database engine.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { accessToken, call } from '../../src/cli/client.ts'
import type { Ready } from '../../src/cli/ready.ts'
import { startLazuli } from '../../src/testing/server.ts'

interface Server {
  readonly pid: number
  readonly order: object
}

interface Figures {
  /** Processor time that the server spent on one request, in microseconds. */
  readonly cpuUs: number
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
}

const ROUNDS = 5
const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const say = (text: string): void => void process.stdout.write(`${text}\n`)

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!

/** The certificate is ready before the server is: wait for the first answer, not for a message. */
async function untilAnswered(port: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const isThere = await new Promise<boolean>((resolve) => {
      const options = {
        port,
        host: '127.0.0.1',
        path: '/metadata/endpoints?api-version=2022-09-01',
      }
      const sent = request({ ...options, rejectUnauthorized: false }, (response) => {
        response.resume().on('end', () => resolve(true))
      })
      sent.on('error', () => resolve(false))
      sent.end()
    })
    if (isThere) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net')
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return port
}

interface Start {
  /** From starting the process to its first answer. */
  readonly ms: number
  /** Processor time until then. */
  readonly cpuMs: number
  /** Resident set when idle. */
  readonly rssMb: number
}

async function startOnce(directory: string): Promise<Start> {
  const port = await freePort()
  const began = performance.now()
  const args = [here('../../bin/lazuli.js'), 'start', '--port', String(port), '--data', directory]
  const child = spawn(process.execPath, args, { stdio: 'ignore' })
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  // Killed at the end: nobody waits for it any more.
  ended.catch(() => undefined)
  await Promise.race([untilAnswered(port, child), ended])
  const ms = performance.now() - began
  const cpuMs = (await cpuOf(child.pid!)) / 1000
  await new Promise((resolve) => setTimeout(resolve, 2000))
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
  const rssMb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
  const gone = new Promise((resolve) => child.once('close', resolve))
  child.kill()
  await gone
  return { ms, cpuMs, rssMb }
}

/** What a process has used of the processors so far, in microseconds: Linux counts in hundredths. */
async function cpuOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10_000
}

async function load({ pid, order }: Server): Promise<Figures> {
  const before = await cpuOf(pid)
  const child = spawn(process.execPath, [here('load.ts')], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(order))
  let said = ''
  for await (const chunk of child.stdout) said += String(chunk)
  const figures = JSON.parse(said) as Figures & { readonly requests: number }
  return { ...figures, cpuUs: ((await cpuOf(pid)) - before) / figures.requests }
}

async function createCluster(ready: Ready, token: string): Promise<string> {
  const path = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}/providers/Microsoft.ContainerService/managedClusters/bench`
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const url = `${path}?api-version=2024-05-01`
  const pool = { name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }
  const properties = { dnsPrefix: 'bench', agentPoolProfiles: [pool] }
  const identity = { type: 'SystemAssigned' }
  const body = JSON.stringify({ location: ready.location, identity, properties })
  const created = await call(ready, 'PUT', url, { headers, body })
  if (created.status !== 201) throw new Error(created.body)
  for (;;) {
    const seen = await call(ready, 'GET', url, { headers })
    if (seen.body.includes('"provisioningState":"Succeeded"')) return url
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function beside(name: string, ours: Server, bare: Server): Promise<void> {
  // Both warm up before anything counts: code is compiled as it is used.
  await load(ours)
  await load(bare)
  const rounds: [Figures, Figures][] = []
  for (let i = 0; i < ROUNDS; i++) {
    // Neither always comes second.
    const [first, second] = i % 2 ? [bare, ours] : [ours, bare]
    const figures = [await load(first), await load(second)] as const
    rounds.push(i % 2 ? [figures[1], figures[0]] : [figures[0], figures[1]])
  }
  const percent = (share: (ours: Figures, bare: Figures) => number): string =>
    `${(median(rounds.map(([a, b]) => share(a, b))) * 100).toFixed(0)}%`
  const mid = (i: 0 | 1, of: 'perSecond' | 'cpuUs'): string =>
    median(rounds.map((round) => round[i][of])).toFixed(0)
  const rate = percent((a, b) => a.perSecond / b.perSecond)
  const cpu = percent((a, b) => b.cpuUs / a.cpuUs)
  say(`${name.padEnd(34)} ${mid(0, 'perSecond')}/s, bare ${mid(1, 'perSecond')}/s: ${rate}`)
  say(`${' processor time'.padEnd(34)} ${mid(0, 'cpuUs')} µs, bare ${mid(1, 'cpuUs')} µs: ${cpu}`)
}

export async function foundation(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'lazuli-bench-'))
  try {
    const fresh: Start[] = []
    const again: Start[] = []
    for (let i = 0; i < ROUNDS; i++) {
      fresh.push(await startOnce(join(scratch, `data-${i}`)))
      again.push(await startOnce(join(scratch, `data-${i}`)))
    }
    for (const [name, starts] of [
      ['new data', fresh],
      ['kept data', again],
    ] as const) {
      const mid = (of: keyof Start): string => median(starts.map((one) => one[of])).toFixed(0)
      say(`start to first answer, ${name.padEnd(11)} ${mid('ms')} ms, processor ${mid('cpuMs')} ms`)
      say(`${' resident set when idle'.padEnd(34)} ${mid('rssMb')} MB`)
    }
    await throughput(join(scratch, 'served'))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function throughput(data: string): Promise<void> {
  const lazuli = await startLazuli({ data, timeScale: 1000 })
  const token = await accessToken(lazuli.ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}` }
  const path = await createCluster(lazuli.ready, token)
  const seen = await call(lazuli.ready, 'GET', path, { headers })
  const bodyFile = join(data, 'bench-body.json')
  await writeFile(bodyFile, seen.body)
  const bare = spawn(process.execPath, [here('bare-server.ts'), data, bodyFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [port] = (await once(bare.stdout)).split('\n')
    const common = { ca: lazuli.ready.caFile, connections: 16, seconds: 2 }
    const ours = (order: object): Server => ({
      pid: lazuli.pid,
      order: { ...common, port: Number(new URL(lazuli.ready.arm).port), ...order },
    })
    const theirs = (order: object): Server => ({
      pid: bare.pid!,
      order: { ...common, port: Number(port), ...order, path: '/' },
    })
    const compare = (name: string, order: object) => beside(name, ours(order), theirs(order))
    await compare('GET a cluster', { method: 'GET', path, headers })
    const group = `/subscriptions/${lazuli.ready.subscriptionId}/resourcegroups/bench?api-version=2022-12-01`
    const body = JSON.stringify({ location: lazuli.ready.location, tags: { for: 'bench' } })
    const json = { ...headers, 'content-type': 'application/json' }
    const put = { method: 'PUT', path: group, headers: json, body }
    await compare('PUT a resource group, durable', put)
    await compare(' on one connection', { ...put, connections: 1 })
  } finally {
    bare.kill()
    await lazuli.stop()
  }
}

const once = (stream: NodeJS.ReadableStream): Promise<string> =>
  new Promise((resolve) => stream.once('data', (chunk: Buffer) => resolve(chunk.toString())))
