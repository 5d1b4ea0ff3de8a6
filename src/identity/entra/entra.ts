// The token service's addresses: which path means what.

import type { Caller } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import { LOGIN_ALIASES } from '#kernel/names/azure-names.ts'
import type { WireReply } from '#kernel/service.ts'
import type { Store } from '#store/tx.ts'
import { jwkOf, type SigningKey } from '../keys/keys.ts'
import { isTokenService } from '../own-paths.ts'
import type { Tenant } from '../principals/principal.queries.ts'
import { entraReply, type IdentityCall, json, readForm, required, traced } from '../wire.ts'
import type { AuthorizationCodes } from './authorization-codes.ts'
import { authorizePage } from './authorize-page.ts'
import { deviceLogin, startDeviceLogin } from './device-login.ts'
import {
  type Authority,
  instanceDiscovery,
  issuerAt,
  openIdConfiguration,
  userRealm,
} from './discovery.ts'
import { EntraError } from './entra-errors.ts'
import { type EndpointVersion, GRANTS, type GrantContext } from './grants.ts'
import { messagePage } from './pages.ts'
import { tokenAnswer } from './token-answer.ts'
import { userInfo } from './user-info.ts'

export interface EntraParts {
  readonly store: Store
  readonly codes: AuthorizationCodes
  readonly signingKey: () => Promise<SigningKey>
  /** By id or domain; the first tenant for ''. */
  /** The principal of a token; undefined when it is not accepted. */
  readonly callerOf: (
    bearer: string,
    audiences: readonly string[],
    now: Instant,
  ) => Promise<Caller | undefined>
  readonly findTenant: (name: string) => Tenant | undefined
  readonly pagesAt: () => string | undefined
}

/** Names that stand for no tenant in particular. `adfs` switches instance discovery off in SDKs. */
const SHARED = new Set(['common', 'organizations', 'adfs'])

const KINDS = {
  configuration: { path: /^(v2\.0\/)?\.well-known\/openid-configuration$/, methods: ['GET'] },
  keys: { path: /^discovery\/(v2\.0\/)?keys$/, methods: ['GET'] },
  instance: { path: /^discovery\/instance$/, methods: ['GET'] },
  userinfo: { path: /^openid\/userinfo$/, methods: ['GET', 'POST'] },
  realm: { path: /^userrealm\/[^/]+$/, methods: ['GET'] },
  token: { path: /^oauth2\/(v2\.0\/)?token$/, methods: ['POST'] },
  devicecode: { path: /^oauth2\/(v2\.0\/)?devicecode$/, methods: ['POST', 'GET'] },
  authorize: { path: /^oauth2\/(v2\.0\/)?authorize$/, methods: ['GET', 'POST'] },
  logout: { path: /^oauth2\/(v2\.0\/)?logout$/, methods: ['GET', 'POST'] },
} as const
type Kind = keyof typeof KINDS

/** Answers a call to the token service; undefined when the path is not one of its own. */
export async function entra(call: IdentityCall, parts: EntraParts): Promise<WireReply | undefined> {
  if (!isTokenService(call.path)) return undefined
  const [name = '', ...rest] = call.path.split('/').filter(Boolean)
  try {
    if (name.toLowerCase() === 'devicelogin' && rest.length === 0) {
      return await deviceLogin(call, parts.store, parts.findTenant)
    }
    const path = rest.join('/').toLowerCase()
    const kind = (Object.keys(KINDS) as Kind[]).find((one) => KINDS[one].path.test(path))
    return kind && (await answer(call, parts, decodeURIComponent(name), kind))
  } catch (error) {
    if (error instanceof URIError) return entraReply(new EntraError(9002313), call)
    if (error instanceof EntraError) return entraReply(error, call)
    throw error
  }
}

async function answer(
  call: IdentityCall,
  parts: EntraParts,
  name: string,
  kind: Kind,
): Promise<WireReply> {
  const methods: readonly string[] = KINDS[kind].methods
  if (!methods.includes(call.method)) {
    throw new EntraError(900561, { accepted: methods[0]!, method: call.method })
  }
  const tenant = parts.findTenant(SHARED.has(name.toLowerCase()) ? '' : name)
  if (!tenant) throw new EntraError(90002, { tenant: name })
  const authority = authorityOf(name.toLowerCase(), tenant, call.path)
  switch (kind) {
    case 'configuration':
      return json(200, openIdConfiguration(call.origin, authority))
    case 'keys': {
      const issuer = issuerAt(call.origin, { ...authority, tenantId: tenant.id })
      return json(200, { keys: [{ ...jwkOf(await parts.signingKey()), issuer }] })
    }
    case 'instance':
      return instance(call, tenant)
    case 'userinfo':
      return userInfo(call, parts)
    case 'realm':
      return json(200, userRealm(call.origin, decodeURIComponent(call.path.split('/').at(-1)!)))
    case 'logout':
      // No session is kept here: each sign-in asks for the password.
      return messagePage(200, 'Signed out', 'You may close this page.')
    case 'authorize':
      return authorizePage(contextOf(call, parts, tenant, authority, new Map()))
    case 'devicecode':
    case 'token': {
      const form = call.method === 'GET' ? new Map(call.query) : await readForm(call)
      const context = contextOf(call, parts, tenant, authority, form)
      const reply = kind === 'token' ? token(context, authority, parts) : startDeviceLogin(context)
      return traced(await reply, call)
    }
  }
}

/** A domain is resolved to its id, as Entra does; a shared name stays what it is. */
function authorityOf(name: string, tenant: Tenant, path: string): Authority {
  const version: EndpointVersion = /\/v2\.0\//i.test(path) ? 'v2' : 'v1'
  if (!SHARED.has(name)) return { path: tenant.id, tenantId: tenant.id, version }
  // ADFS has one address for both protocols; its clients send scopes, as those of v2 do.
  if (name === 'adfs') return { path: name, tenantId: tenant.id, version: 'v2' }
  return { path: name, tenantId: undefined, version }
}

const contextOf = (
  call: IdentityCall,
  { store, codes, pagesAt }: EntraParts,
  tenant: Tenant,
  { version }: Authority,
  form: ReadonlyMap<string, string>,
): GrantContext => ({ store, codes, call, form, tenant, version, pagesAt })

/** Only for this very host, by whatever name: about others Lazuli knows nothing. */
function instance(call: IdentityCall, tenant: Tenant): WireReply {
  const asked = call.query.get('authorization_endpoint') ?? ''
  const host = URL.canParse(asked) ? new URL(asked).host : ''
  const names = call.azureName ? LOGIN_ALIASES : [new URL(call.origin).host]
  if (!names.includes(host)) return json(400, { error: 'invalid_instance' })
  const name = new URL(asked).pathname.split('/')[1] || tenant.id
  return json(200, instanceDiscovery(call.origin, name))
}

async function token(
  context: GrantContext,
  authority: Authority,
  { signingKey }: EntraParts,
): Promise<WireReply> {
  const type = required(context.form, 'grant_type')
  const grantOf = Object.hasOwn(GRANTS, type) ? GRANTS[type] : undefined
  if (!grantOf) throw new EntraError(70003, { grant: type })
  return tokenAnswer(context, await grantOf(context), authority, await signingKey())
}
