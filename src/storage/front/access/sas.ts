// Checks a shared access signature: what it permits, for which caller, and whether a key of the account made it.
import type { AzureError } from '#kernel/catalogue.ts'
import { type Instant, parseInstant, toHttpDate } from '#kernel/instant.ts'
import type { Account } from '../../accounts/account.ts'
import { accountSasText, type SasFields, serviceSasText } from '../../signing/sas.ts'
import type { DataAddress } from '../address.ts'
import { dataError } from '../data-errors.ts'
import type { Delegations } from './delegations.ts'
import type { Need } from './need.ts'
import { isSignedBy } from './shared-key.ts'
import { tableIn } from './table.rules.ts'

export interface StoredPolicy {
  readonly start?: string
  readonly expiry?: string
  readonly permission?: string
}

export interface SasCall {
  readonly address: DataAddress
  readonly account: Account
  readonly need: Need
  readonly secure: boolean
  readonly clientAddress: string
  readonly now: Instant
  readonly header: (name: string) => string
}

export interface SasParts {
  readonly delegations: Delegations
  /** A stored access policy of the container, queue or table. */
  policy(account: Account, address: DataAddress, id: string): Promise<StoredPolicy | undefined>
  /** Whether the one who got the delegation key may do it by roles. */
  mayByRoles(oid: string, account: Account, need: Need): Promise<boolean>
}

const NAMES = [
  ['sv', 'ss', 'srt', 'sr', 'sp', 'st', 'se', 'sip', 'spr', 'si', 'sig', 'ses', 'sdd', 'tn'],
  ['spk', 'srk', 'epk', 'erk', 'rscc', 'rscd', 'rsce', 'rscl', 'rsct'],
  [
    'skoid',
    'sktid',
    'skt',
    'ske',
    'sks',
    'skv',
    'saoid',
    'suoid',
    'scid',
    'skdutid',
    'sduoid',
    'srh',
    'srq',
  ],
].flat()

/** Parameters that belong to the SAS and to nothing else. */
export const sasNames: ReadonlySet<string> = new Set(
  NAMES.filter((name) => !name.startsWith('rsc')),
)

const failed = (detail: string): AzureError =>
  dataError(
    'AuthenticationFailed',
    {},
    { values: [{ key: 'AuthenticationErrorDetail', value: detail }] },
  )

/** Throws what Azure refuses; answers the letters that it permits. */
export async function checkSas(parts: SasParts, call: SasCall): Promise<string> {
  const fields: SasFields = Object.fromEntries(
    [...call.address.query].filter(([name]) => NAMES.includes(name)),
  )
  if (!/^\d{4}-\d\d-\d\d$/.test(fields.sv ?? '')) throw failed('sv is mandatory. Cannot be empty')
  const letters =
    fields.ss !== undefined
      ? checkAccountSas(call, fields)
      : await checkServiceSas(parts, call, fields)
  checkSource(call, fields)
  return letters
}

const keysOf = ({ account }: SasCall): string[] => [account.keys.key1, account.keys.key2]

function requireKeys({ account }: SasCall): void {
  if (account.resource.body.properties.allowSharedKeyAccess === false) {
    throw dataError('KeyBasedAuthenticationNotPermitted')
  }
}

function checkAccountSas(call: SasCall, fields: SasFields): string {
  requireKeys(call)
  const { address, account, need, now } = call
  checkTimes(fields, now)
  const text = accountSasText(account.name, fields)
  if (!isSignedBy(keysOf(call), [text], fields.sig ?? '')) throw failed('Signature did not match.')
  if (!fields.ss?.includes(address.kind.charAt(0))) throw dataError('AuthorizationServiceMismatch')
  if (!fields.srt?.includes(need.type)) throw dataError('AuthorizationResourceTypeMismatch')
  return permitted(fields.sp, need.account, need)
}

async function checkServiceSas(parts: SasParts, call: SasCall, fields: SasFields): Promise<string> {
  const { address, need, now } = call
  const resource = resourceOf(call, fields)
  if (fields.skoid !== undefined) return await checkDelegated(parts, call, fields, resource)
  requireKeys(call)
  const { kind } = address
  const texts = [serviceSasText(kind, resource, fields, snapshotOf(address))]
  if (!isSignedBy(keysOf(call), texts, fields.sig ?? '')) throw failed('Signature did not match.')
  if (fields.si === undefined) {
    checkTimes(fields, now)
    return permitted(fields.sp, need.service, need)
  }
  const policy = await parts.policy(call.account, address, fields.si)
  if (!policy) throw failed('Access policy not found.')
  refuseTwice(fields, policy)
  checkTimes({ ...fields, st: fields.st ?? policy.start, se: fields.se ?? policy.expiry }, now)
  return permitted(fields.sp ?? policy.permission, need.service, need)
}

/** As documented: what its policy says the SAS must not say as well, be it the same. */
function refuseTwice({ sp, st, se }: SasFields, policy: StoredPolicy): void {
  const { permission, start, expiry } = policy
  const pairs = [
    [sp, permission],
    [st, start],
    [se, expiry],
  ]
  if (pairs.some(([own, stored]) => own !== undefined && stored !== undefined)) {
    throw failed('A field is in the signature and in its access policy.')
  }
}

