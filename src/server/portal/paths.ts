// What a call to the portal's own address is for, by its path and headers alone.
import type { IncomingHttpHeaders } from 'node:http'
import type { Address, LedAddress } from '../listening/address.ts'

/** Where one of the APIs is reached by its own clients. */
interface ApiAddress {
  readonly host: string
  readonly port: number
}

export interface Apis {
  arm(): ApiAddress
  /** Of a Batch account; undefined: there is none of this name. */
  batch(account: string): ApiAddress | undefined
}

const API = /^\/api\/(?:arm|batch\/([^/?]+))(?=[/?]|$)/

/** Whether a call is for one of the APIs. */
export const isApiCall = (target: string): boolean => API.test(target)

/** The address by which the API's own clients would have called. */
export function leadToApi(address: Address, apis: Apis): LedAddress {
  const [prefix = '', account] = API.exec(address.target) ?? []
  const to =
    account === undefined
      ? apis.arm()
      : // A name that no account has: the data plane says so in its own words.
        (apis.batch(account) ?? { host: 'unknown.unknown.batch.localhost', port: 0 })
  return {
    scheme: 'https',
    host: to.host,
    target: address.target.slice(prefix.length).replace(/^(?!\/)/, '/'),
    localPort: to.port,
    isPortals: true,
  }
}

/** Whether a browser opens a page, and does not call from another. */
const opensPage = (method: string, headers: IncomingHttpHeaders, target: string): boolean =>
  method === 'GET' &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document' &&
  !isApiCall(target)

/** Whether a page of another origin makes this call: those of its own are answered alone. */
export function isForeign(
  method: string,
  headers: IncomingHttpHeaders,
  { scheme, host, target }: Address,
): boolean {
  const { origin, 'sec-fetch-site': site } = headers
  if (opensPage(method, headers, target)) return false
  // A form of a page that tells no address sends `null`; where it stands the browser says elsewhere.
  const isOwn = origin === `${scheme}://${host}` || (origin === 'null' && site === 'same-origin')
  if (origin !== undefined && !isOwn) return true
  return site !== undefined && site !== 'same-origin' && site !== 'none'
}
