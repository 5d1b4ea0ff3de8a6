import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plus } from '#kernel/instant.ts'
import { frozenClock } from '#testing/clock.ts'
import { temporaryStore } from '#testing/store.ts'
import type { Clock } from './clock.ts'
import { Loop } from './loop.ts'

const refuse = (error: unknown): never => {
  throw error
}

test('what was saved before a wake is seen, also when a scan was under way', async () => {
  const clock = frozenClock()
  let saved = 0
  const seen: number[] = []
  const loop = new Loop({
    clock,
    onError: refuse,
    scan: async () => {
      const read = saved
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(read)
      return undefined
    },
  })
  for (saved = 1; saved < 5; saved++) {
    loop.wake()
    await Promise.resolve()
  }
  await loop.settled()
  assert.deepEqual(seen, [1, 5])
  assert.equal(loop.busy, false)
})

test('a loop sweeps where the clock has it so, and else sleeps until it is woken', async () => {
  for (const [sweepMs, scans] of [
    [1000, 4],
    [undefined, 1],
  ] as const) {
    const stepped = frozenClock()
    const clock: Clock = { ...stepped, sweepMs }
    let count = 0
    const scan = async () => {
      count += 1
      return plus(clock.now(), 10_000_000)
    }
    const loop = new Loop({ clock, onError: refuse, sweeps: true, scan })
    loop.wake()
    await stepped.step(3500)
    assert.equal(count, scans)
    await loop.stop()
  }
})

test('a wake within a transaction starts a scan that is no part of it', async (t) => {
  const store = await temporaryStore(t)
  const rows: number[] = []
  const loop = new Loop({
    clock: frozenClock(),
    onError: refuse,
    scan: async () => {
      const found = await store.all({
        strings: ["select * from setting where name = 'k'"],
        values: [],
      })
      rows.push(found.length)
      return undefined
    },
  })
  await store.write(async (tx) => {
    loop.wake()
    await tx.run({ strings: ["insert into setting values ('k', 'v')"], values: [] })
  })
  await loop.settled()
  assert.deepEqual(rows, [1])
})
