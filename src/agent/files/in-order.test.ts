import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inOrder } from './in-order.ts'

test('runs are merged into one order', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.array(fc.integer())), async (runs) => {
      const merged: number[] = []
      for await (const item of inOrder(runs, (one, other) => one - other)) merged.push(item)
      assert.deepEqual(
        merged,
        runs.flat().sort((one, other) => one - other),
      )
    }),
  ))
