import assert from 'node:assert/strict'
import { test } from 'node:test'
import { onDemand } from './on-demand.ts'
import { openSimulated } from './simulated.ts'

const { signal } = new AbortController()

test('the hypervisor is opened once, by the first call', async () => {
  let opened = 0
  const hypervisor = onDemand(() => {
    opened++
    return openSimulated()
  })
  assert.equal(opened, 0)
  await Promise.all([hypervisor.list(signal), hypervisor.capacity(signal)])
  assert.equal(opened, 1)
  await hypervisor.close()
})

test('an opening that failed is tried again by the next call', async () => {
  let tries = 0
  const hypervisor = onDemand(() =>
    ++tries === 1 ? Promise.reject(new Error('not yet')) : openSimulated(),
  )
  await assert.rejects(hypervisor.list(signal), /not yet/)
  assert.deepEqual(await hypervisor.list(signal), [])
  await hypervisor.close()
})

test('closing what was never opened opens nothing', async () => {
  await onDemand(() => assert.fail('nothing was asked for')).close()
})
