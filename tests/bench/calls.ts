// How GET and PUT compare with a bare HTTPS server over the same database engine.
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { accessToken, call } from '../../src/cli/client.ts'
import type { Ready } from '../../src/cli/ready.ts'
import { cpuOf } from './process.ts'

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

/** GET and PUT beside a bare server. */
export async function calls(): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'lazuli-bench-'))
  try {
    await throughput(join(scratch, 'served'))
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function throughput(data: string): Promise<void> {
  const lazuli = await spawnLazuli({ data, timeScale: 1000 })
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
