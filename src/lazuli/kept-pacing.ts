// Lengths of operations that a user set, as they are kept across restarts.
import type { Pacing } from '#engine/pacing.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Reader, Tx } from '#store/tx.ts'

const NAME = 'pacing'

export async function findPacing(reader: Reader): Promise<Pacing> {
  const kept = await findSetting(reader, NAME)
  return kept === undefined ? [] : (JSON.parse(kept) as Pacing)
}

export const savePacing = (tx: Tx, pacing: Pacing): Promise<void> =>
  saveSetting(tx, NAME, JSON.stringify(pacing))
