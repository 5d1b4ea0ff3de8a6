// How a client of the token endpoint proves who it is: a secret, or an assertion that it signed
// with a registered certificate. Public clients prove nothing; their users do.
import { timingSafeEqual, X509Certificate } from 'node:crypto'
import type { Instant } from '#kernel/instant.ts'
import type { Reader } from '#store/tx.ts'
import { decodeJwt, isSignedBy, type Jwt } from '../keys/jwt.ts'
import { PORTAL_CLIENT } from '../portal/sign-in-codes.ts'
import { credentialsOf } from '../principals/credential.queries.ts'
import { type Credential, digestOf } from '../principals/credentials.ts'
import { findBySignInName, type Principal, type Tenant } from '../principals/principal.queries.ts'
import type { ClientProof } from '../tokens.ts'
import type { IdentityCall } from '../wire.ts'
import { EntraError } from './entra-errors.ts'

/** Microsoft's own tools, which are public clients of every tenant. */
const FIRST_PARTY = new Map([
  ['04b07795-8ddb-461a-bbee-02f9e1bf7b46', 'Microsoft Azure CLI'],
  ['1950a258-227b-4e31-a9cf-717495945fc2', 'Microsoft Azure PowerShell'],
  ['aebc6443-996d-45c2-90f0-388ff96faa56', 'Visual Studio Code'],
  ['872cd9fa-d31f-45e0-9eab-6e460a02d1f1', 'Visual Studio'],
  ['80faf920-1908-4b52-b5ef-a8e7bedfc67a', 'Azure Kubernetes Service AAD Client'],
  [PORTAL_CLIENT, 'Azure Portal'],
])

export const isFirstParty = (clientId: string): boolean => FIRST_PARTY.has(clientId)

/** What one of them is called. */
export const firstPartyName = (clientId: string): string | undefined => FIRST_PARTY.get(clientId)

export interface Client {
  readonly clientId: string
  readonly proof: ClientProof
  /** Undefined for Microsoft's own tools. */
  readonly principal: Principal | undefined
}

interface Presented {
  readonly clientId: string | undefined
  readonly secret: string | undefined
  readonly assertion: Jwt | undefined
}

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** What the client says of itself, in the form or in a Basic header. Nothing is checked yet. */
function presented(form: ReadonlyMap<string, string>, call: IdentityCall): Presented {
  const text = form.get('client_assertion')
  const assertion = text === undefined ? undefined : decodeJwt(text)
  const isAssertion = form.get('client_assertion_type') === ASSERTION_TYPE
  if (text !== undefined && !(assertion && isAssertion)) throw new EntraError(50027)
  const [basicId, basicSecret] = basicPair(call.headers.authorization)
  const subject = assertion?.claims.sub
  return {
    clientId:
      form.get('client_id') ?? basicId ?? (typeof subject === 'string' ? subject : undefined),
    secret: form.get('client_secret') ?? basicSecret,
    assertion,
  }
}

/** RFC 6749 2.3.1: both halves are form-encoded before they are put together. */
function basicPair(header: string | string[] | undefined): (string | undefined)[] {
  const found = typeof header === 'string' ? /^Basic ([\w+/=]+)$/i.exec(header) : undefined
  if (!found) return []
  const text = Buffer.from(found[1]!, 'base64').toString('utf8')
  const at = text.indexOf(':')
  if (at < 0) return []
  try {
    const halves = [text.slice(0, at), text.slice(at + 1)]
    return halves.map((half) => decodeURIComponent(half.replaceAll('+', ' ')))
  } catch {
    throw new EntraError(9002313)
  }
}

