// What a pool went through, as lines over time.
import type { Line } from '../../parts/line.ts'

interface Resize {
  readonly startTime: string
  readonly endTime?: string
  readonly targetDedicatedNodes: number
  readonly targetLowPriorityNodes: number
  readonly dedicatedNodes: number
  readonly lowPriorityNodes: number
}

interface FormulaRun {
  readonly at: string
  readonly results: string
}

export interface Drawing {
  /** Seconds since 1970, rising. */
  readonly at: readonly number[]
  readonly lines: readonly Line[]
}

const secondsOf = (iso: string): number => Date.parse(iso) / 1_000

/** How many nodes were asked for, and how many there were. Histories come with the last first. */
export function resizeStepsOf(resizes: readonly Resize[], now: number): Drawing {
  const moments: { at: number; asked: number; there: number }[] = []
  let there = 0
  for (const each of [...resizes].reverse()) {
    const asked = each.targetDedicatedNodes + each.targetLowPriorityNodes
    moments.push({ at: secondsOf(each.startTime), asked, there })
    there = each.dedicatedNodes + each.lowPriorityNodes
    moments.push({ at: each.endTime ? secondsOf(each.endTime) : now / 1_000, asked, there })
  }
  const last = moments.at(-1)
  if (last) moments.push({ ...last, at: Math.max(last.at, now / 1_000) })
  // One that was stopped may end after the next began. Of two at the same moment the later counts.
  moments.sort((a, b) => a.at - b.at)
  const rising = moments.filter(({ at }, index) => (moments[index + 1]?.at ?? at + 1) > at)
  return {
    at: rising.map(({ at }) => at),
    lines: [
      {
        name: 'asked for',
        tone: 'plain',
        values: rising.map((each) => each.asked),
        isDashed: true,
      },
      { name: 'there', tone: 'busy', values: rising.map((each) => each.there) },
    ],
  }
}

const TARGETS = ['$TargetDedicatedNodes', '$TargetLowPriorityNodes', '$TargetDedicated']
const TONES: readonly Line['tone'][] = ['busy', 'berry', 'good', 'warn', 'plain', 'bad']

/** The variables of a run that are numbers: `$TargetDedicatedNodes=2;$sample=3.5`. */
export function numbersIn(results: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const part of results.split(';')) {
    const at = part.indexOf('=')
    const text = part.slice(at + 1).trim()
    if (at > 0 && text !== '' && Number.isFinite(Number(text))) {
      found.set(part.slice(0, at).trim(), Number(text))
    }
  }
  return found
}

/** The variables of a formula, run by run: what it is to come to first, six in all. */
export function evaluationOf(runs: readonly FormulaRun[], now: number): Drawing {
  const rising = [...runs]
    .reverse()
    .filter(({ at }, index, all) => index === 0 || secondsOf(at) > secondsOf(all[index - 1]!.at))
  // What a formula came to last holds until now.
  const last = rising.at(-1)
  if (last && secondsOf(last.at) * 1_000 < now) {
    rising.push({ ...last, at: new Date(now).toISOString() })
  }
  const numbers = rising.map(({ results }) => numbersIn(results))
  const names = [...new Set(numbers.flatMap((each) => [...each.keys()]))]
  const order = (name: string): number => (TARGETS.includes(name) ? 0 : 1)
  const drawn = names.sort((a, b) => order(a) - order(b)).slice(0, TONES.length)
  return {
    at: rising.map(({ at }) => secondsOf(at)),
    lines: drawn.map((name, at) => ({
      name,
      tone: TONES[at]!,
      values: numbers.map((each) => each.get(name) ?? null),
    })),
  }
}
