// The formats of the contracts that ajv-formats lacks or reads more narrowly than Azure does.
import type { Ajv } from 'ajv'
import { ID_FORMAT } from '#kernel/service.ts'

/** ISO 8601, seconds with a fraction. */
const DURATION =
  /^-?P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(?:T(?=\d)(\d+H)?(\d+M)?(\d+(?:\.\d+)?S)?)?$/

/** In seconds: years, months, weeks, days, hours, minutes, seconds. */
const LENGTHS = [31_536_000, 2_592_000, 604_800, 86_400, 3_600, 60, 1]

/** Azure counts in .NET's time spans, whose longest is Batch's "no limit": `P10675199DT2H48M5.4775807S`. */
const LONGEST = 922_337_203_686

export function isDuration(text: string): boolean {
  const parts = DURATION.exec(text)?.slice(1)
  if (!parts) return false
  const seconds = LENGTHS.map((length, i) => length * Number.parseFloat(parts[i] ?? '0'))
  return seconds.reduce((sum, each) => sum + each, 0) <= LONGEST
}

const FROM_ROOT = /^\/+(subscriptions\/+[^/]+|providers\/+[^/]+\/)/i

/** As Azure asks for it: it begins at the root. What it is the id of is the service's business. */
export const isArmId = (text: string): boolean =>
  // Many services take an empty one for none.
  text === '' || (FROM_ROOT.test(text) && !/[\s\p{Cc}]/u.test(text))

export function addAzureFormats(ajv: Ajv): void {
  ajv.addFormat('duration', isDuration)
  ajv.addFormat(ID_FORMAT, isArmId)
}
