// What every compute driver must do, as tests. A driver's own test file calls `agentConformance`.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  type AgentReport,
  type AttemptId,
  type ComputeDriver,
  directoryOf,
  NodeFileError,
  type NodeFileErrorCode,
  type NodeSpec,
  type TaskAttempt,
} from './port.ts'

/** How an attempt of a test shall go, whatever the driver needs to make it go so. */
export type Wanted = { readonly exitCode: number } | 'untilStopped' | 'programMissing'

export interface AgentHarness {
  readonly driver: ComputeDriver
  /** Makes the attempt go as wanted: by its command line, or by telling the driver. */
  shall(attempt: TaskAttempt, wanted: Wanted): TaskAttempt
  /** Lets as much time pass as an attempt's limit needs to be reached. */
  pass(ms: number): Promise<void>
  /** Writes into a node's root as a task there would. */
  write(nodeId: string, path: string, content: string): Promise<void>
  end(): Promise<void>
}

export const aNode = (nodeId = 'node-1'): NodeSpec => ({
  nodeId,
  poolId: 'pool-1',
  slots: 4,
  environment: { AZ_BATCH_ACCOUNT_NAME: 'account' },
})

export const anAttempt = (attemptId: string, more: Partial<TaskAttempt> = {}): TaskAttempt => ({
  attemptId,
  nodeId: 'node-1',
  work: { kind: 'task', jobId: 'job', taskId: `task-${attemptId}` },
  commandLine: '/bin/true',
  environment: {},
  resourceFiles: [],
  user: { auto: 'pool', admin: false },
  ...more,
})

/** Reads a driver's reports and remembers them all, so that a test can wait for one. */
export class Observer {
  readonly reports: AgentReport[] = []
  readonly #stopping = new AbortController()
  readonly #done: Promise<void>
  readonly #waiting = new Set<() => void>()

  constructor(driver: ComputeDriver) {
    this.#done = this.#read(driver)
  }

