// The properties of Batch bodies that ask for what is not served, on either plane, each with what it
// waits for. The pages that say what is not here are printed from this list. Data only, and the one
// refusal that all of them have.
import type { AzureError } from '#kernel/catalogue.ts'
import { leafOf, refusal } from './refusals.ts'

const CONTAINERS = 'there are no containers yet'

/** By the model that has them, as the newest api-version spells it. */
export const notServedProperties = {
  'virtualMachineConfiguration.containerConfiguration': CONTAINERS,
  'startTask.containerSettings': CONTAINERS,
  'jobManagerTask.containerSettings': CONTAINERS,
  'jobPreparationTask.containerSettings': CONTAINERS,
  'jobReleaseTask.containerSettings': CONTAINERS,
  'task.containerSettings': CONTAINERS,
} as const satisfies Readonly<Record<string, string>>

export type NotServed = keyof typeof notServedProperties

/** Refuses what is not served by its name. `path`: where it stands in the body. */
export function notServed(property: NotServed, path: string = leafOf(property)): AzureError {
  const name = leafOf(property)
  const reason = `The property '${name}' is not served: ${notServedProperties[property]}`
  return refusal('NotImplemented', { PropertyName: name, Reason: reason }, { path, what: reason })
}
