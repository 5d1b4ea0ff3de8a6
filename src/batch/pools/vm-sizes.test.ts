import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coresOf } from './vm-sizes.ts'

test('the cores of a size are told by its name, old and new', () => {
  const cores = {
    small: 1,
    ExtraLarge: 8,
    standard_a1: 1,
    basic_a2: 2,
    standard_a2_v2: 2,
    standard_a8m_v2: 8,
    standard_d3_v2: 4,
    standard_ds14_v2: 16,
    STANDARD_D2s_v3: 2,
    standard_d96ads_v5: 96,
    standard_nc24rs_v3: 24,
    standard_f8s_v2: 8,
    standard_e16_v3: 16,
    standard_hb120rs_v2: 120,
    something: 1,
  }
  for (const [size, count] of Object.entries(cores)) assert.equal(coresOf(size), count, size)
})
