import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AzureError } from '#kernel/catalogue.ts'
import type { Request } from '#kernel/handler.ts'
import { frozenClock } from '#testing/clock.ts'
import { timed, timeoutSeconds } from './timeout.ts'

const call = (query: string, apiVersion = '2024-07-01.20.0', operationId = 'Job_Get') =>
  ({ query: new URLSearchParams(query), apiVersion, operationId }) as Request

test('a call may last thirty seconds, and a collection two minutes', () => {
  assert.equal(timeoutSeconds(call('')), 30)
  assert.equal(timeoutSeconds(call('timeout=5')), 5)
  assert.equal(timeoutSeconds(call('timeout=31')), 30)
  assert.equal(timeoutSeconds(call('timeout=31', '2023-11-01.18.0')), 31)
  const collection = 'Task_AddCollection'
  assert.equal(timeoutSeconds(call('', '2024-02-01.19.0', collection)), 120)
  assert.equal(timeoutSeconds(call('timeout=121', '2024-02-01.19.0', collection)), 120)
  assert.equal(timeoutSeconds(call('', '2022-10-01.16.0', collection)), 30)
})

test('a wait for less than nothing is refused', () => {
  assert.throws(
    () => timeoutSeconds(call('timeout=-1')),
    (error) => error instanceof AzureError && error.code === 'OutOfRangeQueryParameterValue',
  )
})

test('a handler that takes longer is answered for, and its own end is dropped', async () => {
  const clock = frozenClock()
  const slow = Promise.withResolvers<{ status: number }>()
  const answer = timed(() => slow.promise, clock)({ ...call('timeout=2'), now: clock.now() })
  const refused = assert.rejects(async () => await answer, {
    code: 'OperationTimedOut',
    status: 500,
  })
  await clock.step(1_999)
  await clock.step(1)
  await refused
  slow.reject(new Error('too late'))
})

test('a handler that is done in time leaves no alarm behind', async () => {
  const clock = frozenClock()
  const quick = timed(async () => ({ status: 204 }), clock)
  assert.deepEqual(await quick({ ...call(''), now: clock.now() }), { status: 204 })
  assert.equal(await clock.stepToNext(), false)
})
