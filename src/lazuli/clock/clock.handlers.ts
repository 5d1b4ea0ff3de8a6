import type { ServerClock } from '#engine/clock.ts'
import { parseInstant, toIso } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import { lazuliError } from '../errors.ts'
import type { Handlers, LazuliPorts } from '../ports.ts'
import { saveClock } from './kept-clock.ts'

/** Ten years, as the contract has it for a step. */
const LONGEST_STEP_MS = 315_360_000_000

export const told = ({ clock }: Pick<LazuliPorts, 'clock'>) => ({
  status: 200 as const,
  body: { now: toIso(clock.now()), frozen: clock.isFrozen, timeScale: clock.scale },
})

/** One change after the other: two steps at once would each move the other's moments. */
async function changed(
  ports: LazuliPorts,
  change: (clock: ServerClock) => unknown,
): Promise<ReturnType<typeof told>> {
  const { clock, store, memory } = ports
  const turn = memory.stepping.then(async () => {
    await change(clock)
    await store.write((tx) => saveClock(tx, clock.state))
  })
  memory.stepping = turn.catch(() => undefined)
  await turn
  return told(ports)
}

const needsFrozen = ({ isFrozen }: ServerClock): void => {
  if (!isFrozen) throw lazuliError('ClockRuns')
}

export const clockHandlers = {
  async Clock_Get(_, ports) {
    return told(ports)
  },

  async Clock_Freeze(_, ports) {
    return await changed(ports, (clock) => clock.freeze())
  },

  async Clock_Resume(_, ports) {
    return await changed(ports, (clock) => {
      clock.resume()
      ports.wakeAll()
    })
  },

  async Clock_Scale({ query }, ports) {
    const factor = Number(queryParameter(query, 'factor'))
    return await changed(ports, (clock) => clock.setScale(factor))
  },

  async Clock_Step({ query }, ports) {
    const ms = queryParameter(query, 'ms')
    return await changed(ports, async (clock) => {
      needsFrozen(clock)
      if (ms === undefined) await clock.stepToNext()
      else await clock.step(Number(ms))
    })
  },

  async Clock_At({ query }, ports) {
    const value = queryParameter(query, 'time')!
    const refused = (reason: string) =>
      lazuliError('InvalidParameter', { name: 'time', value, reason }, { target: 'time' })
    const moment = parseInstant(value)
    if (moment === undefined) throw refused('it is no moment')
    return await changed(ports, async (clock) => {
      needsFrozen(clock)
      const ms = moment - clock.now()
      if (ms < 0) throw refused(`it is over: here it is ${toIso(clock.now())}`)
      if (ms > LONGEST_STEP_MS) throw refused('it is more than ten years away')
      await clock.step(ms)
    })
  },
} satisfies Handlers
