// What counting for Prometheus adds to a call: the counting by itself, beside one of the cheapest calls
// whole. Two servers, one of which counts, differ more by how their code happened to be compiled.
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Exchange } from '#server/exchange.ts'
import type { Pipeline } from '#server/pipeline.ts'
import { accessToken } from '../../../src/cli/client.ts'
import { CallDurations, counted } from '../../../src/main/watching/call-durations.ts'
import type { Bench } from '../frame/bench.ts'
import { inTurns, median } from '../frame/statistics.ts'
import { load } from '../parts/beside.ts'

/** Processor time of a call through a pipeline that answers at once. */
async function costOf(pipeline: Pipeline, calls: number): Promise<number> {
  const exchange = { service: { name: 'arm' }, match: { route: { operationId: 'Groups_Get' } } }
  const before = process.cpuUsage()
  for (let i = 0; i < calls; i++) await pipeline(exchange as Exchange)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / calls
}

export const bench: Bench = {
  title: 'what counting for Prometheus adds to a call',
  async run(run) {
    const full = run.size === 'full'
    const calls = full ? 300_000 : 1_000
    const plain: Pipeline = async () => ({ status: 200, headers: {}, body: undefined })
    const durations = new CallDurations()
    const counting = counted(plain, durations)
    const found = await inTurns(run.rounds, {
      counting: () => costOf(counting, calls),
      plain: () => costOf(plain, calls),
    })
    const counts = /_count\{.*\} (\d+)/.exec(durations.text())?.[1]
    run.reached({ what: 'calls counted', value: Number(counts), atLeast: calls * run.rounds })
    const added = median(found.counting.map((value, i) => value - found.plain[i]!))
    const server = await spawnLazuli({ metrics: 'open' })
    try {
      const { ready, pid } = server
      const token = await accessToken(ready, 'https://management.azure.com/')
      const headers = { authorization: `Bearer ${token}` }
      const path = `/subscriptions/${ready.subscriptionId}/resourceGroups/${ready.resourceGroup}?api-version=2022-12-01`
      const [ca, port] = [ready.caFile, Number(new URL(ready.arm).port)]
      const seconds = full ? 3 : 0.1
      const order = { ca, port, connections: 16, seconds, method: 'GET', headers, path }
      const { cpuUs } = await load({ pid, order })
      run.figure({ what: 'counting a call', value: added, unit: 'µs' })
      run.figure({ what: 'GET of a resource group, HTTPS', value: cpuUs, unit: 'µs' })
      run.figure({ what: 'counting ÷ the call', value: added / cpuUs, aim: { atMost: 0.02 } })
    } finally {
      await server.stop()
    }
  },
}
