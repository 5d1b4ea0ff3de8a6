// What the address is about: roles that hold there decide what a view offers.
import { useLocation, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAccountIds, useSubscription } from '../api/estate.ts'
import { WithinScope } from '../api/permissions.ts'

export const AboutHere = ({ children }: { readonly children: ReactNode }) => (
  <WithinScope value={useScopeHere()}>{children}</WithinScope>
)

/** Undefined: the whole subscription. */
function useScopeHere(): string | undefined {
  const { account, group, name } = useParams({ strict: false })
  const { pathname } = useLocation()
  const subscription = useSubscription()
  const { data: accounts = [] } = useAccountIds()
  if (account !== undefined) {
    return accounts.find((each) => each.name === account)?.id.slice(1)
  }
  if (subscription === undefined || group === undefined) return undefined
  const ofGroup = `subscriptions/${subscription}/resourceGroups/${group}`
  const type = TYPES[pathname.split('/')[1] ?? '']
  return type && name ? `${ofGroup}/providers/${type}/${name}` : ofGroup
}

const TYPES: Readonly<Record<string, string>> = {
  clusters: 'Microsoft.ContainerService/managedClusters',
  machines: 'Microsoft.HybridCompute/machines',
}
