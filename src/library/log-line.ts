import { realClock } from '#engine/clock.ts'
import { toIso } from '#kernel/instant.ts'

const { now } = realClock()

/** A line of `--log json`. */
export const logLine = (
  level: 'info' | 'error',
  message: string,
  more: Readonly<Record<string, string>> = {},
): string => `${JSON.stringify({ time: toIso(now()), level, ...more, message })}\n`
