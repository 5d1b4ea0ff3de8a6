// Entra in one object: who there is, what tokens they get, and what they may do.
import { existsSync, mkdirSync } from 'node:fs'
import { after, type Soon } from '#kernel/caching/soon.ts'
import type { Caller } from '#kernel/handler.ts'
import type { Instant } from '#kernel/instant.ts'
import type { AzureName } from '#kernel/names/azure-names.ts'
import { queryParameter } from '#kernel/query.ts'
import type { WireReply } from '#kernel/service.ts'
import type { Store } from '#store/tx.ts'
import { bootstrap, type Credentials } from './bootstrap.ts'
import { AuthorizationCodes } from './entra/authorization-codes.ts'
import type { EntraParts } from './entra/entra.ts'
import type { ManagedIdentityParts } from './imds.ts'
import { type KeyPair, signingKeyIn } from './keys/key-pair.ts'
import { loadSigningKey, type SigningKey } from './keys/keys.ts'
import { metadataEndpoints } from './metadata-endpoints.ts'
import { isManagedIdentity, isTokenService } from './own-paths.ts'
import { insertCertificate } from './principals/credential.queries.ts'
import { listTenants, type Principal, type Tenant } from './principals/principal.queries.ts'
import { rolesOf } from './roles/role-assignment.queries.ts'
import { scopeKey } from './roles/role-assignment.ts'
import { findCustomRole } from './roles/role-definition.queries.ts'
import { allows, allowsData, findRole, type Permissions } from './roles/roles.ts'
import { accessClaims, LIFETIME_SECONDS, mint, TokenVerifier, type Verified } from './tokens.ts'
import { type IdentityCall, json } from './wire.ts'

export interface IdentityOptions {
  readonly store: Store
  readonly now: () => Instant
  /** Makes the ids of the first tenant and who is in it. Absent: ids that nothing foretells. */
  readonly newId?: (() => string) | undefined
  /** The data directory: keys and `credentials.json` are kept there. */
  readonly directory: string
  /** For a directory without a signing key: one that is being made already. */
  readonly keyPair?: Promise<KeyPair>
  /** PEM: what the first application may sign in with besides its secret. */
  readonly clientCertificate?: string
  /** Answers managed identity calls on the well-known path, to every client that can reach the port. */
  readonly openManagedIdentity?: boolean
  /** Where browsers reach this server: not known before it listens. */
  readonly pagesAt?: () => string | undefined
}

export interface Identity {
  readonly credentials: Credentials
  readonly tenants: readonly Tenant[]
  /** Answers tokens, discovery and metadata; undefined when the path is not one of its own. */
  handle(call: IdentityCall): Promise<WireReply | undefined> | undefined
  /** Answers a machine that has these identities, by resource id: what it asks of 169.254.169.254. */
  onNode(call: MachineCall, identities: readonly string[]): Promise<WireReply>
  /** Who a bearer token speaks for, or why it is not accepted: at once where the key is there. */
  verify(bearer: string, audiences: readonly string[], now: Instant): Soon<Verified>
  /** Whether a role at the scope or above it permits the action. */
  isAllowed(caller: Caller, action: string, scope: string): Soon<boolean>
  /** The same for an action of a data plane. */
  isAllowedData(caller: Caller, action: string, scope: string): Soon<boolean>
  /** Whether the caller has any role at the scope, above or below it: what lists are filtered by. */
  canSee(caller: Caller, scope: string): Promise<boolean>
  /** The permissions of the caller's roles at the scope and above it. */
  permissionsAt(caller: Pick<Caller, 'oid'>, scope: string): Promise<readonly Permissions[]>
  /**
   * An access token for a principal, without asking it for anything: for Lazuli's own use. `clientId`:
   * through which client; absent: its own.
   */
  issueToken(principal: Principal, audience: string, clientId?: string): Promise<string>
  /** What sign-ins on the page here were answered with, until a client takes them. */
  readonly authorizations: AuthorizationCodes
  /** Looks again at what the store holds of tenants. */
  reload(): Promise<void>
}

/** A call that comes by no listener. */
type MachineCall = Pick<IdentityCall, 'method' | 'path' | 'query' | 'headers' | 'origin'>

