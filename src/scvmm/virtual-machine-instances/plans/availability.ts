import type { Reader } from '#store/tx.ts'
import type { Schemas } from '../../answers/wire.ts'
import { failure, failureOf } from '../../errors.ts'
import { isIdOf } from '../../ids.ts'
import { findTracked } from '../../tracked/tracked.queries.ts'
import { textOf } from '../../tracked/tracked.ts'

type Sent = readonly Schemas['AvailabilitySetListItem'][]

/** The sets that are named by id, with the names that VMM has for them. */
export async function availabilitySetsOf(
  reader: Reader,
  sent: Sent = [],
): Promise<{ id: string; name: string }[]> {
  const sets: { id: string; name: string }[] = []
  for (const { id } of sent) {
    if (!id) throw failureOf(failure('MissingProperty', { property: 'availabilitySets.id' }))
    const set = isIdOf(id, 'availabilitySets') ? await findTracked(reader, id) : undefined
    if (!set?.body.isMade) {
      const property = 'availabilitySets'
      throw failureOf(failure('LinkedResourceNotFound', { resource: id, property }))
    }
    sets.push({ id: set.id, name: textOf(set.body.properties, 'availabilitySetName') ?? set.name })
  }
  return sets
}
