import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aWorld, begun } from '#testing/trials/world.ts'
import { findOperation } from './operation.queries.ts'
import { durable } from './operation.ts'

/** Lets so much of everything else happen: the rest of this turn of the event loop, or a whole one. */
type Tick = 'micro' | 'macro'
const ticks = (maxLength: number) =>
  fc.array(fc.constantFrom<Tick>('micro', 'macro'), { maxLength, size: 'max' })
async function pass(steps: readonly Tick[]): Promise<void> {
  for (const step of steps) {
    if (step === 'micro') await Promise.resolve()
    else await new Promise((resolve) => setImmediate(resolve))
  }
}

interface Plan {
  /** How long each of the two acts takes, and when the interrupts come. */
  readonly acts: readonly [readonly Tick[], readonly Tick[]]
  readonly interrupts: readonly (readonly Tick[])[]
  /** Whether the interrupt and the cancel are one transaction. */
  readonly atOnce: boolean
}

const plans = fc.record<Plan>({
  acts: fc.tuple(ticks(12), ticks(12)),
  interrupts: fc.array(ticks(40), { minLength: 1, maxLength: 3 }),
  atOnce: fc.boolean(),
})

test('of an interrupt and the end exactly one wins, whatever the moment', async (t) => {
  const world = await aWorld(t)
  const { store, engine } = world
  let saved: string[] = []
  const kind = durable<Plan>(
    'Things_Race',
    { acts: 'array', interrupts: 'array', atOnce: 'boolean' },
    [
      { name: 'one', act: ({ input }) => pass(input.acts[0]) },
      {
        name: 'two',
        act: ({ input }) => pass(input.acts[1]),
        commit: async () => void saved.push('succeeded'),
      },
    ],
    { canceled: async () => void saved.push('canceled') },
  )
  engine.register(kind)
  const wins = { interrupt: 0, end: 0 }

  const play = async (plan: Plan): Promise<void> => {
    saved = []
    const operation = await begun(world, kind, plan)
    const interrupt = async (when: readonly Tick[]): Promise<boolean> => {
      await pass(when)
      const error = { code: 'Canceled', message: 'Enough.' }
      const won = await store.write(async (tx) => {
        const isStopped = await engine.interrupt(tx, operation)
        if (isStopped && plan.atOnce) assert.ok(await engine.cancel(tx, operation, error))
        return isStopped
      })
      if (won && !plan.atOnce) {
        await engine.settled(operation.id)
        assert.ok(await store.write((tx) => engine.cancel(tx, operation, error)))
      }
      return won
    }
    const interrupted = (await Promise.all(plan.interrupts.map(interrupt))).filter((won) => won)
    await engine.idle()
    const end = await findOperation(store, operation.id)
    assert.ok(interrupted.length <= 1)
    const expected = interrupted.length === 1 ? 'Canceled' : 'Succeeded'
    assert.equal(end?.status, expected)
    assert.deepEqual(saved, [expected.toLowerCase()])
    wins[interrupted.length === 1 ? 'interrupt' : 'end'] += 1
  }

  await fc.assert(fc.asyncProperty(plans, play), { numRuns: 3000, seed: 5 })
  assert.ok(Math.min(wins.interrupt, wins.end) > 300, JSON.stringify(wins))
  assert.deepEqual(world.retries, [])
})
