// What follows from how a call is addressed, and from nothing else: a call looks once for all of it.
import { memoized } from '#kernel/caching/memo.ts'
import type { Exchange, Stage } from '../exchange.ts'
import type { Demand } from './authorize.ts'
import type { RouteAnswer } from './router.ts'

/** What stages found of a service, a method and a URL. Undefined: nothing yet. */
export interface KnownCall {
  /** The api-version in the query. */
  asked: string | undefined
  route: RouteAnswer | undefined
  contractVersion: string | undefined
  /** Which contract is followed. */
  contract: string | undefined
  demand: Demand | 'none' | undefined
  /** The contract takes the parameters. */
  areParametersTaken: true | undefined
}

/** How many addresses are remembered. */
const REMEMBERED = 5_000

/** Of one server: another one may have other services. */
export function recall(): Stage {
  const known = memoized(
    'addresses of calls',
    REMEMBERED,
    (_service: string, _method: string, _url: string) => unknownCall(),
  )
  return (exchange) => {
    // By its own name Graph has the paths of others for other things.
    if (exchange.azureName?.kind === 'graph') return
    exchange.known = known(exchange.service!.name, exchange.method, exchange.url)
  }
}

/** For calls that are not remembered: each has its own. */
export const knownOf = (exchange: Exchange): KnownCall => {
  exchange.known ??= unknownCall()
  return exchange.known
}

/** All members from the start: objects of one shape are quicker. */
const unknownCall = (): KnownCall => ({
  asked: undefined,
  route: undefined,
  contractVersion: undefined,
  contract: undefined,
  demand: undefined,
  areParametersTaken: undefined,
})
