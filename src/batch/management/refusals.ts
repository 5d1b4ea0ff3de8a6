// The pipeline's refusals of Microsoft.Batch. ARM routes and checks versions in its own words; what a
// body or the name of something within an account says, Batch answers in its own.
import { armRefusals, type RefusalScope } from '#arm/refusals.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { isIdFault, type Refusals, type SchemaFault, type UnknownMember } from '#kernel/service.ts'
import { batchError } from '../errors.ts'
import { invalidProperty, leafOf, refusal, schemaRefusal } from '../refusals.ts'
import { asSent, forwarded } from './data-plane-refusals.ts'

/** Names of what an account has. Those of the way to it are ARM's. */
const ARMS = new Set(['subscriptionId', 'resourceGroupName', 'accountName', 'locationName'])

export function managementRefusals(scope: RefusalScope): Refusals {
  const arms = armRefusals(scope)
  return {
    ...arms,
    invalidBody: (fault, operationId) =>
      fault.keyword === 'required' && fault.property === 'location'
        ? arms.invalidBody(fault, operationId)
        : invalidBody(fault),
    unknownMember,
    takesMember: () => false,
    invalidPath: (name, value, reason) =>
      ARMS.has(name) ? arms.invalidPath(name, value, reason) : forwarded(batchError('InvalidUri')),
  }
}

function invalidBody(fault: SchemaFault): AzureError {
  const { property, value } = fault
  const refused = isIdFault(fault)
    ? invalidProperty(property, 'It is not the id of a resource', String(value))
    : schemaRefusal(fault)
  return forwarded(refused, asSent)
}

/** The words are recorded. */
function unknownMember({ path, name, type, line, position }: UnknownMember): AzureError {
  const place = `Path '${path}', line ${line}, position ${position}.`
  const reason = `Could not find member '${name}' on object of type '${type}'. ${place}`
  return forwarded(refusal('InvalidRequestBody', { Reason: reason }, { path }), asSent)
}

/** Recorded: what a pool, once made, keeps for good. `path` is ARM's. */
export function cannotBeUpdated(path: string): AzureError {
  const name = leafOf(path)
  const facts = { PropertyName: name, Reason: `The property '${name}' cannot be updated` }
  return forwarded(refusal('PropertyCannotBeUpdated', facts, { path }), asSent)
}
