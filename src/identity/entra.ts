// The token service's addresses: which path means what, and the answers that carry tokens.
import type { WireReply } from '#kernel/service.ts'
import type { Reader } from '#store/tx.ts'
import {
  type Authority,
  instanceDiscovery,
  issuerAt,
  openIdConfiguration,
  userRealm,
} from './discovery.ts'
import { EntraError } from './entra-errors.ts'
import { clientCredentials, type EndpointVersion, type Grant, type GrantContext } from './grants.ts'
import { jwkOf, type SigningKey } from './keys.ts'
import type { Tenant } from './principals.ts'
import { accessClaims, mint } from './tokens.ts'
import { entraReply, type IdentityCall, json, readForm, required } from './wire.ts'

export interface EntraParts {
  readonly reader: Reader
  readonly signingKey: () => Promise<SigningKey>
  /** By id, domain, or one of the names that mean any: the first tenant. */
  readonly findTenant: (name: string) => Tenant | undefined
}

/** Names that stand for no tenant in particular. `adfs` switches instance discovery off in SDKs. */
const SHARED = new Set(['common', 'organizations', 'adfs'])

const TOKEN_LIFETIME_SECONDS = 3599

const GRANTS: Readonly<Record<string, (context: GrantContext) => Promise<Grant>>> = {
  client_credentials: clientCredentials,
}

/** Answers a call to the token service; undefined when the path is not one of its own. */
export async function entra(call: IdentityCall, parts: EntraParts): Promise<WireReply | undefined> {
  const [name, ...rest] = call.path.split('/').filter(Boolean)
  if (name === undefined || rest.length === 0) return undefined
  const endpoint = endpointOf(rest)
  if (!endpoint) return undefined
  try {
    return await answer(call, parts, decodeURIComponent(name), endpoint)
  } catch (error) {
    if (error instanceof URIError) return entraReply(new EntraError(9002313), call)
    if (error instanceof EntraError) return entraReply(error, call)
    throw error
  }
}

interface Endpoint {
  readonly kind: 'configuration' | 'keys' | 'instance' | 'realm' | 'token'
  readonly version: EndpointVersion
  readonly last: string
}

/** What follows the tenant in a path. */
function endpointOf(rest: readonly string[]): Endpoint | undefined {
  const path = rest.join('/').toLowerCase()
  const version = rest.some((part) => part.toLowerCase() === 'v2.0') ? 'v2' : 'v1'
  const last = rest.at(-1)!
  if (/^(v2\.0\/)?\.well-known\/openid-configuration$/.test(path)) {
    return { kind: 'configuration', version, last }
  }
  if (/^discovery\/(v2\.0\/)?keys$/.test(path)) return { kind: 'keys', version, last }
  if (path === 'discovery/instance') return { kind: 'instance', version, last }
  if (/^userrealm\/[^/]+$/.test(path)) return { kind: 'realm', version, last }
  if (/^oauth2\/(v2\.0\/)?token$/.test(path)) return { kind: 'token', version, last }
  return undefined
}

async function answer(
  call: IdentityCall,
  parts: EntraParts,
  name: string,
  { kind, version, last }: Endpoint,
): Promise<WireReply> {
  const accepted = kind === 'token' ? 'POST' : 'GET'
  if (call.method !== accepted) {
    throw new EntraError(900561, { accepted, method: call.method })
  }
  const tenant = parts.findTenant(SHARED.has(name.toLowerCase()) ? '' : name)
  if (!tenant) throw new EntraError(90002, { tenant: name })
  const authority = authorityOf(name.toLowerCase(), tenant, version)
  switch (kind) {
    case 'configuration':
      return json(200, openIdConfiguration(call.origin, authority))
    case 'keys': {
      const issuer = issuerAt(call.origin, { ...authority, tenantId: tenant.id })
      return json(200, { keys: [{ ...jwkOf(await parts.signingKey()), issuer }] })
    }
    case 'instance':
      return instance(call, tenant)
    case 'realm':
      return json(200, userRealm(call.origin, decodeURIComponent(last)))
    case 'token':
      return token(call, parts, tenant, authority.version)
  }
}

/** A domain is resolved to its id, as Entra does; a shared name stays what it is. */
function authorityOf(name: string, tenant: Tenant, version: EndpointVersion): Authority {
  if (!SHARED.has(name)) return { path: tenant.id, tenantId: tenant.id, version }
  // ADFS has one address for both protocols; its clients send scopes, as those of v2 do.
  if (name === 'adfs') return { path: name, tenantId: tenant.id, version: 'v2' }
  return { path: name, tenantId: undefined, version }
}

/** Only for this very host: about others Lazuli knows nothing. */
function instance(call: IdentityCall, tenant: Tenant): WireReply {
  const asked = call.query.get('authorization_endpoint') ?? ''
  const isOurs = URL.canParse(asked) && new URL(asked).host === new URL(call.origin).host
  if (!isOurs) return json(400, { error: 'invalid_instance' })
  const name = new URL(asked).pathname.split('/')[1] || tenant.id
  return json(200, instanceDiscovery(call.origin, name))
}

async function token(
  call: IdentityCall,
  parts: EntraParts,
  tenant: Tenant,
  version: EndpointVersion,
): Promise<WireReply> {
  const form = await readForm(call)
  const type = required(form, 'grant_type')
  const grantOf = GRANTS[type]
  if (!grantOf) throw new EntraError(70003, { grant: type })
  const grant = await grantOf({ reader: parts.reader, call, form, tenant, version })
  const key = await parts.signingKey()
  const claims = accessClaims(
    {
      principal: grant.principal,
      clientId: grant.client.clientId,
      audience: grant.audience,
      proof: grant.client.proof,
      lifetimeSeconds: TOKEN_LIFETIME_SECONDS,
      scopes: grant.permissions,
    },
    call.now,
  )
  const access = { token_type: 'Bearer', access_token: mint(claims, key) }
  return json(
    200,
    version === 'v2' ? { ...access, ...lifetime() } : { ...access, ...dates(claims) },
  )
}

const lifetime = () => ({
  expires_in: TOKEN_LIFETIME_SECONDS,
  ext_expires_in: TOKEN_LIFETIME_SECONDS,
})

/** v1 answers say everything in strings. */
const dates = (claims: Readonly<Record<string, unknown>>) => ({
  expires_in: String(TOKEN_LIFETIME_SECONDS),
  ext_expires_in: String(TOKEN_LIFETIME_SECONDS),
  expires_on: String(claims.exp),
  not_before: String(claims.nbf),
  resource: claims.aud,
})