  async #read(driver: ComputeDriver): Promise<void> {
    for await (const batch of driver.observe(this.#stopping.signal)) {
      this.reports.push(...batch)
      for (const wake of this.#waiting) wake()
      this.#waiting.clear()
    }
  }

  async until<R extends AgentReport>(found: (report: AgentReport) => report is R): Promise<R>
  async until(found: (report: AgentReport) => boolean): Promise<AgentReport>
  async until(found: (report: AgentReport) => boolean): Promise<AgentReport> {
    for (;;) {
      const report = this.reports.find(found)
      if (report) return report
      await new Promise<void>((resolve) => this.#waiting.add(resolve))
    }
  }

  of(attemptId: AttemptId): AgentReport[] {
    return this.reports.filter((report) => 'attemptId' in report && report.attemptId === attemptId)
  }

  /** The attempt's last report. */
  async end(attemptId: AttemptId) {
    return this.until(
      (report) =>
        (report.kind === 'exited' || report.kind === 'lost') && report.attemptId === attemptId,
    ) as Promise<Extract<AgentReport, { kind: 'exited' | 'lost' }>>
  }

  async exit(attemptId: AttemptId) {
    const end = await this.end(attemptId)
    assert.equal(end.kind, 'exited')
    return end as Extract<AgentReport, { kind: 'exited' }>
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#done
  }
}

const isNode =
  (kind: 'nodeUp' | 'nodeDown', nodeId = 'node-1') =>
  (report: AgentReport): boolean =>
    report.kind === kind && report.nodeId === nodeId

const isStarted =
  (attemptId: AttemptId) =>
  (report: AgentReport): boolean =>
    report.kind === 'started' && report.attemptId === attemptId

const hasCode =
  (code: NodeFileErrorCode) =>
  (error: unknown): boolean =>
    error instanceof NodeFileError && error.code === code

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString()
}

interface Scene extends AgentHarness {
  readonly observer: Observer
}

export function agentConformance(name: string, make: () => Promise<AgentHarness>): void {
  const scene = (title: string, play: (scene: Scene) => Promise<void>): void => {
    // The limit only turns a report that never comes into a failure; nothing here is that slow.
    test(title, { timeout: 60_000 }, async () => {
      const harness = await make()
      const observer = new Observer(harness.driver)
      try {
        await harness.driver.ensureNode(aNode())
        await play({ ...harness, observer })
      } finally {
        await observer.stop()
        await harness.end()
      }
    })
  }
  describe(`${name}: nodes`, () => nodeScenes(scene))
  describe(`${name}: attempts`, () => attemptScenes(scene))
  describe(`${name}: multi-instance attempts`, () => coordinationScenes(scene))
  describe(`${name}: files`, () => fileScenes(scene))
}

type AddScene = (title: string, play: (scene: Scene) => Promise<void>) => void

function nodeScenes(scene: AddScene): void {
  scene('a node that is asked for comes up, also when asked for again', async (s) => {
    await s.observer.until(isNode('nodeUp'))
    await s.driver.ensureNode(aNode())
    await s.driver.ensureNode(aNode('node-2'))
    await s.observer.until(isNode('nodeUp', 'node-2'))
  })

  scene('a reboot loses what ran, keeps files, and happens once for its id', async (s) => {
    await s.driver.start(s.shall(anAttempt('a'), 'untilStopped'))
    await s.observer.until(isStarted('a'))
    await s.write('node-1', 'shared/kept.txt', 'kept')
    await s.driver.rebootNode('node-1', 'boot-1')
    assert.equal((await s.observer.end('a')).kind, 'lost')
    await s.driver.start(s.shall(anAttempt('b'), 'untilStopped'))
    await s.driver.rebootNode('node-1', 'boot-1')
    await s.driver.stop('b', 0)
    assert.equal((await s.observer.end('b')).kind, 'exited')
    assert.equal((await s.driver.files.stat('node-1', 'shared/kept.txt')).size, 4)
  })

  scene('a wipe loses what ran and every file', async (s) => {
    await s.driver.start(s.shall(anAttempt('a'), 'untilStopped'))
    await s.observer.until(isStarted('a'))
    await s.write('node-1', 'shared/gone.txt', 'gone')
    await s.driver.wipeNode('node-1', 'boot-1')
    assert.equal((await s.observer.end('a')).kind, 'lost')
    const left = await s.driver.files.list('node-1', '', true)
    assert.deepEqual(
      left.filter((entry) => !entry.isDirectory || entry.path.startsWith('workitems/')),
      [],
    )
    await s.write('node-1', 'shared/new.txt', 'new')
    await s.driver.wipeNode('node-1', 'boot-1')
    assert.equal((await s.driver.files.stat('node-1', 'shared/new.txt')).size, 3)
  })

  scene('a deallocated node starts nothing until it is started', async (s) => {
    await s.driver.deallocateNode('node-1')
    await s.observer.until(isNode('nodeDown'))
    await s.driver.start(s.shall(anAttempt('a'), { exitCode: 0 }))
    assert.equal((await s.observer.end('a')).kind, 'lost')
    await s.driver.startNode('node-1')
    await s.driver.start(s.shall(anAttempt('b'), { exitCode: 0 }))
    assert.equal((await s.observer.exit('b')).exitCode, 0)
  })

  scene('a removed node is gone with its attempts and files', async (s) => {
    await s.driver.start(s.shall(anAttempt('a'), 'untilStopped'))
    await s.driver.removeNode('node-1')
    await s.driver.removeNode('node-1')
    assert.equal((await s.observer.end('a')).kind, 'lost')
    await s.observer.until(isNode('nodeDown'))
    await assert.rejects(s.driver.files.list('node-1', '', false), hasCode('NodeUnavailable'))
    await s.driver.start(s.shall(anAttempt('b'), { exitCode: 0 }))
    assert.equal((await s.observer.end('b')).kind, 'lost')
  })

  scene('verbs on a node that never was do nothing', async (s) => {
    await s.driver.rebootNode('nowhere', 'boot-1')
    await s.driver.wipeNode('nowhere', 'boot-1')
    await s.driver.deallocateNode('nowhere')
    await s.driver.startNode('nowhere')
    await s.driver.removeNode('nowhere')
  })
}

function attemptScenes(scene: AddScene): void {
  scene('an attempt tells its exit code and its times', async (s) => {
    await s.driver.start(s.shall(anAttempt('ok'), { exitCode: 0 }))
    await s.driver.start(s.shall(anAttempt('bad'), { exitCode: 3 }))
    const ok = await s.observer.exit('ok')
    const bad = await s.observer.exit('bad')
    assert.deepEqual([ok.exitCode, ok.signal, ok.failure], [0, undefined, undefined])
    assert.deepEqual([bad.exitCode, bad.signal, bad.failure], [3, undefined, undefined])
    assert.ok(ok.startedAt <= ok.endedAt)
  })

  scene('an attempt that is started again runs only once', async (s) => {
    const attempt = s.shall(anAttempt('a'), { exitCode: 0 })
    await s.driver.start(attempt)
    await s.driver.start(attempt)
    await s.observer.exit('a')
    await s.driver.start(attempt)
    await s.driver.start(s.shall(anAttempt('b'), { exitCode: 0 }))
    await s.observer.exit('b')
    assert.equal(s.observer.of('a').filter((report) => report.kind === 'exited').length, 1)
  })

  scene('a stopped attempt ends by a signal', async (s) => {
    await s.driver.start(s.shall(anAttempt('asked'), 'untilStopped'))
    await s.driver.start(s.shall(anAttempt('killed'), 'untilStopped'))
    await s.observer.until(isStarted('asked'))
    await s.driver.stop('asked', 60_000)
    await s.driver.stop('killed', 0)
    const asked = await s.observer.exit('asked')
    const killed = await s.observer.exit('killed')
    assert.deepEqual([asked.signal, asked.exitCode], [15, undefined])
    assert.deepEqual([killed.signal, killed.exitCode], [9, undefined])
  })

  scene('stopping what never was, or has ended, does nothing', async (s) => {
    await s.driver.stop('never', 0)
    await s.driver.start(s.shall(anAttempt('a'), { exitCode: 0 }))
    await s.observer.exit('a')
    await s.driver.stop('a', 0)
  })

  scene('an attempt past its wall clock limit is killed as TaskEnded', async (s) => {
    await s.driver.start(s.shall(anAttempt('a', { wallClockMs: 50 }), 'untilStopped'))
    await s.pass(50)
    const { signal, failure } = await s.observer.exit('a')
    assert.deepEqual([signal, failure?.code], [9, 'TaskEnded'])
  })

  scene('an attempt whose program is missing fails without an exit code', async (s) => {
    await s.driver.start(s.shall(anAttempt('a'), 'programMissing'))
    const { exitCode, signal, failure } = await s.observer.exit('a')
    assert.deepEqual([exitCode, signal], [undefined, undefined])
    assert.deepEqual([failure?.category, failure?.code], ['UserError', 'CommandProgramNotFound'])
  })

  scene('reports that were not called safe are told to the next observer', async (s) => {
    await s.driver.start(s.shall(anAttempt('a'), { exitCode: 5 }))
    await s.observer.exit('a')
    await s.observer.stop()
    const stopping = new AbortController()
    // Leaves while it handles the batch, as a crash would: nothing in it counts as safe.
    await s.driver.start(s.shall(anAttempt('b'), { exitCode: 6 }))
    for await (const batch of s.driver.observe(stopping.signal)) {
      if (batch.some((report) => report.kind === 'exited' && report.attemptId === 'b')) break
    }
    const next = new Observer(s.driver)
    assert.equal((await next.exit('b')).exitCode, 6)
    await next.stop()
  })

  scene('an observer hears of every node and what still runs there', async (s) => {
    await s.driver.start(s.shall(anAttempt('a'), 'untilStopped'))
    await s.observer.until(isStarted('a'))
    await s.observer.stop()
    const next = new Observer(s.driver)
    await next.until(
      (report) => report.kind === 'nodeUp' && report.attempts.length === 1 && !!report.attempts[0],
    )
    await s.driver.stop('a', 0)
    await next.exit('a')
    await next.stop()
  })
}

function coordinationScenes(scene: AddScene): void {
  const instance = (attemptId: string, index: number): TaskAttempt =>
    anAttempt(attemptId, {
      work: { kind: 'task', jobId: 'job', taskId: 'mpi', instance: index },
      coordination: { commandLine: '/bin/true', commonResourceFiles: [] },
    })
  const isCoordinated =
    (attemptId: AttemptId) =>
    (report: AgentReport): boolean =>
      report.kind === 'coordinated' && report.attemptId === attemptId

  scene('the primary runs its command once it may proceed', async (s) => {
    await s.driver.start(s.shall(instance('primary', 0), { exitCode: 4 }))
    await s.observer.until(isCoordinated('primary'))
    await s.driver.proceed('primary')
    await s.driver.proceed('primary')
    assert.equal((await s.observer.exit('primary')).exitCode, 4)
  })

  scene('a subtask waits after its coordination until it is stopped', async (s) => {
    await s.driver.start(s.shall(instance('subtask', 1), { exitCode: 0 }))
    await s.observer.until(isCoordinated('subtask'))
    await s.driver.proceed('subtask')
    await s.driver.stop('subtask', 0)
    assert.equal((await s.observer.exit('subtask')).exitCode, 0)
  })
}

function fileScenes(scene: AddScene): void {
  scene('an attempt leaves its streams and its working directory', async (s) => {
    const attempt = s.shall(anAttempt('a'), { exitCode: 0 })
    await s.driver.start(attempt)
    await s.observer.exit('a')
    const directory = directoryOf(attempt.work)
    const entries = await s.driver.files.list('node-1', directory, false)
    assert.deepEqual(
      entries.map((entry) => [entry.path, entry.isDirectory]),
      [
        [`${directory}/stderr.txt`, false],
        [`${directory}/stdout.txt`, false],
        [`${directory}/wd`, true],
      ],
    )
  })

  scene('files are listed one level deep, or all of them', async (s) => {
    await s.write('node-1', 'shared/b/c.txt', 'c')
    await s.write('node-1', 'shared/a.txt', 'a')
    const names = async (recursive: boolean) =>
      (await s.driver.files.list('node-1', 'shared', recursive)).map((entry) => entry.path)
    assert.deepEqual(await names(false), ['shared/a.txt', 'shared/b'])
    assert.deepEqual(await names(true), ['shared/a.txt', 'shared/b', 'shared/b/c.txt'])
    await assert.rejects(
      s.driver.files.list('node-1', 'shared/a.txt', false),
      hasCode('NotADirectory'),
    )
  })

  scene('a file is read whole, by range, and not past its end', async (s) => {
    await s.write('node-1', 'shared/text.txt', '0123456789')
    const read = async (range?: { first: number; last?: number }) =>
      textOf((await s.driver.files.read('node-1', 'shared/text.txt', range)).body)
    assert.equal(await read(), '0123456789')
    assert.equal(await read({ first: 2, last: 4 }), '234')
    assert.equal(await read({ first: 8, last: 99 }), '89')
    assert.equal(await read({ first: 7 }), '789')
    await assert.rejects(read({ first: 10 }), hasCode('InvalidRange'))
    await assert.rejects(s.driver.files.read('node-1', 'shared'), hasCode('IsDirectory'))
    const { size, mode } = await s.driver.files.stat('node-1', 'shared/text.txt')
    assert.deepEqual([size, mode & 0o170000], [10, 0o100000])
  })

  scene('a file goes at once, a full directory only with all in it', async (s) => {
    const { remove, stat } = s.driver.files
    await s.write('node-1', 'shared/b/c.txt', 'c')
    await assert.rejects(remove('node-1', 'shared/b', false), hasCode('DirectoryNotEmpty'))
    await remove('node-1', 'shared/b', true)
    await assert.rejects(stat('node-1', 'shared/b/c.txt'), hasCode('NotFound'))
    await assert.rejects(remove('node-1', 'shared/b', true), hasCode('NotFound'))
    await assert.rejects(stat('node-9', 'shared'), hasCode('NodeUnavailable'))
  })

  scene('no path leads out of the node', async (s) => {
    for (const path of [
      '../x',
      'shared/../../x',
      '/../x',
      'shared/../../../../etc/passwd',
      'a\0b',
    ]) {
      await assert.rejects(s.driver.files.stat('node-1', path), hasCode('NotFound'), path)
      await assert.rejects(s.driver.files.read('node-1', path), hasCode('NotFound'), path)
      await assert.rejects(s.driver.files.remove('node-1', path, true), hasCode('NotFound'), path)
    }
  })
}
