// What Prometheus costs a call: the counting by itself and the reading of all metrics every second, beside
// one of the cheapest calls whole. Two servers, one of which counts, differ more by how their code happened to
// be compiled.
import { readFileSync } from 'node:fs'
import { Agent, get } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Ready } from '#library/ready/ready.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import type { Exchange } from '#server/exchange.ts'
import type { Pipeline } from '#server/pipeline.ts'
import { accessToken } from '../../../src/cli/client.ts'
import { CallDurations, counted } from '../../../src/main/watching/call-durations.ts'
import type { Bench } from '../frame/bench.ts'
import { inTurns, median } from '../frame/statistics.ts'
import { batchCaller } from '../parts/batch-caller.ts'
import { load } from '../parts/beside.ts'
import { cpuOf } from '../parts/process.ts'

/** Processor time of a call through a pipeline that answers at once. */
async function costOf(pipeline: Pipeline, calls: number): Promise<number> {
  const exchange = { service: { name: 'arm' }, match: { route: { operationId: 'Groups_Get' } } }
  const before = process.cpuUsage()
  for (let i = 0; i < calls; i++) await pipeline(exchange as Exchange)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / calls
}

/** Prometheus asks every 15 seconds, as a rule. */
const SCRAPE_MS = 1_000
const JOBS = 20
const TASKS_PER_JOB = 100

/** What there is to be counted: jobs, their tasks, and calls of several kinds. */
async function fill(ready: Ready, jobs: number): Promise<void> {
  const caller = batchCaller(ready, 4)
  for (let job = 0; job < jobs; job++) {
    await caller.call('POST', '/jobs', { id: `job${job}`, poolInfo: { poolId: 'none' } })
    const value = Array.from({ length: TASKS_PER_JOB }, (_, i) => ({
      id: `t${i}`,
      commandLine: '/bin/true',
    }))
    await caller.call('POST', `/jobs/job${job}/addtaskcollection`, { value })
  }
  caller.close()
}

interface Scraper {
  /** Once, over a connection that is kept. */
  scrape(): Promise<void>
  close(): void
}

function scraperOf({ arm, caFile }: Ready): Scraper {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: readFileSync(caFile) })
  return {
    scrape: () =>
      new Promise((resolve, reject) => {
        const sent = get(`${arm}/metrics`, { agent }, (answer) => {
          answer
            .resume()
            .on('end', () =>
              answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode}`)),
            )
        })
        sent.on('error', reject)
      }),
    close: () => agent.destroy(),
  }
}

/** Does the work while metrics are read every second; how often they were. */
async function whileScraped(scraper: Scraper, work: () => Promise<void>): Promise<number> {
  let scrapes = 0
  let isOver = false
  const scraping = (async () => {
    while (!isOver) {
      await scraper.scrape()
      scrapes += 1
      await sleep(SCRAPE_MS)
    }
  })()
  await work()
  isOver = true
  await scraping
  return scrapes
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
      await fill(ready, full ? JOBS : 1)
      const scraper = scraperOf(ready)
      const { cpuUs } = await load({ pid, order })
      // With all kinds of calls counted, as they are after a while.
      let most = { rate: 0, cpuUs: 0 }
      const scrapes = await whileScraped(scraper, async () => {
        most = await load({ pid, order })
      })
      const times = full ? 300 : 5
      for (let i = 0; i < times; i++) await scraper.scrape()
      const before = await cpuOf(pid)
      for (let i = 0; i < times; i++) await scraper.scrape()
      const scrapeUs = ((await cpuOf(pid)) - before) / times
      scraper.close()
      run.reached({
        what: 'scrapes beside the load',
        value: scrapes,
        atLeast: Math.floor(seconds) || 1,
      })
      run.figure({ what: 'counting a call', value: added, unit: 'µs' })
      run.figure({ what: 'GET of a resource group, HTTPS', value: cpuUs, unit: 'µs' })
      run.figure({ what: 'the same with a scrape every second', value: most.cpuUs, unit: 'µs' })
      run.figure({ what: 'one scrape', value: scrapeUs, unit: 'µs' })
      // Of a thread that does nothing but answer: the call's time goes into a second so and so often.
      const ofSecond = scrapeUs / 1_000_000
      run.figure({
        what: 'counting and a scrape every second ÷ the call',
        value: added / cpuUs + ofSecond,
        aim: { atMost: 0.02 },
      })
    } finally {
      await server.stop()
    }
  },
}
