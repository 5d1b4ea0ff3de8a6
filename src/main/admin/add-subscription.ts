import { randomUUID } from 'node:crypto'
import { OWNER } from '#identity/roles/roles.ts'
import type { Caller } from '#kernel/handler.ts'
import type { InsideCalls } from '#server/inside-call.ts'
import type { Parts } from '../parts.ts'

/** Adds a subscription of which the caller is the owner. Undefined: there are too many. */
export async function addSubscription(
  { subscriptions, replacements }: Pick<Parts, 'subscriptions' | 'replacements'>,
  calls: InsideCalls,
  displayName: string,
  caller: Caller,
): Promise<string | undefined> {
  const newId = replacements.newId ?? randomUUID
  const subscriptionId = newId()
  if (!(await subscriptions.add({ subscriptionId, displayName }))) return undefined
  const scope = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization`
  await calls.send({
    method: 'PUT',
    url: `${scope}/roleAssignments/${newId()}?api-version=2022-04-01`,
    body: {
      properties: {
        roleDefinitionId: `${scope}/roleDefinitions/${OWNER}`,
        principalId: caller.oid,
        principalType: caller.kind === 'user' ? 'User' : 'ServicePrincipal',
      },
    },
    caller,
  })
  return subscriptionId
}
