// Reads that do not repeat: each call asks for another resource than the one before.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { signSharedKey } from '#identity/shared-key.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { accessToken, call } from '../../../src/cli/client.ts'
import type { Ready } from '../../../src/library/ready/ready.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { batchCaller } from '../parts/batch-caller.ts'
import { bareServer, beside } from '../parts/beside.ts'

const CONNECTIONS = 16
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const bench: Bench = {
  title: 'reads that do not repeat, beside bare servers over the same rows',
  async run(run) {
    const data = join(run.scratch, 'served')
    const lazuli = await spawnLazuli({ data, timeScale: 1_000_000 })
    try {
      await clusters(run, lazuli.pid, lazuli.ready, data)
      await tasks(run, lazuli.pid, lazuli.ready, data)
    } finally {
      await lazuli.stop()
    }
  },
}

async function clusters(run: BenchRun, pid: number, ready: Ready, data: string): Promise<void> {
  const count = run.size === 'full' ? 1000 : 20
  const token = await accessToken(ready, 'https://management.azure.com/')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const group = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}`
  const at = (i: number): string =>
    `${group}/providers/Microsoft.ContainerService/managedClusters/c${i}?api-version=2024-05-01`
  const pool = { name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }
  const properties = { dnsPrefix: 'bench', agentPoolProfiles: [pool] }
  const identity = { type: 'SystemAssigned' }
  const body = JSON.stringify({ location: ready.location, identity, properties })
  for (let i = 0; i < count; i++) {
    const { status, body: said } = await call(ready, 'PUT', at(i), { headers, body })
    if (status !== 201) throw new Error(said)
  }
  let seen = ''
  do {
    await pause(50)
    seen = (await call(ready, 'GET', at(count - 1), { headers })).body
  } while (!seen.includes('"provisioningState":"Succeeded"'))
  const bodyFile = join(data, 'bench-cluster.json')
  await writeFile(bodyFile, seen)
  const bare = run.withPeers
    ? await bareServer(['https', data, bodyFile, String(count)])
    : undefined
  const seconds = run.size === 'full' ? 3 : 0.1
  const common = { ca: ready.caFile, connections: CONNECTIONS, seconds, method: 'GET', headers }
  const numbers = Array.from({ length: count }, (_, i) => i)
  const tag = JSON.stringify({ tags: { for: 'bench' } })
  const put = { method: 'PATCH', path: `${group}?api-version=2022-12-01`, headers, body: tag }
  const ours = { ...common, port: Number(new URL(ready.arm).port), paths: numbers.map(at) }
  const theirs = bare && { ...common, port: bare.port, paths: numbers.map((i) => `/${i}`) }
  const side = (order: object | undefined, more: object, of: number | undefined) =>
    order && of !== undefined ? { pid: of, order: { ...order, ...more } } : undefined
  try {
    await beside(run, {
      what: 'GET of distinct clusters, HTTPS',
      ours: { pid, order: ours },
      bare: side(theirs, {}, bare?.child.pid),
      aim: 0.6,
      calls: count,
    })
    const own = { method: 'PUT', path: '/0', headers, body: seen }
    await beside(run, {
      what: 'the same with one write in ten',
      ours: { pid, order: { ...ours, between: { every: 10, request: put } } },
      bare: side(theirs, { between: { every: 10, request: own } }, bare?.child.pid),
      aim: 0.5,
      calls: count,
    })
  } finally {
    bare?.child.kill()
  }
}

async function tasks(run: BenchRun, pid: number, ready: Ready, data: string): Promise<void> {
  const count = run.size === 'full' ? 1000 : 100
  const { account, key, endpoint } = ready.batch!
  const caller = batchCaller(ready, 1)
  await caller.call('POST', '/pools', {
    id: 'reads',
    vmSize: 'standard_d2s_v3',
    targetDedicatedNodes: 0,
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
  })
  await caller.call('POST', '/jobs', { id: 'reads', poolInfo: { poolId: 'reads' } })
  for (let at = 0; at < count; at += 100) {
    const value = Array.from({ length: 100 }, (_, i) => ({
      id: `t${at + i}`,
      commandLine: '/bin/bash -c "echo $AZ_BATCH_TASK_ID"',
    }))
    await caller.call('POST', '/jobs/reads/addtaskcollection', { value })
  }
  const version = 'api-version=2024-07-01.20.0'
  const path = (i: number): string => `/jobs/reads/tasks/t${i}?${version}`
  const seen = await caller.call('GET', '/jobs/reads/tasks/t0')
  const bodyFile = join(data, 'bench-task.json')
  await writeFile(bodyFile, JSON.stringify(seen))
  const bare = run.withPeers
    ? await bareServer(['batch', data, bodyFile, String(count), account, key])
    : undefined
  const date = new Date().toUTCString()
  const signed = (url: string) => {
    const headers = { 'content-type': 'application/json; odata=minimalmetadata', 'ocp-date': date }
    const signature = signSharedKey({ method: 'GET', url, headers }, account, key)
    return {
      method: 'GET',
      path: url,
      headers: { ...headers, authorization: `SharedKey ${signature}` },
    }
  }
  const common = { plain: true, connections: CONNECTIONS, seconds: run.size === 'full' ? 3 : 0.1 }
  const order = (port: number, urls: readonly string[]) => ({
    ...common,
    port,
    calls: urls.map(signed),
  })
  const port = Number(new URL(endpoint).port)
  const each = Array.from({ length: count }, (_, i) => path(i))
  const list = [`/jobs/reads/tasks?maxresults=100&${version}`]
  const [inHttps, pids] = [order(port, each), bare?.child.pid]
  try {
    await beside(run, {
      what: 'GET of distinct tasks, Shared Key',
      ours: { pid, order: inHttps },
      bare: bare && { pid: pids!, order: order(bare.port, each) },
      aim: 0.5,
      calls: count,
    })
    await beside(run, {
      what: 'list of tasks, a page of 100',
      ours: { pid, order: order(port, list) },
      bare: bare && { pid: pids!, order: order(bare.port, list) },
      aim: 0.3,
      calls: CONNECTIONS * 10,
    })
  } finally {
    caller.close()
    bare?.child.kill()
  }
}
