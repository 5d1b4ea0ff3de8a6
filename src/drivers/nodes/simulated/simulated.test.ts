import assert from 'node:assert/strict'
import { test } from 'node:test'
import { steppedClock } from '#engine/clock.ts'
import { type Instant, instant } from '#kernel/instant.ts'
import {
  type AgentHarness,
  aNode,
  anAttempt,
  Observer,
  type Wanted,
} from '../conformance/conformance.ts'
import { agentConformance } from '../conformance/conformance-agent.ts'
import { providerConformance } from '../conformance/conformance-provider.ts'
import type { AttemptId, TaskAttempt } from '../port.ts'
import { SimulatedNodes, type SimulatedRun } from './simulated.ts'

const runs: { readonly [wanted: string]: SimulatedRun } = {
  programMissing: {
    afterMs: 0,
    failure: {
      category: 'UserError',
      code: 'CommandProgramNotFound',
      message: 'The specified command program is not found',
      details: [],
    },
  },
}

async function harness(): Promise<AgentHarness> {
  const clock = steppedClock(instant(0))
  const wants = new Map<AttemptId, Wanted>()
  // Time passes by itself, but what a test waits for: that the test lets pass.
  const driver = new SimulatedNodes({
    clock: { now: clock.now, at: (at, ring) => clock.at(at, ring) },
    run: ({ attemptId }) => {
      const wanted = wants.get(attemptId)
      if (typeof wanted === 'object') setImmediate(() => driver.finish(attemptId, wanted))
      return typeof wanted === 'string' ? runs[wanted] : undefined
    },
  })
  return {
    driver,
    shall: (attempt, wanted) => {
      wants.set(attempt.attemptId, wanted)
      return attempt
    },
    pass: (ms) => clock.step(ms),
    write: async (nodeId, path, content) => driver.write(nodeId, path, content),
    end: () => driver.close(),
  }
}

agentConformance('simulated', harness)

providerConformance('simulated', async () => {
  const { driver, end } = await harness()
  return { provider: driver.provider, end }
})

test('a simulated attempt ends when its time has come, and not before', async () => {
  const clock = steppedClock(1000 as Instant)
  const driver = new SimulatedNodes({ clock, run: () => ({ afterMs: 500, exitCode: 7 }) })
  const observer = new Observer(driver)
  await driver.setUp(aNode())
  await driver.start(anAttempt('a') satisfies TaskAttempt)
  await clock.step(499)
  assert.deepEqual(
    observer.of('a').map((report) => report.kind),
    ['started'],
  )
  await clock.step(1)
  const { startedAt, endedAt, exitCode } = await observer.exit('a')
  assert.deepEqual([startedAt, endedAt, exitCode], [1000, 1500, 7])
  await observer.stop()
})
