// Statistics as answers show them. They are counted with each change, so they are never old.
import { type Instant, toNetIso } from '#kernel/instant.ts'
import { durationText } from './duration.ts'

/** The time that they are about. */
export const rangeOf = (startTime: Instant, now: Instant) => ({
  startTime: toNetIso(startTime),
  lastUpdateTime: toNetIso(now),
})

/** With where they are: the URL is ours, none is recorded of a job, a task or a pool. */
export const statisticsOf = (url: string, startTime: Instant, now: Instant) => ({
  url: `${url}/stats`,
  ...rangeOf(startTime, now),
})

/** Times in milliseconds; what tasks read and write is not counted. */
export const usageStatistics = (used: {
  readonly userMs: number
  readonly kernelMs: number
  readonly wallMs: number
}) => ({
  userCPUTime: durationText(used.userMs),
  kernelCPUTime: durationText(used.kernelMs),
  wallClockTime: durationText(used.wallMs),
  readIOps: 0,
  writeIOps: 0,
  readIOGiB: 0,
  writeIOGiB: 0,
})
