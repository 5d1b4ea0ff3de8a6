import assert from 'node:assert/strict'
import { test } from 'node:test'
import { frozenClock } from '#testing/clock.ts'
import { onDemand } from './on-demand.ts'
import { SimulatedNodes } from './simulated/simulated.ts'

test('the driver is made by the first call, and what is observed is its own', async () => {
  let made = 0
  const compute = onDemand(async () => {
    made++
    return new SimulatedNodes({ clock: frozenClock() })
  })
  const stop = new AbortController()
  const reports = compute.agent.observe(stop.signal)[Symbol.asyncIterator]()
  const first = reports.next()
  assert.equal(made, 0)
  await compute.agent.setUp({ nodeId: 'n1', poolId: 'p', slots: 1, environment: {} })
  assert.equal(made, 1)
  const seen = await first
  assert.equal(seen.done, false)
  stop.abort()
  await compute.close()
})

test('an observer that stops before there is a driver is let go', async () => {
  const compute = onDemand(async () => assert.fail('nothing was asked for'))
  const stop = new AbortController()
  const next = compute.agent.observe(stop.signal)[Symbol.asyncIterator]().next()
  stop.abort()
  assert.equal((await next).done, true)
  await compute.close()
})
