import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coresOf } from '../pools/vm-sizes.ts'
import { machineSkus, serviceSkus } from './vm-skus.ts'

test('a size has as many cores here as quotas count', () => {
  for (const { name, cores } of [...machineSkus, ...serviceSkus]) {
    assert.equal(coresOf(name), cores, name)
  }
})

test('each size is listed once', () => {
  const names = [...machineSkus, ...serviceSkus].map(({ name }) => name.toLowerCase())
  assert.equal(new Set(names).size, names.length)
})
