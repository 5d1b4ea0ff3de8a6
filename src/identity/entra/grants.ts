// One function per OAuth grant: who is to get a token, and for what.
import type { Store } from '#store/tx.ts'
import { applicationOf, isKnownResource, OPEN_ID, parseScope } from '../audiences.ts'
import {
  findByObjectId,
  findBySignInName,
  type Principal,
  type Tenant,
} from '../principals/principal.queries.ts'
import { signIn } from '../principals/users.ts'
import { type IdentityCall, required } from '../wire.ts'
import { type AuthorizationCodes, provesPossession } from './authorization-codes.ts'
import { authenticateClient, type Client } from './client-authentication.ts'
import { findDeviceCode, takeDeviceCode } from './device-code.queries.ts'
import { EntraError } from './entra-errors.ts'
import { findRefreshToken } from './refresh-token.queries.ts'

export type EndpointVersion = 'v1' | 'v2'

export interface GrantContext {
  readonly store: Store
  readonly codes: AuthorizationCodes
  readonly call: IdentityCall
  readonly form: ReadonlyMap<string, string>
  readonly tenant: Tenant
  readonly version: EndpointVersion
  /** Where browsers reach this server. */
  readonly pagesAt: () => string | undefined
}

/** What a client wants a token for. */
export interface Target {
  readonly audience: string
  /** As asked for, each with its resource. */
  readonly scopes: readonly string[]
  readonly wantsRefresh: boolean
}

/** A token that may be made, because all that had to be checked was. */
export interface Grant extends Target {
  readonly principal: Principal
  readonly client: Client
  readonly nonce?: string
}

/** v1 asks with `resource`, v2 and ADFS with `scope`. */
export async function targetOf(
  context: GrantContext,
  fallback: Partial<Pick<Target, 'audience' | 'scopes'>> = {},
): Promise<Target> {
  const { form, version } = context
  const resource = form.get('resource') ?? (version === 'v1' ? fallback.audience : undefined)
  if (resource !== undefined) {
    await checkResource(context, resource)
    // A v1 client never asks for a refresh token, and always gets one.
    return { audience: resource, scopes: [], wantsRefresh: true }
  }
  if (version === 'v1') throw new EntraError(900144, { name: 'resource' })
  const scope = form.get('scope') || fallback.scopes?.join(' ') || required(form, 'scope')
  const parsed = parseScope(scope)
  if (!parsed.resource) throw new EntraError(700022)
  await checkResource(context, parsed.resource)
  const { scopes, wantsRefresh } = parsed
  return { audience: parsed.resource, scopes, wantsRefresh }
}

async function checkResource({ call, store, tenant }: GrantContext, name: string): Promise<void> {
  if (isKnownResource(name, new URL(call.origin).host)) return
  const clientId = applicationOf(name)
  const application = clientId && (await findBySignInName(store, clientId))
  if (application && application.tenantId === tenant.id) return
  throw new EntraError(500011, { resource: name, tenant: tenant.displayName })
}

const clientOf = ({ store, form, call, tenant }: GrantContext): Promise<Client> =>
  authenticateClient(store, form, call, tenant)

/** An application as itself. */
async function clientCredentials(context: GrantContext): Promise<Grant> {
  const { form, version } = context
  const client = await clientOf(context)
  if (!client.principal || client.proof === 'none') throw new EntraError(7000218)
  if (version === 'v2' && !form.has('resource')) {
    const scope = required(form, 'scope')
    // MSAL for Go and for Java adds OpenID's scopes here too; Entra pays them no attention.
    const named = scope.split(/\s+/).filter((item) => item && !OPEN_ID.has(item))
    if (named.length > 1) throw new EntraError(70011, { scope })
    if (!named[0]?.endsWith('/.default')) throw new EntraError(1002012, { scope })
  }
  const target = await targetOf(context)
  return { ...target, principal: client.principal, client, wantsRefresh: false }
}

/** A user's name and password, which the client was told. */
async function password(context: GrantContext): Promise<Grant> {
  const { form, store, tenant } = context
  const client = await clientOf(context)
  const [name, secret] = [required(form, 'username'), required(form, 'password')]
  const principal = await signIn(store, tenant, name, secret)
  return { ...(await targetOf(context)), principal, client }
}

async function refreshToken(context: GrantContext): Promise<Grant> {
  const { form, store, call, tenant } = context
  const client = await clientOf(context)
  const known = await findRefreshToken(store, required(form, 'refresh_token'))
  if (!known || known.clientId !== client.clientId) throw new EntraError(70000)
  if (known.expiresAt <= call.now) throw new EntraError(70008)
  const principal = await findByObjectId(store, known.objectId)
  if (principal?.tenantId !== tenant.id) throw new EntraError(70000)
  const target = await targetOf(context, {
    audience: known.audience,
    scopes: known.scope.split(' ').filter(Boolean),
  })
  // A call with a refresh token is answered with one.
  return { ...target, principal, client, wantsRefresh: true }
}

/** v1 clients send the code as `code`. */
async function deviceCode(context: GrantContext): Promise<Grant> {
  const { form, store, call, tenant } = context
  const client = await clientOf(context)
  const text = form.get('device_code') ?? form.get('code') ?? required(form, 'device_code')
  const code = await findDeviceCode(store, text)
  if (!code || code.clientId !== client.clientId || code.tenantId !== tenant.id) {
    throw new EntraError(70018)
  }
  if (code.expiresAt <= call.now) throw new EntraError(70019)
  if (code.status === 'pending') throw new EntraError(70016)
  const isTaken = await store.write((tx) => takeDeviceCode(tx, code.digest))
  if (!isTaken) throw new EntraError(70018)
  const principal = code.objectId ? await findByObjectId(store, code.objectId) : undefined
  if (!principal) throw new EntraError(65004)
  const scopes = code.scope.split(' ').filter(Boolean)
  const wantsRefresh = context.version === 'v1' || scopes.includes('offline_access')
  return { audience: code.audience, scopes, wantsRefresh, principal, client }
}

async function authorizationCode(context: GrantContext): Promise<Grant> {
  const { form, codes, call } = context
  const client = await clientOf(context)
  const code = codes.take(required(form, 'code'), call.now)
  const isMeant =
    code?.clientId === client.clientId && code.redirectUri === form.get('redirect_uri')
  if (!code || !isMeant) throw new EntraError(70008)
  // A client that cannot prove who it is has to prove that it asked for the code.
  if (!code.challenge && client.proof === 'none') throw new EntraError(9002325)
  if (code.challenge && !provesPossession(code.challenge, form.get('code_verifier') ?? '')) {
    throw new EntraError(501481)
  }
  const { principal, target, nonce } = code
  return { ...target, principal, client, ...(nonce === undefined ? {} : { nonce }) }
}

export const GRANTS: Readonly<Record<string, (context: GrantContext) => Promise<Grant>>> = {
  client_credentials: clientCredentials,
  password,
  refresh_token: refreshToken,
  'urn:ietf:params:oauth:grant-type:device_code': deviceCode,
  device_code: deviceCode,
  authorization_code: authorizationCode,
}
