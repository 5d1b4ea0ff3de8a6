import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { aPool, batchOf, until } from '../../portal/estate.ts'
import { manyTasks } from '../../portal/many-tasks.ts'
import { CHROMIUM, openScene, type Scene } from '../../portal/scene.ts'
import type { Bench, BenchRun } from '../frame/bench.ts'
import { median } from '../frame/statistics.ts'
import { batchCaller } from '../parts/batch-caller.ts'

const SIZES = {
  full: { tasks: 1_000_000, outputMb: 100, nodes: 10_000, redraws: 5, turns: 40, quietMs: 15_000 },
  smoke: { tasks: 2_000, outputMb: 1, nodes: 100, redraws: 1, turns: 3, quietMs: 500 },
} as const

export const bench: Bench = {
  title: 'the portal in a browser: its script, a million tasks, 100 MB of output, 10,000 nodes',
  async missing() {
    if (!existsSync(CHROMIUM)) return `there is no ${CHROMIUM}`
    const isBuilt = existsSync(join(import.meta.dirname, '../../../portal/dist/index.html'))
    return isBuilt ? undefined : 'the portal is not built: npm run build:portal'
  },
  async run(run) {
    const data = join(run.scratch, 'data')
    await manyTasks(data, SIZES[run.size].tasks)
    await using scene = await openScene({ data, timeScale: 1000 })
    await tasks(run, scene)
    await output(run, scene)
    await nodes(run, scene)
  },
}

/** Lengths of frames, from now until they are asked for: the longest, and half of them. */
async function watchFrames(
  page: Page,
): Promise<() => Promise<{ longest: number; median: number }>> {
  await page.evaluate(`
    globalThis.frames_ = []
    globalThis.watching_ = true
    let last = performance.now()
    requestAnimationFrame(function next(now) {
      globalThis.frames_.push(now - last)
      last = now
      if (globalThis.watching_) requestAnimationFrame(next)
    })`)
  return async () => {
    const frames = await page.evaluate<number[]>(
      '(globalThis.watching_ = false, globalThis.frames_.slice(2))',
    )
    return { longest: Math.max(...frames), median: median(frames) }
  }
}

/**
 * How late the machine is by itself: the longest frame of a view that does nothing but count. What is
 * measured of a view is about that view only where this is short.
 */
async function lateness(page: Page, ms: number): Promise<number> {
  await page.evaluate(`
    const count = document.createElement('p')
    document.querySelector('main').append(count)
    globalThis.counting_ = setInterval(() => { count.textContent = performance.now() }, 16)`)
  const frames = await watchFrames(page)
  await page.waitForTimeout(ms)
  await page.evaluate('clearInterval(globalThis.counting_)')
  return (await frames()).longest
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Processor time, in microseconds. */
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** What Chromium calls one go of a thread. */
const RUN = 'ThreadControllerImpl::RunTask'

/** The longest that the page's thread worked in one go, by its own processor time, in milliseconds. */
function longestWork(trace: Buffer): number {
  const { traceEvents } = JSON.parse(String(trace)) as { traceEvents: readonly TraceEvent[] }
  const threadOf = ({ pid, tid }: TraceEvent): string => `${pid}/${tid}`
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  )
  const tasks = traceEvents.filter(
    (event) => event.name === RUN && event.ph === 'X' && pages.has(threadOf(event)),
  )
  assert.ok(tasks.length > 0, 'the trace has no work of the page')
  return tasks.reduce((longest, { tdur = 0 }) => Math.max(longest, tdur / 1_000), 0)
}

/** As a client counts them, page by page: these rows were put into the store, past its counters. */
async function tasksOf({ lazuli }: Scene): Promise<number> {
  const caller = batchCaller(lazuli.ready, 1)
  let count = 0
  let path: string | undefined = '/jobs/big/tasks?$select=id'
  while (path !== undefined) {
    const page = await caller.call('GET', path)
    count += (page.value as unknown[]).length
    const next = page['odata.nextLink'] as string | undefined
    path = next?.slice(new URL(next).origin.length)
  }
  caller.close()
  return count
}

