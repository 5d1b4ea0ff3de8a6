// The time that long work goes by: what it is, and what a test makes of it.
import type { components } from '#contract/lazuli/types.ts'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from '../../client.ts'

type Time = components['schemas']['ClockTime']

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** `90s` in milliseconds. */
export function lengthIn(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text) ?? []
  if (!number) throw new Error(`${text} is no length of time. Say 500ms, 90s, 5m, 2h or 7d.`)
  return Math.round(Number(number) * UNITS[unit as keyof typeof UNITS])
}

async function tell(reaching: Reaching, path: string, method = 'POST'): Promise<void> {
  const answer = await admin(await readReady(reaching), `/lazuli/clock${path}`, { method })
  const { now, frozen, timeScale } = JSON.parse(answer) as Time
  const lines = [frozen ? `The time stands still at ${now}.` : `It is ${now}, and time runs.`]
  if (timeScale !== 1) lines.push(`Long work goes ${timeScale} times faster than in Azure.`)
  process.stdout.write(`${lines.join('\n')}\n`)
}

export const show = (reaching: Reaching): Promise<void> => tell(reaching, '', 'GET')
export const freeze = (reaching: Reaching): Promise<void> => tell(reaching, '/freeze')
export const resume = (reaching: Reaching): Promise<void> => tell(reaching, '/resume')

export const scale = (reaching: Reaching, factor: number): Promise<void> =>
  tell(reaching, `/scale?factor=${factor}`)

export const step = (reaching: Reaching, length?: string): Promise<void> =>
  tell(reaching, `/step${length === undefined ? '' : `?ms=${lengthIn(length)}`}`)

export const moveTo = (reaching: Reaching, time: string): Promise<void> =>
  tell(reaching, `/at?time=${encodeURIComponent(time)}`)
