import type { PacingRule } from '#engine/pacing.ts'
import { lazuliError } from '../errors.ts'
import type { Handlers } from '../ports.ts'
import { findPacing, savePacing } from './kept-pacing.ts'
import { pacingFault } from './pacing.rules.ts'

const MOST_RULES = 100

type Kept = PacingRule & { readonly id: string }

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

  async Pacing_Set({ body }, { engine, store, newId }) {
    const fault = pacingFault(body, await engine.kinds())
    if (fault) throw fault
    // Each rule has one member of a length: that was checked.
    const pacing = body.value.map((rule) => ({ id: newId(), ...rule }) as Kept)
    await store.write((tx) => savePacing(tx, pacing))
    engine.pace(pacing)
    return { status: 200, body: { value: pacing } }
  },

  async Pacing_Add({ body }, { engine, store, newId }) {
    const fault = pacingFault({ value: [body] }, await engine.kinds(), () => '')
    if (fault) throw fault
    const rule = { ...body, id: newId() } as Kept
    const pacing = await store.write(async (tx) => {
      const found = await findPacing(tx)
      if (found.length >= MOST_RULES) {
        throw lazuliError('NotNow', { reason: `There are ${MOST_RULES} lengths: remove some.` })
      }
      const changed = [...found, rule]
      await savePacing(tx, changed)
      return changed
    })
    engine.pace(pacing)
    return { status: 200, body: rule }
  },

  async Pacing_Remove({ params: { ruleId } }, { engine, store }) {
    const { rule, pacing } = await store.write(async (tx) => {
      const found = await findPacing(tx)
      const rule = found.find(({ id }) => id === ruleId)
      if (!rule) throw lazuliError('NotFound', { what: `There is no length ${ruleId}.` })
      const pacing = found.filter((each) => each !== rule)
      await savePacing(tx, pacing)
      return { rule, pacing }
    })
    engine.pace(pacing)
    return { status: 200, body: rule }
  },
} satisfies Handlers
