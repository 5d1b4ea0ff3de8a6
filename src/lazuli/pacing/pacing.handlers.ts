import type { Pacing } from '#engine/pacing.ts'
import type { Handlers } from '../ports.ts'
import { findPacing, savePacing } from './kept-pacing.ts'
import { pacingFault } from './pacing.rules.ts'

export const pacingHandlers = {
  async Pacing_Get(_, { engine, store }) {
    const kinds = (await engine.kinds()).map(
      ({ kind, steps }) => [kind, steps.map(({ name }) => name)] as const,
    )
    return {
      status: 200,
      body: { value: await findPacing(store), kinds: Object.fromEntries(kinds.toSorted()) },
    }
  },

  async Pacing_Set({ body }, { engine, store }) {
    const fault = pacingFault(body, await engine.kinds())
    if (fault) throw fault
    // Each rule has one member of a length: that was checked.
    const pacing = body.value as Pacing
    await store.write((tx) => savePacing(tx, pacing))
    engine.pace(pacing)
    return { status: 200, body: { value: pacing } }
  },
} satisfies Handlers
