import { lazuliError } from '../errors.ts'
import type { Handlers } from '../ports.ts'
import type { SeedFault } from './seed-file.ts'

/** Faults that one answer names. */
const NAMED = 20

export const seedHandlers = {
  async Seed_Apply({ body, caller }, { seed }) {
    const result = await seed(body, caller)
    if ('seeded' in result) return { status: 200, body: result.seeded }
    throw refusalOf(result.faults)
  },
} satisfies Handlers

function refusalOf(faults: readonly SeedFault[]) {
  const sorted = faults.toSorted((a, b) => a.line - b.line)
  const named = sorted
    .slice(0, NAMED)
    .map(({ line, path, reason }) => `line ${line}, ${path}: ${reason}`)
  const more = faults.length > NAMED ? [`and ${faults.length - NAMED} more`] : []
  const words = [...named, ...more].join('\n')
  return lazuliError('InvalidSeed', { words }, { target: sorted[0]!.path })
}
