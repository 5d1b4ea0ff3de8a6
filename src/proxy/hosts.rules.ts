// Where a client of the proxy may go: to what Azure's names stand for, and where its user lets it.
import { azureNameOf, METADATA } from '#kernel/names/azure-names.ts'

/** The hosts that a user lets calls through to. */
export interface Allowed {
  /** Lower case. `*.example.com` stands for all below; `*` for every host that is none of Azure's. */
  readonly host: string
  /** Absent: the usual ones; of `*`, all. */
  readonly port?: number
}

export type Verdict =
  | { readonly to: 'azure' }
  | { readonly to: 'outside'; readonly host: string; readonly port: number }
  | { readonly to: 'nowhere'; readonly why: string }

const MOST_ALLOWED = 100
const ALLOWED = /^(\*|(?:\*\.)?[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/
const USUAL_PORTS = [80, 443]

/** Takes `pypi.org,*.example.com:8443` apart. Throws with words for a user. */
export function allowedIn(text: string): Allowed[] {
  const all = text.split(',').map((one) => one.trim().toLowerCase())
  const wanted = all.filter(Boolean)
  if (wanted.length > MOST_ALLOWED) throw new Error(`--allow takes at most ${MOST_ALLOWED} hosts.`)
  return wanted.map((one) => {
    const found = ALLOWED.exec(one)
    const port = found?.[2] === undefined ? undefined : Number(found[2])
    if (!found || (port !== undefined && (port < 1 || port > 65_535))) {
      throw new Error(`--allow takes hosts such as pypi.org or *.example.com:8443, not '${one}'.`)
    }
    const host = canonical(found[1]!)
    if (azureNameOf(host))
      throw new Error(`${host} is answered here: --allow cannot let it through.`)
    return port === undefined ? { host } : { host, port }
  })
}

const isMatch = (allowed: Allowed, host: string, port: number): boolean => {
  if (allowed.host === '*') return allowed.port === undefined || allowed.port === port
  const isPort = allowed.port === undefined ? USUAL_PORTS.includes(port) : allowed.port === port
  if (!isPort) return false
  return allowed.host.startsWith('*.')
    ? host.endsWith(allowed.host.slice(1))
    : allowed.host === host
}

const AUTHORITY = /^([a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?|\[[0-9a-f:.]+\])\.?:(\d{1,5})$/
const LONGEST = 253

/** How an address of IPv6 ends that stands for that one: mapped, or translated by the network. */
const METADATA_IN_IPV6 = ':a9fe:a9fe]'

/**
 * An address in its usual form, as the resolver would read it: `0xa9fea9fe` is 169.254.169.254, which is
 * not to be reached outside by another spelling. Names are as they were.
 */
function canonical(host: string): string {
  const url = `http://${host}/`
  // A name with a star, for one.
  if (host.includes('*') || !URL.canParse(url)) return host
  const { hostname } = new URL(url)
  if (hostname.startsWith('[') && hostname.endsWith(METADATA_IN_IPV6)) return METADATA
  return hostname
}

/** `host:port` as a client names it; undefined for what could be no host. */
export function targetIn(text: string): { host: string; port: number } | undefined {
  const found = text.length > LONGEST + 6 ? undefined : AUTHORITY.exec(text.toLowerCase())
  const port = Number(found?.[2])
  return found && port >= 1 && port <= 65_535 ? { host: canonical(found[1]!), port } : undefined
}

/** Which ports of a name are answered: those on which Azure does. */
function portsOf(host: string): readonly number[] | undefined {
  switch (azureNameOf(host)?.kind) {
    case undefined:
      return undefined
    case 'metadata':
      return [80]
    case 'storage':
      return [80, 443]
    default:
      return [443]
  }
}

export function verdictOn(host: string, port: number, allowed: readonly Allowed[]): Verdict {
  const ports = portsOf(host)
  if (ports?.includes(port)) return { to: 'azure' }
  if (ports) {
    const how = host === METADATA ? 'plain HTTP' : 'HTTPS'
    return { to: 'nowhere', why: `${host} is answered by ${how} on port ${ports.join(' or ')}.` }
  }
  if (allowed.some((one) => isMatch(one, host, port))) return { to: 'outside', host, port }
  const asked = USUAL_PORTS.includes(port) ? host : `${host}:${port}`
  return {
    to: 'nowhere',
    why: `${asked} is no name of Azure that is answered here. --allow ${asked} lets calls through.`,
  }
}
