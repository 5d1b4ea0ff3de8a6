// Which account's data a call is about, and what of it: from the host or the first segment of the path.
import type { DataKind } from '#drivers/blobs/port.ts'

export interface DataAddress {
  readonly kind: DataKind
  /** Lower case, without `-secondary`. */
  readonly account: string
  readonly isSecondary: boolean
  /** As sent, from the slash after the account on. */
  readonly rest: string
  /** Decoded: the container, queue or table, and what is below it. Empty where there is none. */
  readonly container: string
  readonly item: string
  /** As sent, names in lower case where case does not count. No name twice. */
  readonly query: ReadonlyMap<string, string>
}

const HOSTED = /^([a-z0-9]{3,24})(-secondary)?\.(?:z\d{1,2}\.)?(blob|queue|table|file|dfs|web)\./
const SEGMENT = /^\/([a-z0-9]{3,24})(-secondary)?(?=\/|\?|$)/

/** The account and the service that a host names: `acct.blob.localhost`. */
export function hosted(
  host: string,
): { readonly account: string; readonly kind: string } | undefined {
  const found = HOSTED.exec(host.toLowerCase())
  return found ? { account: found[1]!, kind: found[3]! } : undefined
}

/** Undefined: what cannot be read, or could be read in two ways. */
export function addressIn(kind: DataKind, host: string, target: string): DataAddress | undefined {
  const named = HOSTED.exec(host.toLowerCase())
  const found = named ?? SEGMENT.exec(target)
  if (!found) return undefined
  const below = named ? target : target.slice(found[0].length)
  const at = below.indexOf('?')
  const rest = (at < 0 ? below : below.slice(0, at)) || '/'
  const query = queryIn(kind, at < 0 ? '' : below.slice(at + 1))
  const parts = partsOf(kind, rest)
  if (!query || !parts) return undefined
  return { kind, account: found[1]!, isSecondary: found[2] !== undefined, rest, query, ...parts }
}

/** Documented: no name has control characters. And what no answer in XML could tell of. */
const UNNAMED = /[\p{Cc}\uFFFE\uFFFF]/u
/** Documented, in characters. */
const LONGEST_BLOB_NAME = 1024

function partsOf(
  kind: DataKind,
  rest: string,
): Pick<DataAddress, 'container' | 'item'> | undefined {
  const decoded = decode(rest)
  if (decoded === undefined || !rest.startsWith('/') || UNNAMED.test(decoded)) return undefined
  const [container = '', ...items] = decoded.slice(1).split('/')
  const item = items.join('/').replaceAll('\\', '/')
  if (kind === 'blob' && item.length > LONGEST_BLOB_NAME) return undefined
  // Something below no container: one reader's blob is another reader's account.
  return container === '' && item !== '' ? undefined : { container, item }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

function queryIn(kind: DataKind, text: string): Map<string, string> | undefined {
  const found = new Map<string, string>()
  for (const pair of text.split('&').filter(Boolean)) {
    const at = pair.indexOf('=')
    const name = decode(at < 0 ? pair : pair.slice(0, at))
    const value = decode((at < 0 ? '' : pair.slice(at + 1)).replaceAll('+', '%20'))
    if (name === undefined || value === undefined || /[[\]]/.test(name)) return undefined
    // Names of OData keep their case.
    const key = kind === 'table' && name.startsWith('$') ? name : name.toLowerCase()
    if (found.has(key)) return undefined
    found.set(key, value)
  }
  return found
}
