import { timingSafeEqual } from 'node:crypto'
import type { Reader } from '#store/tx.ts'
import { digestOf } from './credentials.ts'
import { EntraError } from './entra-errors.ts'
import { findBySignInName, type Principal, passwordDigestOf, type Tenant } from './principals.ts'

/** The user with this name and password. Throws an `EntraError` when there is none. */
export async function signIn(
  reader: Reader,
  tenant: Tenant,
  name: string,
  password: string,
): Promise<Principal> {
  const user = await findBySignInName(reader, name.trim())
  if (user?.kind !== 'user' || user.tenantId !== tenant.id) {
    throw new EntraError(50034, { tenant: tenant.displayName })
  }
  const digest = await passwordDigestOf(reader, user.objectId)
  const given = Buffer.from(digestOf(password))
  if (!digest || !timingSafeEqual(given, Buffer.from(digest))) throw new EntraError(50126)
  return user
}
