// Lengths of operations that a user set, as they are kept across restarts.
import type { Pacing, PacingRule } from '#engine/pacing.ts'
import { type Place, readJsonList, type Shape } from '#store/read-json.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Reader, Tx } from '#store/tx.ts'

const NAME = 'pacing'
const place: Place = { table: 'setting', key: NAME, column: 'value' }
const ruleShape: Shape<PacingRule> = { kind: 'string', step: 'string?', pace: 'object' }

export async function findPacing(reader: Reader): Promise<Pacing> {
  const kept = await findSetting(reader, NAME)
  return kept === undefined ? [] : readJsonList(kept, ruleShape, place)
}

export const savePacing = (tx: Tx, pacing: Pacing): Promise<void> =>
  saveSetting(tx, NAME, JSON.stringify(pacing))
