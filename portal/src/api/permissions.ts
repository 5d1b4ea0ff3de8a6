// What the caller's roles permit: what they do not is not offered.
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { arm } from './clients.ts'
import { useSubscription } from './estate.ts'

interface Permission {
  readonly actions?: readonly string[]
  readonly notActions?: readonly string[]
  readonly dataActions?: readonly string[]
  readonly notDataActions?: readonly string[]
}

const fits = (pattern: string, action: string): boolean =>
  new RegExp(
    `^${pattern.replace(/[.*+?^${}()|[\]\\]/g, (sign) => (sign === '*' ? '.*' : `\\${sign}`))}$`,
    'i',
  ).test(action)

const someFit = (patterns: readonly string[] | undefined, action: string): boolean =>
  (patterns ?? []).some((pattern) => fits(pattern, action))

/** As Resource Manager decides it. Batch counts general roles on its data plane as well. */
const permits = (permissions: readonly Permission[], action: string): boolean =>
  permissions.some(
    ({ actions, notActions, dataActions, notDataActions }) =>
      (someFit(actions, action) && !someFit(notActions, action)) ||
      (someFit(dataActions, action) && !someFit(notDataActions, action)),
  )

/** Lazuli's own API asks for it, at the subscription. */
export const OWNERS = 'Microsoft.Authorization/elevateAccess/action'

/** The id of the group or resource that is looked at: roles that hold there count. */
const Scope = createContext<string | undefined>(undefined)
export const WithinScope = Scope.Provider

export function useMay(action: string): boolean {
  const subscription = useSubscription()
  const here = useContext(Scope)
  const whole = subscription === undefined ? undefined : `subscriptions/${subscription}`
  const scope = action === OWNERS ? whole : (here ?? whole)
  const { data } = useQuery({
    queryKey: ['permissions', scope],
    enabled: scope !== undefined,
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      arm.read('Permissions_ListForScope', { path: { scope: scope! }, signal }),
  })
  return permits(data?.value ?? [], action)
}
