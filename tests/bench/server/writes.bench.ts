// Writes: a resource group, durable, beside a bare server that saves a row; and what a new cluster costs.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { accessToken } from '#cli/client.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { ownerOf } from '../../security/parts/plain-call.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'
import { bareServer, beside } from '../parts/beside.ts'
import { cpuOf } from '../parts/process.ts'

const CLUSTERS = { full: 400, smoke: 10 }
const CONNECTIONS = 8

export const bench: Bench = {
  title: 'writes, each on the disk before it is answered, beside a bare server',
  async run(run) {
    const data = join(run.scratch, 'served')
    const lazuli = await spawnLazuli({ data, timeScale: 1_000_000 })
    const { ready, pid } = lazuli
    const owner = await ownerOf(ready)
    const body = JSON.stringify({ location: ready.location, tags: { for: 'bench' } })
    const bodyFile = join(data, 'bench-group.json')
    await writeFile(bodyFile, body)
    const bare = run.withPeers ? await bareServer(['https', data, bodyFile, '1']) : undefined
    const token = await accessToken(ready, 'https://management.azure.com/')
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    const path = `/subscriptions/${ready.subscriptionId}/resourcegroups/bench?api-version=2022-12-01`
    const seconds = run.size === 'full' ? 2 : 0.1
    const put = { ca: ready.caFile, seconds, method: 'PUT', headers, body }
    const port = Number(new URL(ready.arm).port)
    try {
      for (const connections of [16, 1]) {
        await beside(run, {
          what: `PUT of a group, ${connections} connections`,
          ours: { pid, order: { ...put, connections, port, path } },
          bare: bare && {
            pid: bare.child.pid!,
            order: { ...put, connections, port: bare.port, path: '/0' },
          },
          aim: 0.6,
          calls: connections * 100,
        })
      }
      await newClusters(run, owner, pid, ready)
    } finally {
      bare?.child.kill()
      owner.close()
      await lazuli.stop()
    }
  },
}

type Owner = Awaited<ReturnType<typeof ownerOf>>
type Ready = Parameters<typeof ownerOf>[0]

/** With the work behind them as far as it is done by then: the medians of the rounds. */
async function newClusters(run: BenchRun, owner: Owner, pid: number, ready: Ready): Promise<void> {
  const { subscriptionId, resourceGroup, location } = ready
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
  const pool = { name: 'pool1', mode: 'System', count: 1, vmSize: 'Standard_DS2_v2' }
  const body = JSON.stringify({
    location,
    identity: { type: 'SystemAssigned' },
    properties: { dnsPrefix: 'bench', agentPoolProfiles: [pool] },
  })
  const at = (name: string): string =>
    `${group}/providers/Microsoft.ContainerService/managedClusters/${name}?api-version=2024-05-01`
  const count = CLUSTERS[run.size]
  const costs: number[] = []
  const made: number[] = []
  for (let round = 0; round <= run.rounds; round++) {
    const before = await cpuOf(pid)
    let [next, created] = [0, 0]
    const one = async (): Promise<void> => {
      while (next < count) {
        const { status, text } = await owner.send('PUT', at(`c${round}-${next++}`), body)
        if (status !== 201) throw new Error(text)
        created += 1
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, one))
    if (round > 0) costs.push(((await cpuOf(pid)) - before) / count)
    made.push(created)
  }
  run.reached({
    what: 'clusters made in a round',
    value: Math.min(...made),
    atLeast: CLUSTERS[run.size],
  })
  run.figure({
    what: 'PUT of a new cluster, processor time with the work behind it',
    value: median(costs) / 1000,
    unit: 'ms',
    aim: { atMost: 0.5 },
  })
}
