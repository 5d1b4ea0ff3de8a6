// What an account may be made of, and what may change of it.
import type { AzureError } from '#kernel/catalogue.ts'
import { storageError } from '../errors.ts'
import type { Sent } from './account.ts'

const STANDARD = ['Standard_LRS', 'Standard_GRS', 'Standard_RAGRS']
const ZONAL = ['Standard_ZRS', 'Standard_GZRS', 'Standard_RAGZRS']

/** The SKUs of each kind. */
export const skusOf: Readonly<Record<string, readonly string[]>> = {
  Storage: [...STANDARD, 'Standard_ZRS', 'Premium_LRS'],
  StorageV2: [...STANDARD, ...ZONAL, 'Premium_LRS'],
  BlobStorage: STANDARD,
  BlockBlobStorage: ['Premium_LRS', 'Premium_ZRS'],
  FileStorage: ['Premium_LRS', 'Premium_ZRS'],
}

const NAME = /^[a-z0-9]{3,24}$/

export const isAccountName = (name: string): boolean => NAME.test(name)

const invalid = (...names: string[]): AzureError =>
  storageError('InvalidValuesForRequestParameters', { names: names.join(', ') })

/** Which of the values are none that Azure takes. */
export function refuseValues(kind: string, sku: string, sent: Sent = {}): AzureError | undefined {
  const skus = skusOf[kind]
  if (!skus) return invalid('kind')
  const isKnown = Object.values(skusOf).some((each) => each.includes(sku))
  if (!isKnown) return invalid('sku')
  if (!skus.includes(sku)) return invalid('kind', 'sku')
  const wrong = wrongValues(sent)
  return wrong.length > 0 ? invalid(...wrong) : undefined
}

/** Blobs alone have no tier to fall back on. */
export function refuseMissing(kind: string, sent: Sent = {}): AzureError | undefined {
  if (kind !== 'BlobStorage' || sent.accessTier !== undefined) return undefined
  return storageError('MissingRequiredAccountProperty', { property: 'accessTier' })
}

const ONE_OF: Readonly<Partial<Record<keyof Sent, readonly string[]>>> = {
  minimumTlsVersion: ['TLS1_0', 'TLS1_1', 'TLS1_2', 'TLS1_3'],
  publicNetworkAccess: ['Enabled', 'Disabled', 'SecuredByPerimeter'],
  allowedCopyScope: ['AAD', 'PrivateLink'],
  dnsEndpointType: ['Standard', 'AzureDnsZone'],
}

const KEY_TYPES: readonly string[] = ['Service', 'Account']

/** Days, hours, minutes and seconds. */
const SAS_PERIOD = /^\d{1,8}\.([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
const KEY_SOURCES = ['Microsoft.Storage', 'Microsoft.Keyvault']

function wrongValues(sent: Sent): string[] {
  const wrong = Object.entries(ONE_OF)
    .filter(([name, values]) => {
      const value = sent[name as keyof Sent]
      return value !== undefined && !values.includes(value as string)
    })
    .map(([name]) => name)
  const { keyPolicy, sasPolicy, encryption } = sent
  if (keyPolicy && keyPolicy.keyExpirationPeriodInDays < 0) wrong.push('keyPolicy')
  if (sasPolicy && !SAS_PERIOD.test(sasPolicy.sasExpirationPeriod)) wrong.push('sasPolicy')
  if (encryption?.keySource && !KEY_SOURCES.includes(encryption.keySource)) {
    wrong.push('encryption.keySource')
  }
  for (const [name, service] of Object.entries(encryption?.services ?? {})) {
    const { keyType } = service as { readonly keyType?: string }
    if (keyType !== undefined && !KEY_TYPES.includes(keyType)) {
      wrong.push(`encryption.services.${name}.keyType`)
    }
  }
  const rules = sent.networkAcls?.ipRules ?? []
  if (rules.some(({ value }) => !isPublicRange(value))) wrong.push('networkAcls.ipRule[*].value')
  return wrong
}

const RANGE = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/

/** An IPv4 address, or a range of at least four. Those of private networks cannot be named. */
function isPublicRange(text: string): boolean {
  const found = RANGE.exec(text)
  if (!found) return false
  const [a, b, c, d] = found.slice(1, 5).map(Number) as [number, number, number, number]
  if ([a, b, c, d].some((part) => part > 255)) return false
  if (found[5] !== undefined && Number(found[5]) > 30) return false
  return !(a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168))
}

/** What stays as it was made. */
const FOR_GOOD = ['isHnsEnabled', 'isNfsV3Enabled', 'dnsEndpointType'] as const

export function refuseChange(before: Sent, sent: Sent = {}): AzureError | undefined {
  const refuse = (property: string): AzureError =>
    storageError('AccountPropertyCannotBeUpdated', { property })
  for (const property of FOR_GOOD) {
    if (sent[property] === undefined || sent[property] === before[property]) continue
    // Told of what was never said: what Azure takes for its default is no change.
    if (before[property] === undefined && sent[property] === false) continue
    return refuse(property)
  }
  const wanted = sent.encryption?.requireInfrastructureEncryption
  const has = before.encryption?.requireInfrastructureEncryption ?? false
  return wanted === undefined || wanted === has
    ? undefined
    : refuse('requireInfrastructureEncryption')
}

/** Older kinds become the newest one, and no other change of the kind is possible. */
export function refuseKind(before: string, sent: string): AzureError | undefined {
  if (sent === before) return undefined
  const isUpgrade = sent === 'StorageV2' && ['Storage', 'BlobStorage'].includes(before)
  return isUpgrade
    ? undefined
    : storageError('AccountPropertyCannotBeUpdated', { property: 'kind' })
}

/** Within the same zones copies come and go; anything else moves the data. */
export function refuseSku(name: string, from: string, to: string): AzureError | undefined {
  const isSameZones =
    from === to || [STANDARD, ZONAL].some((all) => all.includes(from) && all.includes(to))
  return isSameZones ? undefined : storageError('InvalidSkuChange', { name, from, to })
}
