// What of a job's tasks is looked at: it stands in the address, so that a link leads back to it.

export const SHOWS = ['all', 'failed', 'active', 'running', 'succeeded'] as const
export type Show = (typeof SHOWS)[number]

export const ORDERS = ['failedFirst', 'newest'] as const
type Order = (typeof ORDERS)[number]

export interface TaskSearch {
  readonly show?: Show | undefined
  readonly order?: Order | undefined
}

const oneOf = <Value extends string>(values: readonly Value[], given: unknown): Value | undefined =>
  values.find((value) => value === given)

/** What an address says; what it cannot say counts as not said. */
export const taskSearchOf = (search: Readonly<Record<string, unknown>>): TaskSearch => ({
  show: oneOf(SHOWS, search.show),
  order: oneOf(ORDERS, search.order),
})
