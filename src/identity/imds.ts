// Managed identities: the endpoint of virtual machines and that of App Service. The machine is the
// one that Lazuli runs on, and a caller has to know a secret: on a machine with many users,
// being able to open a socket is no proof of anything.
import { timingSafeEqual } from 'node:crypto'
import type { WireReply } from '#kernel/service.ts'
import type { Reader } from '#store/tx.ts'
import { isKnownResource } from './audiences.ts'
import type { SigningKey } from './keys/keys.ts'
import { isManagedIdentity } from './own-paths.ts'
import { digestOf } from './principals/credentials.ts'
import {
  findByObjectId,
  findByResource,
  findBySignInName,
  type Principal,
} from './principals/principal.queries.ts'
import { accessClaims, mint } from './tokens.ts'
import { type IdentityCall, json } from './wire.ts'

export interface ManagedIdentityParts {
  readonly reader: Reader
  readonly signingKey: () => Promise<SigningKey>
  readonly secret: string
  /** Client id of the identity that a call gets when it names none. */
  readonly defaultClientId: string
  /** Answers the well-known path too, which has no room for a secret. */
  readonly open: boolean
}

const LIFETIME_SECONDS = 86_399
const IMDS_PATH = /^\/metadata\/identity\/oauth2\/token\/?$/i
const SECRET_PATH = /^\/managed-identity\/([^/]+)\/metadata\/identity\/oauth2\/token\/?$/i
const APP_SERVICE_PATH = /^\/msi\/token\/?$/i

/** Answers a call for a managed identity's token; undefined when the path is not one of its own. */
export async function managedIdentity(
  call: IdentityCall,
  parts: ManagedIdentityParts,
): Promise<WireReply | undefined> {
  if (!isManagedIdentity(call.path)) return undefined
  if (APP_SERVICE_PATH.test(call.path)) return appService(call, parts)
  const secret = SECRET_PATH.exec(call.path)?.[1]
  if (secret === undefined && !IMDS_PATH.test(call.path)) return undefined
  // The header keeps out what a page in a browser can be made to send.
  if (String(call.headers.metadata).toLowerCase() !== 'true') {
    return refuse('invalid_request', 'Required metadata header not specified')
  }
  // Azure's answers its own machine alone, and nothing that was passed on to it.
  const isForwarded = !call.isOwnHost || call.headers['x-forwarded-for'] !== undefined
  if (secret === undefined && isForwarded) {
    return refuse('invalid_request', FORWARDED)
  }
  // By Azure's own address it is reached through a proxy that has asked for a secret already.
  const isOpen = parts.open || call.azureName !== undefined
  const isAdmitted = secret === undefined ? isOpen : isSame(secret, parts.secret)
  if (!isAdmitted) return refuse('invalid_request', 'Identity not found')
  return tokenFor(call, parts)
}

function appService(
  call: IdentityCall,
  parts: ManagedIdentityParts,
): Promise<WireReply> | WireReply {
  const header = call.headers['x-identity-header']
  if (typeof header !== 'string' || !isSame(header, parts.secret)) {
    return json(401, { statusCode: 401, message: 'The X-IDENTITY-HEADER is missing or wrong.' })
  }
  return tokenFor(call, parts)
}

const FORWARDED = 'The request was forwarded, or names another host'

/** Digests are of one length, whatever was sent. */
const isSame = (given: string, secret: string): boolean =>
  timingSafeEqual(Buffer.from(digestOf(given)), Buffer.from(digestOf(secret)))

const refuse = (error: string, description: string): WireReply =>
  json(400, { error, error_description: description })

/** What a token is asked for by. */
type TokenCall = Pick<IdentityCall, 'method' | 'path' | 'query' | 'headers' | 'origin' | 'now'>

/**
 * Answers a machine that has these identities, by resource id, and none of its own: as Azure answers
 * the nodes of a pool.
 */
export async function identitiesOnNode(
  call: TokenCall,
  parts: Pick<ManagedIdentityParts, 'reader' | 'signingKey'>,
  resourceIds: readonly string[],
): Promise<WireReply> {
  if (!IMDS_PATH.test(call.path)) return json(404, { error: 'not_found' })
  if (String(call.headers.metadata).toLowerCase() !== 'true') {
    return refuse('invalid_request', 'Required metadata header not specified')
  }
  if (call.headers['x-forwarded-for'] !== undefined) return refuse('invalid_request', FORWARDED)
  const found = await Promise.all(resourceIds.map((id) => findByResource(parts.reader, id)))
  const held = found.filter((each) => each !== undefined)
  if (!namesOne(call) && held.length > 1) {
    const what =
      'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request'
    return refuse('invalid_request', what)
  }
  const defaultClientId = held[0]?.signInName ?? ''
  return tokenFor(call, { ...parts, defaultClientId }, (asked) =>
    held.some(({ objectId }) => objectId === asked.objectId),
  )
}

const ID_NAMES = ['object_id', 'principal_id', 'mi_res_id', 'msi_res_id', 'client_id']
const namesOne = ({ query }: TokenCall): boolean => ID_NAMES.some((name) => query.get(name))

type TokenParts = Pick<ManagedIdentityParts, 'reader' | 'signingKey' | 'defaultClientId'>

async function tokenFor(
  call: TokenCall,
  parts: TokenParts,
  isHeld: (identity: Principal) => boolean = () => true,
): Promise<WireReply> {
  if (call.method !== 'GET') return json(405, { error: 'method_not_allowed' })
  const resource = call.query.get('resource')
  if (!call.query.get('api-version')) {
    return refuse('invalid_request', "Required query variable 'api-version' is missing")
  }
  if (!resource) return refuse('invalid_request', "Required query variable 'resource' is missing")
  const principal = await identityFor(call, parts)
  if (!principal || !isHeld(principal)) return refuse('invalid_request', 'Identity not found')
  if (!isKnownResource(resource, new URL(call.origin).host)) {
    return refuse('invalid_resource', `The resource principal named ${resource} was not found`)
  }
  const claims = accessClaims(
    {
      principal,
      clientId: principal.signInName,
      audience: resource,
      proof: 'certificate',
      lifetimeSeconds: LIFETIME_SECONDS,
    },
    call.now,
  )
  return json(200, {
    access_token: mint(claims, await parts.signingKey()),
    client_id: principal.signInName,
    expires_in: String(LIFETIME_SECONDS),
    expires_on: String(claims.exp),
    ext_expires_in: String(LIFETIME_SECONDS),
    not_before: String(claims.nbf),
    resource,
    token_type: 'Bearer',
  })
}

/** The identity that the call names by one of its three kinds of id, or else the machine's. */
async function identityFor(
  { query }: TokenCall,
  { reader, defaultClientId }: TokenParts,
): Promise<Principal | undefined> {
  const objectId = query.get('object_id') ?? query.get('principal_id')
  const resourceId = query.get('mi_res_id') ?? query.get('msi_res_id')
  const found = objectId
    ? await findByObjectId(reader, objectId)
    : resourceId
      ? await findByResource(reader, resourceId)
      : await findBySignInName(reader, query.get('client_id') || defaultClientId)
  return found?.kind === 'managed-identity' ? found : undefined
}
