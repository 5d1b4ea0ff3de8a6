// Stored access policies: what a SAS may leave to its container, queue or table.
import type { Instant } from '#kernel/instant.ts'
import type { Account } from '../../accounts/account.ts'
import type { DataAddress } from '../address.ts'
import type { Upstream } from '../upstream.ts'
import { elements, textOf } from '../xml.ts'
import type { StoredPolicy } from './sas.ts'
import { tableIn } from './table.rules.ts'

export async function findPolicy(
  upstream: Upstream,
  account: Account,
  { kind, container }: DataAddress,
  id: string,
  now: Instant,
): Promise<StoredPolicy | undefined> {
  const name = kind === 'table' ? tableIn(container) : container
  const query = { ...(kind === 'blob' ? { restype: 'container' } : {}), comp: 'acl' }
  const rest = `/${encodeURIComponent(name)}`
  const call = { kind, account: account.incarnation, method: 'GET', rest, query }
  const { status, text } = await upstream.ask(call, now)
  if (status !== 200) return undefined
  const found = elements(text, 'SignedIdentifier').find((one) => textOf(one, 'Id') === id)
  if (found === undefined) return undefined
  const [start, expiry, permission] = ['Start', 'Expiry', 'Permission'].map((part) =>
    textOf(found, part),
  )
  return {
    ...(start ? { start } : {}),
    ...(expiry ? { expiry } : {}),
    ...(permission ? { permission } : {}),
  }
}
