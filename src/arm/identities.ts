// The identities that a resource is said to have: the names of a map, each the id of one.
import { linkedIdRefusal } from './refusals.ts'
import { isIdOf } from './resource-id.ts'

const IDENTITY = 'Microsoft.ManagedIdentity/userAssignedIdentities'

/** Refuses as ARM does, before a provider sees the body. */
export function checkIdentities(given: readonly string[]): void {
  const stray = given.find((id) => !isIdOf(id, IDENTITY))
  if (stray !== undefined) throw linkedIdRefusal(stray, 'identity.userAssignedIdentities')
}
