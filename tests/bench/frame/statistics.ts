/** The value below which a share of all lie. */
const at = (values: readonly number[], share: number): number => {
  if (values.length === 0) throw new Error('nothing was measured')
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}

export const median = (values: readonly number[]): number => at(values, 0.5)
export const p99 = (values: readonly number[]): number => at(values, 0.99)

type Sides = Readonly<Record<string, (() => Promise<number>) | undefined>>

/** Each side's figures, a round each, in the same order; undefined for a side that was left out. */
export type Rounds<S extends Sides> = {
  readonly [Name in keyof S]: undefined extends S[Name]
    ? readonly number[] | undefined
    : readonly number[]
}

/**
 * Measures all sides in turns, so that what else the machine does falls on all of them, and none
 * always comes first. The round before the first warms up and does not count.
 */
export async function inTurns<S extends Sides>(rounds: number, sides: S): Promise<Rounds<S>> {
  const present = Object.entries(sides).filter(([, measure]) => measure !== undefined)
  const measured: Record<string, number[]> = {}
  for (const [name] of present) measured[name] = []
  for (let round = 0; round <= rounds; round++) {
    for (let i = 0; i < present.length; i++) {
      const [name, measure] = present[(i + round) % present.length]!
      const value = await measure!()
      if (round > 0) measured[name]!.push(value)
    }
  }
  return measured as Rounds<S>
}

/** The median of the rounds' ratios, which a busy machine disturbs less than a ratio of medians. */
export const ratio = (ours: readonly number[], theirs: readonly number[]): number =>
  median(ours.map((value, i) => value / theirs[i]!))
