// The formats of the contracts that ajv-formats lacks or reads more narrowly than Azure does.
import type { Ajv } from 'ajv'

/** ISO 8601, seconds with a fraction: Batch's "no limit" is `P10675199DT2H48M5.4775807S`. */
export const duration =
  /^-?P(?=[\dT])(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/

export function addAzureFormats(ajv: Ajv): void {
  ajv.addFormat('duration', duration)
  // Which ids are well-formed is for the service to say: it has its own error codes for them.
  ajv.addFormat('arm-id', true)
}
