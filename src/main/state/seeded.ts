// A server whose ids and whose chance follow from a number.
import { instant } from '#kernel/instant.ts'
import { guid, seeded } from '#kernel/random.ts'
import type { Replacements } from '../replacements.ts'

/** When time stands still from the start in such a server: the same moment in each. */
export const SEEDED_START = instant(Date.UTC(2026, 0, 1))

/** What a test gave wins. What calls are named by is drawn apart: they come in an order of their own. */
export function drawnFrom(seed: number | undefined, given: Replacements): Replacements {
  if (seed === undefined) return given
  const ids = seeded(`${seed} ids`)
  const requests = seeded(`${seed} requests`)
  return {
    newId: () => guid(ids),
    newRequestId: () => guid(requests),
    random: seeded(`${seed} bytes`),
    ...given,
  }
}