/** Finds the client and checks its proof. `proof` is `none` when it presented none. */
export async function authenticateClient(
  reader: Reader,
  form: ReadonlyMap<string, string>,
  call: IdentityCall,
  tenant: Tenant,
): Promise<Client> {
  const { clientId, secret, assertion } = presented(form, call)
  if (!clientId) throw new EntraError(900144, { name: 'client_id' })
  const id = clientId.toLowerCase()
  if (isFirstParty(id)) {
    if (secret !== undefined || assertion) throw new EntraError(700025)
    return { clientId: id, proof: 'none', principal: undefined }
  }
  const principal = await findBySignInName(reader, id)
  if (principal?.kind !== 'application' || principal.tenantId !== tenant.id) {
    throw new EntraError(700016, { client: clientId, tenant: tenant.displayName })
  }
  if (!principal.isEnabled) {
    throw new EntraError(7000112, { client: clientId, name: principal.displayName })
  }
  const credentials = await credentialsOf(reader, id)
  if (assertion) {
    checkAssertion(assertion, id, credentials, call)
    return { clientId: id, proof: 'certificate', principal }
  }
  if (secret !== undefined) {
    checkSecret(secret, id, credentials, call.now)
    return { clientId: id, proof: 'secret', principal }
  }
  // An application with a credential has to show it; an application without any is a public client.
  if (credentials.length > 0) throw new EntraError(7000218)
  return { clientId: id, proof: 'none', principal }
}

function checkSecret(
  secret: string,
  clientId: string,
  credentials: readonly Credential[],
  now: Instant,
): void {
  const digest = Buffer.from(digestOf(secret))
  const found = credentials.find(
    (known) => known.kind === 'secret' && timingSafeEqual(Buffer.from(known.digest), digest),
  )
  if (!found) throw new EntraError(7000215, { client: clientId })
  if (found.expiresAt <= now) throw new EntraError(7000222, { client: clientId })
}

const SKEW_SECONDS = 300

function checkAssertion(
  assertion: Jwt,
  clientId: string,
  credentials: readonly Credential[],
  call: IdentityCall,
): void {
  const { header, claims } = assertion
  const named = hexOf(header['x5t#S256']) ?? hexOf(header.x5t) ?? hexOf(header.kid)
  const credential = credentials.find(
    (known) =>
      known.kind === 'certificate' && (known.digest === named || known.thumbprint === named),
  )
  if (!credential) {
    throw new EntraError(700027, {
      client: clientId,
      problem:
        'The certificate with identifier used to sign the client assertion is not registered on ' +
        'application.',
      reason: `The key was not found., Thumbprint of key used by client: '${named ?? ''}'`,
    })
  }
  const problem = 'Client assertion contains an invalid signature.'
  const key = new X509Certificate(credential.certificate!).publicKey
  if (!isSignedBy(assertion, key, ['RS256', 'PS256'])) {
    throw new EntraError(700027, {
      client: clientId,
      problem,
      reason: 'The signature does not fit the key.',
    })
  }
  if (credential.expiresAt <= call.now) {
    throw new EntraError(700027, {
      client: clientId,
      problem,
      reason: 'The key used is expired.',
    })
  }
  const now = call.now / 1000
  const { exp, nbf, iss, sub, aud } = claims
  const isTimely =
    typeof exp === 'number' &&
    exp > now - SKEW_SECONDS &&
    (typeof nbf !== 'number' || nbf < now + SKEW_SECONDS)
  if (!isTimely) throw new EntraError(700024)
  const isOwn = [iss, sub].every(
    (claim) => typeof claim === 'string' && claim.toLowerCase() === clientId,
  )
  if (!isOwn) throw new EntraError(50027)
  if (!isAddressedTo(aud, call)) throw new EntraError(700023)
}

const hexOf = (thumbprint: unknown): string | undefined =>
  typeof thumbprint === 'string' ? Buffer.from(thumbprint, 'base64url').toString('hex') : undefined

/** The audience is the token endpoint, or the authority whose endpoint it is. */
function isAddressedTo(audience: unknown, call: IdentityCall): boolean {
  const wanted = `${call.origin}${call.path}`.toLowerCase()
  const all = Array.isArray(audience) ? audience : [audience]
  return all.some((one) => {
    if (typeof one !== 'string') return false
    const given = one.toLowerCase().replace(/\/$/, '')
    const authority = wanted.replace(/\/oauth2\/(v2\.0\/)?token$/, '')
    return [wanted, authority, `${authority}/v2.0`].includes(given)
  })
}
