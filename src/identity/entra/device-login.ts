// Device sign-in: the client's side, which starts it, and the person's, who finishes it.
import type { WireReply } from '#kernel/service.ts'
import type { Store } from '#store/tx.ts'
import type { Tenant } from '../principals/principal.queries.ts'
import { signIn } from '../principals/users.ts'
import { type IdentityCall, json, readForm } from '../wire.ts'
import { authenticateClient } from './client-authentication.ts'
import {
  DEVICE_CODE_SECONDS,
  findUserCode,
  insertDeviceCode,
  settleDeviceCode,
} from './device-code.queries.ts'
import { EntraError } from './entra-errors.ts'
import { type GrantContext, targetOf } from './grants.ts'
import { messagePage, signInPage } from './pages.ts'

const INTERVAL_SECONDS = 5

/** Starts a device sign-in for a client. */
export async function startDeviceLogin(context: GrantContext): Promise<WireReply> {
  const { store, form, call, tenant, version, pagesAt } = context
  const client = await authenticateClient(store, form, call, tenant)
  const target = await targetOf(context)
  const { deviceCode, userCode } = await store.write((tx) =>
    insertDeviceCode(
      tx,
      { clientId: client.clientId, tenantId: tenant.id, target, address: call.clientAddress() },
      call.now,
    ),
  )
  // A browser is not led here by Azure's names as the client is.
  const origin = call.azureName === undefined ? call.origin : (pagesAt() ?? call.origin)
  const address = `${origin}/devicelogin`
  const isV2 = version === 'v2'
  const number = (n: number): number | string => (isV2 ? n : String(n))
  return json(200, {
    user_code: userCode,
    device_code: deviceCode,
    [isV2 ? 'verification_uri' : 'verification_url']: address,
    expires_in: number(DEVICE_CODE_SECONDS),
    interval: number(INTERVAL_SECONDS),
    message:
      `To sign in, use a web browser to open the page ${address} and enter the code ${userCode} ` +
      'to authenticate.',
  })
}

/** `/devicelogin`: a page for a person, and a form that the command line may post as well. */
export async function deviceLogin(
  call: IdentityCall,
  store: Store,
  findTenant: (name: string) => Tenant | undefined,
): Promise<WireReply> {
  const title = 'Sign in on another device'
  const action = '/devicelogin'
  if (call.method !== 'POST') {
    return signInPage({ title, action, userCode: call.query.get('user_code') ?? '' })
  }
  const form = await readForm(call)
  const [userCode = '', userName = ''] = ['user_code', 'username'].map((name) => form.get(name))
  const again = (problem: string): WireReply =>
    signInPage({ title, action, problem, userCode, userName })
  const code = await findUserCode(store, userCode)
  const tenant = code && findTenant(code.tenantId)
  if (!tenant || code.expiresAt <= call.now || code.status !== 'pending') {
    return again('That code did not work. Check the code and try again.')
  }
  // Anyone with the code may decline: that costs only the client that started it.
  const isApproved = form.get('decision') !== 'decline'
  let objectId: string | undefined
  if (isApproved) {
    try {
      objectId = (await signIn(store, tenant, userName, form.get('password') ?? '')).objectId
    } catch (error) {
      if (error instanceof EntraError) return again(error.message)
      throw error
    }
  }
  const isFirst = await store.write((tx) => settleDeviceCode(tx, code.digest, objectId))
  if (!isFirst) return again('That code did not work. Check the code and try again.')
  return isApproved
    ? messagePage(200, 'Signed in', 'You have signed in on your device. You may close this page.')
    : messagePage(200, 'Declined', 'The sign-in was declined. You may close this page.')
}
