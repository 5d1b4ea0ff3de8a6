// Refuses calls that a browser sends for a page of another origin. Pure.
import type { RawCall } from '#kernel/service.ts'
import { lazuliError } from './errors.ts'

type Call = Pick<RawCall, 'method' | 'headers'>

/** What a browser says of the page that a call comes from. `none`: a person typed it. */
const OWN_SITES = new Set(['same-origin', 'none'])

const one = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(', ')

/** Throws the refusal of a call that a page of another origin can send. */
export function refuseForeignPages({ method, headers }: Call): void {
  const site = one(headers['sec-fetch-site'])
  if (site !== undefined && !OWN_SITES.has(site)) {
    throw lazuliError('ForeignPage', { reason: `Sec-Fetch-Site is ${site}` })
  }
  const origin = one(headers.origin)
  if (site === undefined && origin !== undefined && !isOwn(origin, one(headers.host))) {
    throw lazuliError('ForeignPage', { reason: `Origin is ${origin}` })
  }
  if (method !== 'GET' && hasBody({ headers }) && !isJson(one(headers['content-type']))) {
    throw lazuliError('UnsupportedMediaType')
  }
}

/** Programs other than browsers send no Origin. Pages of this server name it by the host they call. */
function isOwn(origin: string, host: string | undefined): boolean {
  const url = URL.canParse(origin) ? new URL(origin) : undefined
  return url !== undefined && host !== undefined && url.host === host.toLowerCase()
}

const hasBody = ({ headers }: Pick<Call, 'headers'>): boolean =>
  headers['transfer-encoding'] !== undefined || Number(one(headers['content-length']) ?? 0) > 0

/** A page can send anything else without asking first. */
const isJson = (type: string | undefined): boolean =>
  /^\s*application\/(json)\s*(;|$)/i.test(type ?? '')
