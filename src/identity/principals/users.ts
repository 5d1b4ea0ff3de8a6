import type { Reader } from '#store/tx.ts'
import { EntraError } from '../entra/entra-errors.ts'
import { isPassword } from './password.ts'
import {
  findBySignInName,
  type Principal,
  passwordDigestOf,
  type Tenant,
} from './principal.queries.ts'

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
  if (!digest || !(await isPassword(password, digest))) throw new EntraError(50126)
  if (!user.isEnabled) throw new EntraError(50057)
  return user
}
