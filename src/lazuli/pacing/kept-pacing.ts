// Lengths of operations that a user set, as they are kept across restarts.
import type { Pacing, PacingRule } from '#engine/pacing.ts'
import { type Place, readJsonList, type Shape } from '#store/read-json.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Reader, Tx } from '#store/tx.ts'

const NAME = 'pacing'
const place: Place = { table: 'setting', key: NAME, column: 'value' }
const ruleShape: Shape<PacingRule> = {
  id: 'string?',
  kind: 'string',
  step: 'string?',
  resource: 'string?',
  pace: 'object',
}

/** Those that an earlier version kept have no ids: their places stand for these. */
export async function findPacing(reader: Reader): Promise<Pacing> {
  const kept = await findSetting(reader, NAME)
  if (kept === undefined) return []
  return readJsonList(kept, ruleShape, place).map((rule, i) => ({ id: String(i + 1), ...rule }))
}

export const savePacing = (tx: Tx, pacing: Pacing): Promise<void> =>
  saveSetting(tx, NAME, JSON.stringify(pacing))
