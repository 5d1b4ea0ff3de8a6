// The short form of `node tests/soak/slurm.ts`.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { soakOnSlurm } from './soak.ts'

test('every task is accounted for under machines that are drained, fall and are preempted', async () => {
  const did = await soakOnSlurm({ tasks: 150, strikes: 7, seed: 1, patienceMs: 120_000 })
  assert.ok(Object.keys(did).length >= 5, JSON.stringify(did))
})
