// Where the caller is: the subscription, and its Batch accounts.
import { useQuery } from '@tanstack/react-query'
import { arm, management } from './clients.ts'

/** There is one here. */
export function useSubscription(): string | undefined {
  const { data } = useQuery({
    queryKey: ['subscription'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => arm.read('Subscriptions_List', { signal }),
  })
  return data?.value?.[0]?.subscriptionId
}

export function useAccounts() {
  const subscriptionId = useSubscription()
  return useQuery({
    queryKey: ['accounts', subscriptionId],
    enabled: subscriptionId !== undefined,
    staleTime: 30_000,
    queryFn: async ({ signal }) => {
      const path = { subscriptionId: subscriptionId! }
      const { value } = await management.read('BatchAccount_List', { path, signal })
      return (value ?? []).map(({ name }) => name ?? '')
    },
  })
}
