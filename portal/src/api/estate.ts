// Where the caller is: the subscription, what of it a role lets them see, and its Batch accounts.
import { useQuery } from '@tanstack/react-query'
import { ARM, Refused } from './call.ts'
import { arm, management } from './clients.ts'
import { type Listed, listed, type PageOf } from './pages.ts'
import { groupIn, nameIn, typeIn } from './resource-id.ts'
import { currentSession } from './session.ts'

/** There is one here. */
export function useSubscription(): string | undefined {
  const { data } = useQuery({
    queryKey: ['subscription'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => arm.read('Subscriptions_List', { signal }),
  })
  return data?.value?.[0]?.subscriptionId
}

interface Lists<Item> {
  readonly subscriptionId: string
  /** The list of the subscription. */
  whole(): Promise<PageOf<Item>>
  /** The same of one group. */
  inGroup(resourceGroupName: string): Promise<PageOf<Item>>
  /** How one is read for which alone a role holds. Absent: none is looked for. */
  one?(id: string): Promise<Item>
  /** Of which type those are; absent: of any. */
  readonly type?: string
  readonly most: number
  readonly signal: AbortSignal
}

/** All that the caller may see: of the subscription, or of the groups and resources where a role holds. */
export async function everywhere<Item>(of: Lists<Item>): Promise<Listed<Item>> {
  const { most, signal } = of
  const { scopes } = await currentSession()
  const groups = groupsOf(scopes, of.subscriptionId)
  if (!groups) return await listed(ARM, await of.whole(), most, signal)
  const lists = await Promise.all(
    groups.map(async (group) => await listed(ARM, await seen(of.inGroup(group)), most, signal)),
  )
  const ids = of.one ? onesOf(scopes, of.type, groups) : []
  const ones = await Promise.all(ids.map(async (id) => await seen(single(of.one!(id)))))
  const items = [...lists.flatMap((list) => list.items), ...ones.flatMap(({ value = [] }) => value)]
  return {
    items: items.slice(0, most),
    isCut: items.length > most || lists.some(({ isCut }) => isCut),
  }
}

const single = async <Item>(one: Promise<Item>): Promise<PageOf<Item>> => ({ value: [await one] })

/** `/subscriptions/{id}/resourcegroups/{name}`, with what is before its first slash. */
const PARTS_OF_GROUP = 5

/** Undefined: a role holds for the whole subscription. */
function groupsOf(scopes: readonly string[], subscription: string): readonly string[] | undefined {
  const start = `/subscriptions/${subscription.toLowerCase()}`
  if (scopes.some((scope) => scope === start || !scope.startsWith('/subscriptions/'))) {
    return undefined
  }
  const own = scopes.filter((scope) => scope.startsWith(`${start}/resourcegroups/`))
  return own
    .filter((scope) => scope.split('/').length === PARTS_OF_GROUP)
    .map(groupIn)
    .sort()
}

/** Resources of a type for which a role holds, and not in the whole of their group. */
function onesOf(
  scopes: readonly string[],
  type: string | undefined,
  groups: readonly string[],
): readonly string[] {
  return scopes.filter((scope) => {
    const own = typeIn(scope)
    const fits = type === undefined ? own !== '' : own === type.toLowerCase()
    return fits && !groups.includes(groupIn(scope))
  })
}

/** A role for one resource of a group lists nothing else in it. */
const seen = <Item>(list: Promise<PageOf<Item>>): Promise<PageOf<Item>> =>
  list.catch((error: unknown) => {
    if (error instanceof Refused && (error.status === 403 || error.status === 404)) return {}
    throw error
  })

const MOST_ACCOUNTS = 100

export function useAccountIds() {
  const subscriptionId = useSubscription()
  return useQuery({
    queryKey: ['accounts', subscriptionId],
    enabled: subscriptionId !== undefined,
    staleTime: 30_000,
    queryFn: async ({ signal }) => {
      const path = { subscriptionId: subscriptionId! }
      const { items } = await everywhere({
        subscriptionId: path.subscriptionId,
        whole: () => management.read('BatchAccount_List', { path, signal }),
        inGroup: (resourceGroupName) =>
          management.read('BatchAccount_ListByResourceGroup', {
            path: { ...path, resourceGroupName },
            signal,
          }),
        type: 'Microsoft.Batch/batchAccounts',
        one: (id) =>
          management.read('BatchAccount_Get', {
            path: { ...path, resourceGroupName: groupIn(id), accountName: nameIn(id) },
            signal,
          }),
        most: MOST_ACCOUNTS,
        signal,
      })
      return items.map(({ id = '', name = '' }) => ({ id, name }))
    },
  })
}

/** Their names. */
export const useAccounts = (): readonly string[] =>
  (useAccountIds().data ?? []).map(({ name }) => name)
