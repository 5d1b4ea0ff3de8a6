// Who calls an account's data plane, and whether they may. Signatures and tokens are checked by the
// identity room; which refusal Batch answers is decided here.

import { after, type Soon } from '#kernel/caching/soon.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { Caller } from '#kernel/handler.ts'
import type { RawCall } from '#kernel/service.ts'
import { batchError } from '../errors.ts'
import { accountKeyOf } from '../keys.ts'
import type { BatchPorts, ReachedAccount } from '../ports.ts'
import { missingHeader } from '../refusals.ts'
import { isTaskToken } from '../tasks/tokens/task-token.ts'
import { findAccount } from './account.queries.ts'
import type { Account, AuthenticationMode } from './account.ts'
import { dataActionOf } from './data-actions.ts'
import { verifyTaskToken } from './task-caller.ts'

type Ports = Pick<BatchPorts, 'store' | 'identity' | 'endpoints'>

/**
 * The caller of a data-plane call. Its `oid` is the account's resource id and its `name` the
 * account's name, whatever the credential: that is what handlers work on.
 */
export function authenticateWith(ports: Ports): (call: RawCall) => Soon<Caller> {
  return (call) => {
    const { authorization } = call.headers
    if (typeof authorization !== 'string' || authorization === '') {
      throw missingHeader('Authorization')
    }
    const signed = /^SharedKey\s+([^:\s]+):(\S+)$/i.exec(authorization)
    if (signed) return bySharedKey(ports, call, { account: signed[1]!, signature: signed[2]! })
    const token = /^Bearer\s+(\S+)$/i.exec(authorization)?.[1]
    if (token && isTaskToken(token)) return byTaskToken(ports, call, token)
    if (token) return byToken(ports, call, token)
    throw batchError('InvalidAuthenticationInfo')
  }
}

function bySharedKey(
  ports: Ports,
  call: RawCall,
  signed: { readonly account: string; readonly signature: string },
): Soon<Caller> {
  const at = ports.endpoints.accountAt(call)
  if (at !== undefined && at.account.toLowerCase() !== signed.account.toLowerCase()) {
    throw failed(`The account ${signed.account} is not the one of this endpoint`)
  }
  return after(findAccount(ports.store, accountKeyOf(signed.account)), (account) => {
    if (!account) throw failed(`The account ${signed.account} does not exist`)
    if (at && !isIn(account, at)) throw failed(NO_ACCOUNT)
    requireMode(account, 'SharedKey')
    const { primary, secondary } = account.keys
    const verdict = ports.identity.verifySharedKey(call, signed, [primary, secondary], call.now)
    if (!verdict.ok) throw failed(verdict.detail)
    return asCaller(account, { kind: 'account-key', appId: '', tenantId: '' })
  })
}

async function byToken(ports: Ports, call: RawCall, token: string): Promise<Caller> {
  const verdict = await ports.identity.verifyBearer(token, call.now)
  if (!verdict.ok) throw failed(verdict.detail, 'AuthenticationFailed:bearer')
  const account = await accountReached(ports, call)
  requireMode(account, 'AAD')
  const action = dataActionOf(call)
  if (!(await ports.identity.isAllowed(verdict.caller, action, account.id))) {
    throw batchError('InsufficientAccountPermissions')
  }
  return asCaller(account, verdict.caller)
}

async function byTaskToken(ports: Ports, call: RawCall, token: string): Promise<Caller> {
  const account = await accountReached(ports, call)
  requireMode(account, 'TaskAuthenticationToken')
  const verdict = await verifyTaskToken(ports.store, account, token, call.now)
  if (!verdict.ok) throw failed(verdict.detail, 'AuthenticationFailed:bearer')
  const { jobKey } = verdict
  return { ...asCaller(account, { kind: 'task', appId: '', tenantId: '' }), jobKey }
}

/** A token says nothing that could be believed of the account: the endpoint does. */
async function accountReached(ports: Ports, call: RawCall): Promise<Account> {
  const at = ports.endpoints.accountAt(call)
  const account = at && (await findAccount(ports.store, accountKeyOf(at.account)))
  if (!account || !isIn(account, at)) throw failed(NO_ACCOUNT)
  return account
}

const NO_ACCOUNT = 'No account is reached at this endpoint'

/** A name without the account's region would lead nowhere in Azure. */
const isIn = (account: Account, { region }: ReachedAccount): boolean =>
  region === undefined || region === account.region

/** Accounts that allocate in the user's subscription take tokens only. */
function requireMode(account: Account, mode: AuthenticationMode): void {
  if (!account.isUsable) throw batchError('AccountIsDisabled')
  const { allowedAuthenticationModes, poolAllocationMode } = account.body
  const isBarred = mode === 'SharedKey' && poolAllocationMode === 'UserSubscription'
  if (isBarred || !allowedAuthenticationModes.includes(mode)) {
    throw failed(`The account does not allow the authentication mode ${mode}`)
  }
}

const asCaller = (account: Account, who: Pick<Caller, 'kind' | 'appId' | 'tenantId'>): Caller => ({
  kind: who.kind,
  appId: who.appId,
  tenantId: who.tenantId,
  oid: account.id,
  name: account.name,
})

const failed = (
  detail: string,
  code: 'AuthenticationFailed' | 'AuthenticationFailed:bearer' = 'AuthenticationFailed',
): AzureError =>
  batchError(code, {}, { values: [{ key: 'AuthenticationErrorDetail', value: detail }] })
