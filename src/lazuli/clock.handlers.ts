import { toIso } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import { lazuliError } from './errors.ts'
import type { Handlers } from './ports.ts'

export const clockHandlers = {
  async Clock_Get(_, { now }) {
    return { status: 200, body: { now: toIso(now()) } }
  },

  async Clock_Step({ query }, { clock, memory }) {
    if (!clock) throw lazuliError('ClockRuns')
    const ms = queryParameter(query, 'ms')
    const step = memory.stepping.then(async () => {
      if (ms === undefined) await clock.stepToNext()
      else await clock.step(Number(ms))
    })
    memory.stepping = step.catch(() => undefined)
    await step
    return { status: 200, body: { now: toIso(clock.now()) } }
  },
} satisfies Handlers
