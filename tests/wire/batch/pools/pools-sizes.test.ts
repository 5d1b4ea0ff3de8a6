// Resizes of pools, and the quotas that bound them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startBatch } from '../batch-server.ts'
import { addPool, POOL, poolOf } from './pools-world.ts'

test('a resize goes on until it is stopped, and others wait for it', async () => {
  await using batch = await startBatch()
  await addPool(batch)
  const resize = (body: object) => batch.call('POST', `${POOL}/resize`, { body })
  assert.equal((await resize({ targetDedicatedNodes: 3 })).body.code, 'PoolBeingResized')
  await batch.pass(2_000)
  const stopped = await batch.call('POST', `${POOL}/stopresize`)
  assert.equal(stopped.body.code, 'OperationInvalidForCurrentState')
  const before = (await batch.call('GET', POOL)).headers.etag
  const begun = await resize({ targetDedicatedNodes: 3 })
  assert.equal(begun.status, 202)
  assert.notEqual(begun.headers.etag, before)
  assert.equal(begun.headers.dataserviceid, `${batch.origin}${POOL}/resize`)
  assert.equal((await batch.call('POST', `${POOL}/stopresize`)).status, 202)
  assert.equal((await poolOf(batch)).allocationState, 'stopping')
  assert.equal((await batch.call('POST', `${POOL}/stopresize`)).status, 409)
  await batch.pass(60_000)
  const pool = await poolOf(batch)
  assert.equal(pool.allocationState, 'steady')
  assert.equal(pool.currentDedicatedNodes, 0)
  assert.equal(pool.targetDedicatedNodes, 3)
  assert.equal((pool.resizeErrors as unknown as { code: string }[])[0]!.code, 'ResizeStopped')
  assert.equal((await resize({ targetDedicatedNodes: 1 })).status, 202)
  assert.equal((await poolOf(batch)).resizeErrors, undefined)
  await batch.pass(60_000)
  assert.equal((await poolOf(batch)).currentDedicatedNodes, 1)
})

test('a quota of cores leaves a pool smaller than it was to be', async () => {
  await using batch = await startBatch()
  await addPool(batch, {
    vmSize: 'Standard_D96s_v5',
    targetDedicatedNodes: 10,
    targetLowPriorityNodes: 2,
  })
  await batch.pass(28_000)
  const pool = await poolOf(batch)
  assert.equal(pool.currentDedicatedNodes, 9)
  assert.equal(pool.currentLowPriorityNodes, 1)
  assert.deepEqual(
    (pool.resizeErrors as unknown as { code: string }[]).map(({ code }) => code),
    ['AccountCoreQuotaReached', 'AccountLowPriorityCoreQuotaReached'],
  )
})

test('quotas of cores and of pools are options', async () => {
  const quotas = { dedicatedCoreQuota: 192, lowPriorityCoreQuota: 96, poolQuota: 1 }
  await using batch = await startBatch({ options: quotas })
  await addPool(batch, {
    vmSize: 'Standard_D96s_v5',
    targetDedicatedNodes: 3,
    targetLowPriorityNodes: 2,
  })
  await batch.pass(28_000)
  const { currentDedicatedNodes, currentLowPriorityNodes } = await poolOf(batch)
  assert.deepEqual([currentDedicatedNodes, currentLowPriorityNodes], [2, 1])
  const second = await addPool(batch, { id: 'pool2' })
  assert.equal(second.status, 409)
  assert.equal(second.body.code, 'PoolQuotaReached')
})
