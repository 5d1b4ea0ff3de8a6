// Azure's own names, as programs have them compiled in: which of its services each one is, and which
// name a service of ours has where it is called by them.

export const STORAGE_SERVICES = ['blob', 'queue', 'table', 'file', 'dfs', 'web'] as const
export type StorageService = (typeof STORAGE_SERVICES)[number]

export type AzureName =
  | { readonly kind: 'management' | 'login' | 'graph' | 'metadata' }
  | { readonly kind: 'batch'; readonly account: string; readonly region: string }
  | { readonly kind: 'storage'; readonly account: string; readonly service: StorageService }

const MANAGEMENT = 'management.azure.com'
export const LOGIN = 'login.microsoftonline.com'
export const GRAPH = 'graph.microsoft.com'
/** Where machines of Azure find who they are. It speaks plain HTTP. */
export const METADATA = '169.254.169.254'
/** Names of one and the same authority, as its instance discovery lists them. */
export const LOGIN_ALIASES = [LOGIN, 'login.windows.net', 'login.microsoft.com', 'sts.windows.net']

const FIXED: Readonly<Record<string, AzureName['kind'] & ('login' | 'graph')>> = {
  ...Object.fromEntries(LOGIN_ALIASES.map((name) => [name, 'login' as const])),
  [GRAPH]: 'graph',
}
const BATCH = /^([a-z0-9]{3,24})\.([a-z0-9]{3,30})\.batch\.azure\.com$/
const STORAGE =
  /^([a-z0-9]{3,24})(?:-secondary)?\.(?:(blob|queue|table|file|dfs)|z\d{1,2}\.(web))\.core\.windows\.net$/

/** A host's name as it is compared: lower case, without port and the final dot of a full name. */
export const bareName = (host: string): string =>
  host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '')

/** What a name stands for; undefined for one that is not answered here. It is without a port. */
export function azureNameOf(name: string): AzureName | undefined {
  if (name === MANAGEMENT) return { kind: 'management' }
  if (name === METADATA) return { kind: 'metadata' }
  if (Object.hasOwn(FIXED, name)) return { kind: FIXED[name]! }
  const batch = BATCH.exec(name)
  if (batch) return { kind: 'batch', account: batch[1]!, region: batch[2]! }
  const storage = STORAGE.exec(name)
  if (!storage) return undefined
  const service = (storage[2] ?? storage[3]) as StorageService
  return { kind: 'storage', account: storage[1]!, service }
}

/** Whether a client reached a service by a name of Azure's: then links bear such names too. */
export const isAzureOrigin = (origin: string | undefined): boolean =>
  origin !== undefined && azureNameOf(bareName(origin.replace(/^https?:\/\//, ''))) !== undefined

export const batchHost = (account: string, region: string): string =>
  `${account}.${region}.batch.azure.com`

/** `account` may end with `-secondary`. Static web pages have a zone in their names. */
export const storageHost = (account: string, service: StorageService): string =>
  `${account}.${service === 'web' ? 'z6.web' : service}.core.windows.net`

/** Where tokens come from for a client that reached a service at this origin. */
export const authorityFor = (origin: string): string =>
  isAzureOrigin(origin) ? `https://${LOGIN}` : origin
