// The time that a user set, as it is kept across restarts.
import type { ClockState } from '#engine/clock.ts'
import { type Place, readJson, type Shape } from '#store/read-json.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Reader, Tx } from '#store/tx.ts'

const NAME = 'clock'
const place: Place = { table: 'setting', key: NAME, column: 'value' }
const shape: Shape<{ readonly frozenAt?: number; readonly aheadMs?: number }> = {
  frozenAt: 'number?',
  aheadMs: 'number?',
}

export async function findClock(reader: Reader): Promise<ClockState | undefined> {
  const kept = await findSetting(reader, NAME)
  if (kept === undefined) return undefined
  const { frozenAt, aheadMs = 0 } = readJson(kept, shape, place)
  return frozenAt === undefined ? { aheadMs } : { frozenAt }
}

export const saveClock = (tx: Tx, state: ClockState): Promise<void> =>
  saveSetting(tx, NAME, JSON.stringify(state))
