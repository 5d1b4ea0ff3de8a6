import { armRefusals } from '#arm/refusals.ts'
import type { Refusals } from '#kernel/service.ts'
import { NAMESPACE } from '../ids.ts'
import { resourceTypes } from '../resource-types.ts'

/** ARM's own words for what the pipeline finds wrong: this provider was never recorded with others. */
export const refusalsOf = (versions: readonly string[]): Refusals =>
  armRefusals({ namespace: NAMESPACE, resourceTypes, versions })
