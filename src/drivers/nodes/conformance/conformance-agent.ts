// What every node agent must do, as tests. A driver's own test file calls `agentConformance`.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type AgentReport, type AttemptId, directoryOf, type TaskAttempt } from '../port.ts'
import {
  type AddScene,
  type AgentHarness,
  aNode,
  anAttempt,
  hasCode,
  isNode,
  isStarted,
  Observer,
  type Scene,
} from './conformance.ts'
import { fileScenes, listAll } from './conformance-files.ts'

type Part = 'nodes' | 'attempts' | 'multi-instance' | 'files'
const ALL: readonly Part[] = ['nodes', 'attempts', 'multi-instance', 'files']

export function agentConformance(
  name: string,
  make: () => Promise<AgentHarness>,
  parts: readonly Part[] = ALL,
): void {
  const scene = (title: string, play: (scene: Scene) => Promise<void>): void => {
    // The limit only turns a report that never comes into a failure; nothing here is that slow.
    test(title, { timeout: 60_000 }, async () => {
      const harness = await make()
      const observer = new Observer(harness.driver)
      try {
        await harness.driver.setUp(aNode())
        await play({ ...harness, observer })
      } finally {
        await observer.stop()
        await harness.end()
      }
    })
  }
  const scenes = {
    nodes: nodeScenes,
    attempts: attemptScenes,
    'multi-instance': coordinationScenes,
    files: fileScenes,
  }
  for (const part of parts) describe(`${name}: ${part}`, () => scenes[part](scene))
}

function nodeScenes(scene: AddScene): void {
  scene('a node that is asked for comes up, also when asked for again', async (s) => {
    await s.observer.until(isNode('nodeUp'))
    await s.driver.setUp(aNode())
    await s.driver.setUp(aNode('node-2'))
    await s.observer.until(isNode('nodeUp', 'node-2'))
  })

  scene('a reboot loses what ran, keeps files, and happens once for its id', async (s) => {
    await s.driver.start(s.shall(anAttempt('a'), 'untilStopped'))
    await s.observer.until(isStarted('a'))
    await s.write('node-1', 'shared/kept.txt', 'kept')
    await s.driver.reboot('node-1', 'boot-1')
    assert.equal((await s.observer.end('a')).kind, 'lost')
    await s.driver.start(s.shall(anAttempt('b'), 'untilStopped'))
    await s.driver.reboot('node-1', 'boot-1')
    await s.driver.stop('b', 0)
    assert.equal((await s.observer.end('b')).kind, 'exited')
    assert.equal((await s.driver.files.stat('node-1', 'shared/kept.txt')).size, 4)
  })

  scene('a wipe loses what ran and every file', async (s) => {
    await s.driver.start(s.shall(anAttempt('a'), 'untilStopped'))
    await s.observer.until(isStarted('a'))
    await s.write('node-1', 'shared/gone.txt', 'gone')
    await s.driver.wipe('node-1', 'boot-1')
    assert.equal((await s.observer.end('a')).kind, 'lost')
    const left = await listAll(s.driver.files, 'node-1', '', true)
    assert.deepEqual(
      left.filter((entry) => !entry.isDirectory || entry.path.startsWith('workitems/')),
      [],
    )
    await s.write('node-1', 'shared/new.txt', 'new')
    await s.driver.wipe('node-1', 'boot-1')
    assert.equal((await s.driver.files.stat('node-1', 'shared/new.txt')).size, 3)
  })

  scene('a node whose machine was given back starts nothing until another boot', async (s) => {
    await s.driver.setUp({ ...aNode(), bootId: 'boot-1' })
    await s.write('node-1', 'shared/kept.txt', 'kept')
    await s.driver.deallocate('node-1')
    await s.driver.deallocate('node-1')
    await s.observer.until(isNode('nodeDown'))
    await s.driver.start(s.shall(anAttempt('a'), { exitCode: 0 }))
    assert.equal((await s.observer.end('a')).kind, 'lost')
    for (const late of [aNode(), { ...aNode(), bootId: 'boot-1' }]) await s.driver.setUp(late)
    await s.driver.start(s.shall(anAttempt('b'), { exitCode: 0 }))
    assert.equal((await s.observer.end('b')).kind, 'lost')
    await s.driver.setUp({ ...aNode(), bootId: 'boot-2' })
    await s.driver.start(s.shall(anAttempt('c'), { exitCode: 0 }))
    assert.equal((await s.observer.exit('c')).exitCode, 0)
    assert.equal((await s.driver.files.stat('node-1', 'shared/kept.txt')).size, 4)
  })

  scene('a removed node is gone with its attempts and files', async (s) => {
    await s.driver.start(s.shall(anAttempt('a'), 'untilStopped'))
    await s.driver.remove('node-1')
    await s.driver.remove('node-1')
    assert.equal((await s.observer.end('a')).kind, 'lost')
    await s.observer.until(isNode('nodeDown'))
    await assert.rejects(listAll(s.driver.files, 'node-1', '', false), hasCode('NodeUnavailable'))
    await s.driver.start(s.shall(anAttempt('b'), { exitCode: 0 }))
    assert.equal((await s.observer.end('b')).kind, 'lost')
  })

  scene('a node that is up names its last boot and says what it can do', async (s) => {
    const hasBoot = (bootId: string) => (report: AgentReport) =>
      report.kind === 'nodeUp' && report.nodeId === 'node-1' && report.bootId === bootId
    await s.driver.setUp({ ...aNode(), bootId: 'boot-1' })
    const up = await s.observer.until(hasBoot('boot-1'))
    assert.ok(up.kind === 'nodeUp' && up.capabilities.processes)
    await s.driver.reboot('node-1', 'boot-2')
    await s.observer.until(hasBoot('boot-2'))
    await s.driver.wipe('node-1', 'boot-3')
    await s.observer.until(hasBoot('boot-3'))
    // One that knows of no boot leaves it as it is.
    await s.driver.setUp(aNode())
    const before = s.observer.reports.length
    await s.driver.setUp(aNode('node-2'))
    await s.observer.until(isNode('nodeUp', 'node-2'))
    const later = s.observer.reports.slice(before).filter(isNode('nodeUp'))
    assert.ok(later.every((report) => report.kind === 'nodeUp' && report.bootId === 'boot-3'))
  })

  scene('verbs on a node that never was do nothing', async (s) => {
    await s.driver.reboot('nowhere', 'boot-1')
    await s.driver.wipe('nowhere', 'boot-1')
    await s.driver.deallocate('nowhere')
    await s.driver.remove('nowhere')
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
    for (const name of ['stdout.txt', 'stderr.txt']) {
      const path = `${directoryOf(anAttempt('a').work)}/${name}`
      const { size, mode } = await s.driver.files.stat('node-1', path)
      assert.deepEqual([size, mode], [0, 0o100644])
    }
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

  scene('an observer gets every node and what still runs there', async (s) => {
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
