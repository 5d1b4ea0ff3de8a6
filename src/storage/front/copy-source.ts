// The source of a copy: one of our own blobs, which the caller may read.
import type { Account } from '../accounts/account.ts'
import { accountSasText, signText } from '../signing/sas.ts'
import type { Gate, Grant } from './access/authorize.ts'
import { blobNeed } from './access/blob.rules.ts'
import type { Need } from './access/need.ts'
import { addressIn, type DataAddress } from './address.ts'
import { dataError } from './data-errors.ts'
import type { DataCall } from './ports.ts'
import type { Upstream } from './upstream.ts'

export interface CopyParts {
  readonly gate: Gate
  readonly upstream: Upstream
  findAccount(name: string): Promise<Account | undefined>
  isOwnHost(host: string): boolean
}

/** Where the source lies, for the one who copies. */
export async function copySource(
  parts: CopyParts,
  call: DataCall,
  { account, grant }: { readonly account: Account; readonly grant: Grant },
  source: string,
): Promise<string> {
  const url = URL.canParse(source) ? new URL(source) : undefined
  if (!url || !parts.isOwnHost(url.host)) {
    throw dataError('NotImplemented', { what: 'a copy from another server' })
  }
  const address = addressIn('blob', url.host, url.pathname + url.search)
  const need = address && readOf(address)
  const from = address && (await parts.findAccount(address.account))
  if (!address || !need || !from) throw dataError('ResourceNotFound')
  const isOwn = from.name === account.name
  if (address.query.has('sig')) await parts.gate.bySas({ call, account: from, address, need })
  else if (grant.caller) {
    if (!(await parts.gate.mayCaller(grant.caller, from, need))) {
      throw dataError('AuthorizationPermissionMismatch')
    }
  } else if (!isOwn || grant.by !== 'key') throw dataError('ResourceNotFound')
  const snapshot = address.query.get('snapshot')
  const query = new URLSearchParams(snapshot ? { snapshot } : {})
  if (!isOwn || isBlock(call))
    for (const [name, value] of passFor(parts, from, call)) query.set(name, value)
  const search = query.size > 0 ? `?${query}` : ''
  return `${parts.upstream.baseOf('blob', from.incarnation)}${address.rest}${search}`
}

function readOf({ container, item, query }: DataAddress): Need | undefined {
  const nothing = { comp: '', restype: '', header: () => '' }
  return item === '' ? undefined : blobNeed({ method: 'GET', container, item, query, ...nothing })
}

/** A block is read from its source, where a whole blob is copied within its account. */
const isBlock = ({ target }: DataCall): boolean => /[?&]comp=block(?:&|$)/i.test(target)

const PASS_MS = 10 * 60_000

/** Between two accounts, and for blocks, the copier reads by a signature of its own. */
function passFor({ upstream }: CopyParts, from: Account, { now }: DataCall): [string, string][] {
  const se = new Date(now + PASS_MS).toISOString().replace(/\.\d+Z$/, 'Z')
  const fields = { sv: '2020-10-02', ss: 'b', srt: 'o', sp: 'r', se }
  const sig = signText(upstream.key, accountSasText(from.incarnation, fields))
  return Object.entries({ ...fields, sig })
}
