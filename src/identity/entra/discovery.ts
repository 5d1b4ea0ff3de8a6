// The documents from which clients learn where tokens come from. Every URL is on the origin that
// the client used: the same server goes by many names.
import { GRAPH, isAzureOrigin, LOGIN, LOGIN_ALIASES } from '#kernel/names/azure-names.ts'

export interface Authority {
  /** What stands for the tenant in URLs: an id, `common`, `adfs`. */
  readonly path: string
  /** Undefined where the authority leaves open which tenant it will be. */
  readonly tenantId: string | undefined
  readonly version: 'v1' | 'v2'
}

export function issuerAt(origin: string, { path, tenantId, version }: Authority): string {
  if (path === 'adfs') return `${origin}/adfs`
  // Of many tenants at once, Entra leaves the id open in just this way.
  const id = tenantId ?? '{tenantid}'
  // Whatever alias of it was called, Azure's authority has one name.
  const at = isAzureOrigin(origin) ? `https://${LOGIN}` : origin
  return version === 'v2' ? `${at}/${id}/v2.0` : `https://sts.windows.net/${id}/`
}

/** Endpoints of an authority. */
export function openIdConfiguration(origin: string, authority: Authority): Record<string, unknown> {
  const base = `${origin}/${authority.path}`
  const suffix = authority.version === 'v2' && authority.path !== 'adfs' ? 'v2.0/' : ''
  return {
    token_endpoint: `${base}/oauth2/${suffix}token`,
    token_endpoint_auth_methods_supported: [
      'client_secret_post',
      'private_key_jwt',
      'client_secret_basic',
    ],
    jwks_uri: `${base}/discovery/${suffix}keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: issuerAt(origin, authority),
    request_uri_parameter_supported: false,
    userinfo_endpoint: `${base}/openid/userinfo`,
    authorization_endpoint: `${base}/oauth2/${suffix}authorize`,
    device_authorization_endpoint: `${base}/oauth2/${suffix}devicecode`,
    http_logout_supported: true,
    frontchannel_logout_supported: true,
    end_session_endpoint: `${base}/oauth2/${suffix}logout`,
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'ver',
    ],
    tenant_region_scope: null,
    ...neighboursOf(origin),
  }
}

const neighboursOf = (origin: string): Record<string, string> => {
  if (isAzureOrigin(origin)) {
    return {
      cloud_instance_name: 'microsoftonline.com',
      cloud_graph_host_name: 'graph.windows.net',
      msgraph_host: GRAPH,
      rbac_url: 'https://pas.windows.net',
    }
  }
  const { host } = new URL(origin)
  return {
    cloud_instance_name: host,
    cloud_graph_host_name: host,
    msgraph_host: host,
    rbac_url: origin,
  }
}

/** Tells a client that the host is an authority it may trust, and by which names it goes. */
export function instanceDiscovery(origin: string, path: string): Record<string, unknown> {
  const { host } = new URL(origin)
  const known = isAzureOrigin(origin)
    ? { preferred_network: LOGIN, preferred_cache: 'login.windows.net', aliases: LOGIN_ALIASES }
    : { preferred_network: host, preferred_cache: host, aliases: [host] }
  return {
    tenant_discovery_endpoint: `${origin}/${path}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [known],
  }
}

/** Every user of ours has a password here; none is sent on to a federation server. */
export function userRealm(origin: string, user: string): Record<string, unknown> {
  return {
    ver: '1.0',
    account_type: 'Managed',
    domain_name: user.slice(user.lastIndexOf('@') + 1),
    cloud_instance_name: new URL(origin).host,
    cloud_audience_urn: 'urn:federation:MicrosoftOnline',
  }
}