async function checkDelegated(
  { delegations, mayByRoles }: SasParts,
  call: SasCall,
  fields: SasFields,
  resource: string,
): Promise<string> {
  const { account, address, need, now } = call
  if (address.kind !== 'blob') throw failed('A user delegation SAS is for blobs.')
  checkTimes(fields, now)
  checkTimes({ st: fields.skt, se: fields.ske }, now)
  const key = delegations.keyOf(account, fields)
  const text = delegatedText(resource, fields, call)
  if (!isSignedBy([key], [text], fields.sig ?? '')) throw failed('Signature did not match.')
  const letters = permitted(fields.sp, need.service, need)
  if (await mayByRoles(fields.skoid!, account, need)) return letters
  throw dataError('AuthorizationPermissionMismatch')
}

function delegatedText(resource: string, fields: SasFields, call: SasCall): string {
  const version = fields.sv ?? ''
  const from = (since: string, ...names: string[]) => (version >= since ? names : [])
  const names = [
    ...['skoid', 'sktid', 'skt', 'ske', 'sks', 'skv'],
    ...from('2020-02-10', 'saoid', 'suoid', 'scid'),
    ...from('2025-07-05', 'skdutid', 'sduoid'),
    ...['sip', 'spr', 'sv', 'sr'],
  ]
  const value = (name: string): string => fields[name] ?? ''
  const scope = from('2020-12-06', 'ses')
  const replies = ['rscc', 'rscd', 'rsce', 'rscl', 'rsct']
  const first = ['sp', 'st', 'se'].map(value)
  const words = version >= '2026-04-06' ? boundTo(fields, call) : []
  const snapshot = snapshotOf(call.address)
  return [
    ...[...first, resource, ...names.map(value), snapshot, ...scope.map(value)],
    ...words,
    ...replies.map(value),
  ].join('\n')
}

/** Headers and parameters that the call must have as they were signed. */
function boundTo({ srh = '', srq = '' }: SasFields, { header, address }: SasCall): string[] {
  const names = (list: string): string[] => list.split(',').filter(Boolean)
  const headers = names(srh).map((name) => `${name}:${header(name.toLowerCase())}\n`)
  const query = names(srq).map((name) => `\n${name}:${address.query.get(name.toLowerCase()) ?? ''}`)
  return [headers.join(''), query.join('')]
}

const snapshotOf = ({ query }: DataAddress): string =>
  query.get('sr') === 'bs' || query.get('sr') === 'bv'
    ? (query.get('snapshot') ?? query.get('versionid') ?? '')
    : ''

/** What the signature must name: the very container, queue, table or blob of the call. */
function resourceOf({ address, account }: SasCall, { sr, tn }: SasFields): string {
  const { kind, container, item } = address
  const at = `/${kind}/${account.name}`
  if (kind === 'queue') return `${at}/${container}`
  if (kind === 'table') {
    const table = tableIn(container).toLowerCase()
    if (tn?.toLowerCase() !== table) throw failed('The table is not the one of the signature.')
    return `${at}/${table}`
  }
  if (sr === 'c') return `${at}/${container}`
  if ((sr === 'b' || sr === 'bs' || sr === 'bv') && item !== '') return `${at}/${container}/${item}`
  // Documented: only a hierarchical namespace has directories.
  const isHierarchical = account.resource.body.properties.isHnsEnabled === true
  if (sr === 'd' && isHierarchical) {
    throw dataError('NotImplemented', { what: 'a SAS of a directory' })
  }
  throw failed('sr is mandatory and must be of b, bs, bv and c.')
}

const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,7})?)?Z)?$/

function momentOf(text: string | undefined): Instant | undefined {
  return text !== undefined && TIME.test(text) ? parseInstant(text) : undefined
}

function checkTimes({ st, se }: SasFields, now: Instant): void {
  const expiry = momentOf(se)
  if (expiry === undefined) throw failed('se is mandatory. Cannot be empty')
  const start = momentOf(st)
  if (st !== undefined && start === undefined) throw failed('st cannot be read.')
  if (now < expiry && (start === undefined || start <= now)) return
  const shown = (at: Instant | undefined) => (at === undefined ? '' : toHttpDate(at))
  throw failed(
    `Signature not valid in the specified time frame: Start [${shown(start)}] - Expiry [${shown(expiry)}] - Current [${shown(now)}]`,
  )
}

function permitted(letters = '', wanted: string, { also = [] }: Need): string {
  const has = [...wanted].filter((letter) => letters.includes(letter)).join('')
  if (has === '' || also.some(({ letter }) => !letters.includes(letter)))
    throw dataError('AuthorizationPermissionMismatch')
  return has
}

function checkSource({ secure, clientAddress }: SasCall, { spr, sip }: SasFields): void {
  if (spr !== undefined && spr !== 'https,http' && !(spr === 'https' && secure)) {
    throw dataError('AuthorizationProtocolMismatch')
  }
  if (sip !== undefined && !isWithin(sip, clientAddress)) {
    throw dataError('AuthorizationSourceIPMismatch', { address: clientAddress })
  }
}

function isWithin(range: string, address: string): boolean {
  const [from, to] = range.split('-')
  const [low, high, at] = [from, to ?? from, address.replace(/^::ffff:/, '')].map(numberOf)
  return low !== undefined && high !== undefined && at !== undefined && low <= at && at <= high
}

function numberOf(text: string | undefined): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/
    .exec(text ?? '')
    ?.slice(1)
    .map(Number)
  if (!parts || parts.some((part) => part > 255)) return undefined
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}
