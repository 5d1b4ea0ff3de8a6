import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lazy } from './lazy.ts'

test('a part is loaded when it is first asked for, once for all who ask, then there at once', async () => {
  let loads = 0
  const part = lazy(async () => ({ load: ++loads }))
  assert.equal(loads, 0)
  const [one, other] = await Promise.all([part(), part()])
  assert.equal(one, other)
  assert.equal(part(), one)
  assert.equal(loads, 1)
})

test('a failure goes to all who wait, and the next one who asks tries again', async () => {
  let isBroken = true
  const part = lazy(async () => {
    if (isBroken) throw new Error('unreadable')
    return 'there'
  })
  const asked = [part(), part()]
  for (const answer of asked) await assert.rejects(async () => await answer, /unreadable/)
  isBroken = false
  assert.equal(await part(), 'there')
})

test('a load that fails before it waits for anything is tried again too', async () => {
  let isBroken = true
  const part = lazy(() => {
    if (isBroken) throw new Error('unreadable')
    return 'there'
  })
  await assert.rejects(async () => await part(), /unreadable/)
  isBroken = false
  assert.equal(await part(), 'there')
})
