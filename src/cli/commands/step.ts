import type { components } from '#contract/lazuli/types.ts'
import { admin } from '../client.ts'
import { type Reaching, readReady } from '../ready.ts'

type Time = components['schemas']['ClockTime']

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `90s` in milliseconds. */
export function lengthIn(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? []
  if (!number) throw new Error(`${text} is no length of time. Say 500ms, 90s, 5m, 2h or 7d.`)
  return Math.round(Number(number) * UNITS[unit as keyof typeof UNITS])
}

/** Moves the time of a frozen server on, and prints what it is then. */
export async function step(reaching: Reaching, length?: string): Promise<void> {
  const query = length === undefined ? '' : `?ms=${lengthIn(length)}`
  const answer = await admin(await readReady(reaching), `/lazuli/step${query}`, { method: 'POST' })
  process.stdout.write(`${(JSON.parse(answer) as Time).now}\n`)
}
