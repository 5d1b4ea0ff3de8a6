import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Catalogues } from '#catalogues/catalogues.ts'
import { coresOf, isKnownSize, memoryMiBOf } from './vm-sizes.ts'

const catalogues = new Catalogues()

test('the cores of every size are those of the catalogue, however its name counts', () => {
  for (const kind of ['vmSizes', 'cloudServiceSizes'] as const) {
    for (const { name, cores } of catalogues.all(kind)) {
      assert.equal(coresOf(catalogues, name.toUpperCase()), cores, name)
      assert.ok(isKnownSize(catalogues, name, {}))
    }
  }
  const cores = {
    small: 1,
    ExtraLarge: 8,
    standard_a1: 1,
    standard_a2_v2: 2,
    standard_d3_v2: 4,
    standard_ds14_v2: 16,
    STANDARD_D2s_v3: 2,
    'standard_m16-4ms': 16,
    standard_d15_v2: 20,
  }
  for (const [size, count] of Object.entries(cores)) {
    assert.equal(coresOf(catalogues, size), count, size)
  }
})

test('a size that has left the catalogue has the cores that its name tells', () => {
  assert.equal(coresOf(catalogues, 'standard_zz96ads_v5'), 96)
  assert.equal(coresOf(catalogues, 'something'), 1)
  assert.equal(memoryMiBOf(catalogues, 'standard_zz2s_v3'), 8 * 1024)
  assert.equal(isKnownSize(catalogues, 'standard_zz2s_v3', {}), false)
})
