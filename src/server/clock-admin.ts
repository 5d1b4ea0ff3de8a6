// The time of a frozen server, as the admin API moves it on: `POST /lazuli/step[?ms=]`.
import type { SteppedClock } from '#engine/clock.ts'
import { toIso } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import { type AdminCall, adminReply } from './front.ts'

/** Ten years. */
const LONGEST_MS = 315_360_000_000

const refusal = (status: number, code: string, message: string) =>
  adminReply(status, { error: { code, message } })

/** Without a length it goes on to what is due next, if anything is. */
export function clockAdmin(clock: SteppedClock | undefined): Record<string, AdminCall> {
  /** Two steps at once would each move the other's moments. */
  let last: Promise<unknown> = Promise.resolve()
  return {
    async 'POST step'({ query }) {
      if (!clock) {
        return refusal(409, 'ClockRuns', 'Time does not stand still here: start with --frozen.')
      }
      const asked = queryParameter(query, 'ms')
      const ms = Number(asked)
      if (asked !== undefined && !(asked !== '' && ms >= 0 && ms <= LONGEST_MS)) {
        return refusal(400, 'InvalidStep', `Send ms, from 0 to ${LONGEST_MS}.`)
      }
      const step = last.then(async () => {
        if (asked === undefined) await clock.stepToNext()
        else await clock.step(ms)
      })
      last = step.catch(() => undefined)
      await step
      return adminReply(200, { now: toIso(clock.now()) })
    },
  }
}