async function tasks({ size, rounds, figure, reached }: BenchRun, scene: Scene): Promise<void> {
  const { page } = scene
  reached({ what: 'tasks of the job', value: await tasksOf(scene), atLeast: SIZES[size].tasks })
  let bytes = 0
  page.on('response', (response) => {
    if (!response.url().endsWith('.js')) return
    bytes += Number(response.headers()['content-length'] ?? 0)
  })
  await scene.open('/')
  await page.getByRole('heading', { name: 'Home' }).waitFor()
  await page.getByText('no long-running operation is under way').waitFor()
  figure({
    what: 'script of the first view, compressed',
    value: bytes / 1_000,
    unit: 'KB',
    aim: { atMost: 250 },
  })
  const waits: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    await scene.open('/batch/lazuli/jobs')
    const link = page.getByRole('link', { name: 'big', exact: true })
    await link.waitFor()
    const start = performance.now()
    await link.click()
    await page.locator('.task-row').first().waitFor()
    if (round > 0) waits.push(performance.now() - start)
  }
  figure({
    what: `first rows of ${SIZES[size].tasks.toLocaleString('en')} tasks after the click`,
    value: median(waits),
    unit: 'ms',
    aim: { atMost: 1_000 },
  })
  const frames = await watchFrames(page)
  for (let turn = 0; turn < SIZES[size].turns; turn += 1) {
    await page.locator('.task-box').evaluate((box) => box.scrollBy(0, 1_500))
    await page.waitForTimeout(50)
  }
  const scrolled = await frames()
  figure({ what: 'frames while scrolling, median', value: scrolled.median, unit: 'ms' })
  figure({ what: 'the longest of them', value: scrolled.longest, unit: 'ms' })
  const heap = await page.evaluate<number>('performance.memory.usedJSHeapSize')
  figure({ what: 'memory of the script after it', value: heap / 1_000_000, unit: 'MB' })
}

async function output({ size, figure, reached }: BenchRun, scene: Scene): Promise<void> {
  const { page, lazuli } = scene
  const client = batchOf(lazuli.ready)
  await aPool(client, 'pool1', 1)
  await client.job.add({ id: 'job1', poolInfo: { poolId: 'pool1' } })
  await scene.open('/batch/lazuli/pools')
  await page.getByRole('link', { name: 'pool1' }).waitFor()
  figure({
    what: 'the longest frame of a view that only counts',
    value: await lateness(page, SIZES[size].quietMs),
    unit: 'ms',
  })
  const mb = SIZES[size].outputMb
  const line = `line ${'x'.repeat(74)}`
  await client.task.add('job1', {
    id: 'loud',
    commandLine: `/bin/sh -c 'sleep 2; for i in $(seq ${mb}); do yes "${line}" | head -c 1000000; sleep 0.15; done'`,
  })
  const browser = page.context().browser()!
  await browser.startTracing(page, { categories: ['-*', 'toplevel'] })
  await scene.open('/batch/lazuli/jobs/job1/tasks/loud')
  await page.getByRole('log').getByText('line xxx').first().waitFor()
  const frames = await watchFrames(page)
  await until(
    () => client.task.get('job1', 'loud'),
    ({ state }) => state === 'completed',
  )
  await page
    .getByText(`${(mb * 1.0).toFixed(1)} MB`)
    .first()
    .waitFor()
  // A short output is over within a frame or two: there are some to measure by.
  await page.waitForTimeout(300)
  const followed = await frames()
  const trace = await browser.stopTracing()
  const { contentLength } = await client.file.getPropertiesFromTask('job1', 'loud', 'stdout.txt')
  reached({ what: 'MB that were followed', value: (contentLength ?? 0) / 1e6, atLeast: mb })
  figure({ what: `frames while ${mb} MB are followed, median`, value: followed.median, unit: 'ms' })
  figure({
    what: 'the longest of them',
    value: followed.longest,
    unit: 'ms',
    aim: { atMost: 50 },
  })
  figure({
    what: 'the longest that the page worked in one go meanwhile',
    value: longestWork(trace),
    unit: 'ms',
    aim: { atMost: 50 },
  })
}

async function nodes({ size, figure, reached }: BenchRun, scene: Scene): Promise<void> {
  const { page, lazuli } = scene
  await aPool(batchOf(lazuli.ready), 'pool2', 0, 4)
  const { nodes: count, redraws } = SIZES[size]
  let turn = 0
  // As the server would list them, with other states at every look.
  await page.route('**/pools/pool2/nodes?*', (route) => {
    turn += 1
    const value = Array.from({ length: count }, (_, at) => ({
      id: `tvmps_${at}`,
      state: (at + turn) % 3 === 0 ? 'idle' : 'running',
      schedulingState: 'enabled',
      runningTasksCount: 1,
      runningTaskSlotsCount: (at + turn) % 5,
    }))
    return route.fulfill({ json: { value } })
  })
  await scene.open('/batch/lazuli/pools/pool2')
  await page.getByRole('img', { name: /Nodes by state/ }).waitFor()
  const start = turn
  await until(
    async () => turn,
    (now) => now >= start + redraws,
  )
  const drawn = await page.evaluate<number[]>(
    "performance.getEntriesByName('heat map').map(({ duration }) => duration)",
  )
  reached({ what: 'times that the heat map was drawn', value: drawn.length, atLeast: redraws })
  figure({
    what: `a heat map of ${count.toLocaleString('en')} nodes redrawn, median`,
    value: median(drawn),
    unit: 'ms',
    aim: { atMost: 16 },
  })
  figure({ what: 'the longest of them', value: Math.max(...drawn), unit: 'ms' })
}
