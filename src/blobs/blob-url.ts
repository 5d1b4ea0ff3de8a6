// Addresses of blobs and containers as users write them: with or without a SAS, on any host.

/** An address, with its secrets: what follows the first `?` may be a SAS. */
export interface BlobAddress {
  readonly origin: string
  /** Encoded. */
  readonly path: string
  /** Without the question mark; empty when there is none. */
  readonly query: string
}

const ADDRESS = /^(https?:\/\/[^/?#\s]+)([^?#\s]*)(?:\?([^#\s]*))?(?:#.*)?$/i

/** Takes an address apart. Undefined: it is not one of HTTP or HTTPS. */
export function addressOf(url: string): BlobAddress | undefined {
  const [, origin, path = '', query = ''] = ADDRESS.exec(url.trim()) ?? []
  if (origin === undefined || !URL.canParse(origin)) return undefined
  return { origin, path: path || '/', query }
}

export const urlOf = ({ origin, path, query }: BlobAddress): string =>
  `${origin}${path}${query && `?${query}`}`

/** What may be shown and logged: the address without what could be a secret in it. */
export function shownUrl(url: string): string {
  const address = addressOf(url)
  if (!address) return 'an address that is not of HTTP'
  return `${address.origin.replace(/\/\/[^/]*@/, '//')}${address.path}`
}

/** Whether a blob may have the name: one that an address cannot hold would lead to another place. */
export const isBlobName = (name: string): boolean =>
  name !== '' &&
  name.isWellFormed() &&
  !name.includes('\0') &&
  name.split('/').every((part) => part !== '.' && part !== '..')

/** The address of a blob in a container, by the same SAS. */
export const blobIn = (container: BlobAddress, name: string): BlobAddress => ({
  ...container,
  path: `${container.path.replace(/\/+$/, '')}/${name.split('/').map(encodeURIComponent).join('/')}`,
})

/** The same address with more parameters. */
export function withQuery(
  address: BlobAddress,
  more: Readonly<Record<string, string>>,
): BlobAddress {
  const added = Object.entries(more).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  // Users paste what a portal made for the container itself: its own parameters say what is meant.
  const names = new Set(Object.keys(more).concat('restype', 'comp'))
  const own = address.query
    .split('&')
    .filter((pair) => pair !== '' && !names.has(pair.split('=', 1)[0]!.toLowerCase()))
  return { ...address, query: [...own, ...added].join('&') }
}
