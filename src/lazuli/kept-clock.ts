// The time that a user set, as it is kept across restarts.
import type { ClockState } from '#engine/clock.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Reader, Tx } from '#store/tx.ts'

const NAME = 'clock'

export async function findClock(reader: Reader): Promise<ClockState | undefined> {
  const kept = await findSetting(reader, NAME)
  return kept === undefined ? undefined : (JSON.parse(kept) as ClockState)
}

export const saveClock = (tx: Tx, state: ClockState): Promise<void> =>
  saveSetting(tx, NAME, JSON.stringify(state))
