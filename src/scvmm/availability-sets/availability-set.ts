import { failure, failureOf } from '../errors.ts'
import { sameId } from '../ids.ts'
import { reachServer } from '../tracked/origin.ts'
import { type Kind, textOf } from '../tracked/tracked.ts'
import { instancesThat } from '../virtual-machine-instances/instance.queries.ts'

export const availabilitySets: Kind = {
  type: 'availabilitySets',
  operations: 'AvailabilitySets',
  parameter: 'availabilitySetResourceName',
  settable: ['availabilitySetName', 'vmmServerId'],
  fixed: ['availabilitySetName', 'vmmServerId'],
  lasts: { make: 15_000, remove: 6_000 },
  async plan(reader, { body: { properties } }, ports) {
    const availabilitySetName = textOf(properties, 'availabilitySetName')
    if (availabilitySetName === undefined) {
      throw failureOf(failure('MissingProperty', { property: 'availabilitySetName' }))
    }
    const server = await reachServer(reader, ports, textOf(properties, 'vmmServerId'))
    return { availabilitySetName, vmmServerId: server.resource.id }
  },
  dependants: (reader, set) =>
    instancesThat(reader, ({ instance }) =>
      instance.body.availabilitySets.some(({ id }) => sameId(id, set.id)),
    ),
}
