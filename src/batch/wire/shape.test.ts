import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AzureError } from '#kernel/catalogue.ts'
import { shaped, wantsStats } from './shape.ts'

const job = { id: 'j', state: 'active', stats: { kernelCPUTime: 'PT0S' }, eTag: '0x1' }
const query = (text: string) => new URLSearchParams(text)

test('$select keeps the chosen properties of a resource and of each item of a page', () => {
  assert.deepEqual(shaped(job, query('$select=id, State')), { id: 'j', state: 'active' })
  assert.deepEqual(shaped({ value: [job] }, query('$select=id')), { value: [{ id: 'j' }] })
  assert.equal(shaped(job, query('')), job)
})

test('statistics that are asked for come beside what is selected', () => {
  const { id, stats } = job
  assert.deepEqual(shaped(job, query('$select=id&$expand=stats')), { id, stats })
})

test('only statistics can be expanded', () => {
  assert.equal(wantsStats(query('$expand=stats')), true)
  assert.equal(wantsStats(query('')), false)
  assert.throws(() => wantsStats(query('$expand=tasks')), AzureError)
})
