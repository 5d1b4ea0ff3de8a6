// What is refused of a tracked resource's PUT before anything is begun.
import { idKey } from '#arm/resource-id.ts'
import type { ExtendedLocation } from '../answers/wire.ts'
import { scvmmError } from '../errors.ts'
import type { Kind, Tracked, TrackedWire } from './tracked.ts'

/** Ids and GUIDs compare without case. */
const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === 'string' && typeof b === 'string' ? idKey(a) === idKey(b) : a === b

export function checkLocationKept(
  before: ExtendedLocation | undefined,
  sent: ExtendedLocation,
): void {
  // Its members are optional: a location without a name says nothing of where it is.
  if (sent.name === undefined || isSame(before?.name, sent.name)) return
  throw scvmmError('PropertyChangeNotAllowed', { property: 'extendedLocation' })
}

/** Once made, a resource stays what it is of. */
export function checkUnchanged(kind: Kind, before: Tracked, sent: TrackedWire): void {
  if (!before.body.isMade) return
  checkLocationKept(before.envelope.extendedLocation, sent.extendedLocation)
  for (const name of kind.fixed) {
    const wanted = sent.properties?.[name]
    const has = before.body.properties[name]
    if (wanted === undefined || wanted === null || isSame(wanted, has)) continue
    throw scvmmError('PropertyChangeNotAllowed', { property: `properties.${name}` })
  }
}