export async function createIdentity(options: IdentityOptions): Promise<Identity> {
  const { store, directory, now, newId } = options
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  // A new key is awaited by the first token only; one that is there is looked at before all else.
  const isThere = existsSync(signingKeyIn(directory))
  const loading = loadSigningKey(directory, now(), options.keyPair)
  if (isThere) await loading
  const signingKey = (): Promise<SigningKey> => loading
  let key: SigningKey | undefined
  void loading.then(
    (loaded) => {
      key = loaded
    },
    () => undefined,
  )
  const credentials = await bootstrap(store, directory, now(), newId)
  const { clientCertificate: pem } = options
  if (pem) await store.write((tx) => insertCertificate(tx, credentials.clientId, pem))
  let tenants = await listTenants(store)
  const verifier = new TokenVerifier((id) => tenants.some((tenant) => tenant.id === id))
  const codes = new AuthorizationCodes()
  const entraParts: EntraParts = {
    store,
    codes,
    signingKey,
    async callerOf(bearer, audiences, at) {
      const verified = verifier.verify(bearer, await loading, audiences, at)
      return verified.ok ? verified.caller : undefined
    },
    findTenant: (name: string) => findTenant(tenants, name),
    pagesAt: options.pagesAt ?? (() => undefined),
  }
  const managedParts: ManagedIdentityParts = {
    reader: store,
    signingKey,
    secret: credentials.managedIdentity.secret,
    defaultClientId: credentials.managedIdentity.clientId,
    open: options.openManagedIdentity ?? false,
  }
  return {
    credentials,
    authorizations: codes,
    get tenants() {
      return tenants
    },
    handle(call) {
      const { path } = call
      const isAt = (kind: AzureName['kind']): boolean => (call.azureName?.kind ?? kind) === kind
      if (isTokenService(path) && isAt('login')) {
        return import('./entra/entra.ts').then((room) => room.entra(call, entraParts))
      }
      if (isManagedIdentity(path) && isAt('metadata')) {
        return import('./imds.ts').then((room) => room.managedIdentity(call, managedParts))
      }
      return isAt('management') ? metadata(call) : undefined
    },
    async onNode(call, identities) {
      const { identitiesOnNode } = await import('./imds.ts')
      return await identitiesOnNode({ ...call, now: now() }, managedParts, identities)
    },
    verify(bearer, audiences, at) {
      if (key) return verifier.verify(bearer, key, audiences, at)
      return loading.then((loaded) => verifier.verify(bearer, loaded, audiences, at))
    },
    isAllowed: (caller, action, scope) =>
      hasRole(store, caller, scope, (permissions) => allows(permissions, action)),
    isAllowedData: (caller, action, scope) =>
      hasRole(store, caller, scope, (permissions) => allowsData(permissions, action)),
    async canSee(caller, scope) {
      const key = scopeKey(scope)
      const held = await rolesOf(store, caller.oid)
      return held.some(({ scopeKey: at }) => covers(at, key) || covers(key, at))
    },
    permissionsAt: (caller, scope) => permissionsOf(store, caller, scope),
    async issueToken(principal, audience, clientId = principal.signInName) {
      const claims = accessClaims(
        {
          principal,
          clientId,
          audience,
          proof: 'secret',
          lifetimeSeconds: LIFETIME_SECONDS,
        },
        now(),
      )
      return mint(claims, await loading)
    },
    async reload() {
      tenants = await listTenants(store)
    },
  }
}

const findTenant = (tenants: readonly Tenant[], name: string): Tenant | undefined => {
  const lower = name.toLowerCase()
  return lower === ''
    ? tenants[0]
    : tenants.find((tenant) => tenant.id === lower || tenant.domain === lower)
}

function metadata(call: IdentityCall): Promise<WireReply> | undefined {
  if (!/^\/+metadata\/endpoints\/?$/i.test(call.path) || call.method !== 'GET') return undefined
  const version = queryParameter(call.query, 'api-version') ?? '2015-01-01'
  return Promise.resolve(json(200, metadataEndpoints(call.origin, version)))
}

/** A role at a scope holds for all that is under it. Both are keys. */
const covers = (above: string, below: string): boolean =>
  above === below || below.startsWith(`${above}/`)

async function permissionsOf(
  store: Store,
  caller: Pick<Caller, 'oid'>,
  scope: string,
): Promise<readonly Permissions[]> {
  const key = scopeKey(scope)
  const held = (await rolesOf(store, caller.oid)).filter((one) => covers(one.scopeKey, key))
  const found: Permissions[] = []
  for (const id of new Set(held.map(({ roleDefinitionId }) => roleDefinitionId))) {
    const builtIn = findRole(id)
    if (builtIn) found.push(builtIn)
    else found.push(...((await findCustomRole(store, id))?.permissions ?? []))
  }
  return found
}

function hasRole(
  store: Store,
  caller: Caller,
  scope: string,
  isEnough: (permissions: Permissions) => boolean,
): Soon<boolean> {
  const key = scopeKey(scope)
  return after(rolesOf(store, caller.oid), (roles) => {
    const custom: string[] = []
    for (const { roleDefinitionId, scopeKey: at } of roles) {
      if (!covers(at, key)) continue
      const definition = findRole(roleDefinitionId)
      if (!definition) custom.push(roleDefinitionId)
      else if (isEnough(definition)) return true
    }
    // Those that are known without a look into the store have said no.
    return custom.length > 0 && hasCustomRole(store, custom, isEnough)
  })
}

async function hasCustomRole(
  store: Store,
  ids: readonly string[],
  isEnough: (permissions: Permissions) => boolean,
): Promise<boolean> {
  for (const id of ids) {
    if ((await findCustomRole(store, id))?.permissions.some(isEnough)) return true
  }
  return false
}
