import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OperationFaults } from './faults.ts'
import { durable, type Operation } from './operation.ts'

const { signal } = new AbortController()
const error = { code: 'Broken', message: 'It broke.' }

test('the step that is meant fails in place of what it does, so many times', async () => {
  const faults = new OperationFaults()
  const done: string[] = []
  const act = (name: string) => ({ name, act: async () => void done.push(name) })
  const kind = faults.wrap(durable('K', [act('a'), act('b')], { failed: async () => {} }))
  const run = (step: number) => kind.steps[step]!.act!({} as Operation<never>, signal)
  faults.set([{ kind: 'K', step: 'b', error, times: 2 }])
  await run(0)
  for (let i = 0; i < 2; i++) await assert.rejects(async () => run(1), /It broke/)
  await run(1)
  faults.set([{ kind: 'K', error }])
  await assert.rejects(async () => run(0), { name: 'OperationFailure', code: 'Broken' })
  await run(1)
  faults.set([])
  await run(0)
  assert.deepEqual(done, ['a', 'b', 'b', 'a'])
})

test('an operation that has no unhappy end is left as it is', () => {
  const kind = durable('K', [{ name: 'a' }])
  assert.equal(new OperationFaults().wrap(kind), kind)
})
