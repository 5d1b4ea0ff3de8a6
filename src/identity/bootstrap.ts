// What a data directory starts with: a tenant, a subscription, an application that owns it, and a
// user and a managed identity beside. Their secrets stand in one private file.
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Instant, plus } from '#kernel/instant.ts'
import type { Store, Tx } from '#store/tx.ts'
import { insertApplication } from './graph/directory.queries.ts'
import { DamagedFile } from './keys/damaged-file.ts'
import { writePrivateDurably } from './keys/private-file.ts'
import { credentialsOf, insertSecret } from './principals/credential.queries.ts'
import { digestOf, newSecret } from './principals/credentials.ts'
import { insertPrincipal, insertTenant, listTenants } from './principals/principal.queries.ts'
import { insertRoleAssignment } from './roles/role-assignment.queries.ts'
import { type PrincipalType, roleAssignmentId } from './roles/role-assignment.ts'
import { CONTRIBUTOR, OWNER } from './roles/roles.ts'

/** `credentials.json` in the data directory: what `lazuli env` prints. */
export interface Credentials {
  readonly tenantId: string
  readonly tenantDomain: string
  readonly subscriptionId: string
  readonly clientId: string
  readonly clientSecret: string
  /** Of the application's service principal. */
  readonly objectId: string
  readonly user: { readonly name: string; readonly password: string; readonly objectId: string }
  readonly managedIdentity: {
    readonly clientId: string
    readonly objectId: string
    /** Part of the address of the managed identity endpoint, and its `X-IDENTITY-HEADER`. */
    readonly secret: string
  }
}

const DOMAIN = 'lazuli.localhost'
const TWO_YEARS = 2 * 365 * 24 * 3_600_000

const newCredentials = (newId: () => string): Credentials => ({
  tenantId: newId(),
  tenantDomain: DOMAIN,
  subscriptionId: newId(),
  clientId: newId(),
  clientSecret: newSecret(),
  objectId: newId(),
  user: { name: `admin@${DOMAIN}`, password: newSecret(), objectId: newId() },
  managedIdentity: { clientId: newId(), objectId: newId(), secret: newSecret() },
})

export class CredentialsLost extends Error {
  constructor(path: string) {
    super(`${path} is missing, but the store beside it is in use: restore the file`)
    this.name = 'CredentialsLost'
  }
}

/**
 * Makes the first tenant and its principals, once. The file is written before the rows, and the
 * rows are made from the file: after a crash between the two, the next start finishes the work.
 */
export async function bootstrap(
  store: Store,
  directory: string,
  now: Instant,
  newId: () => string = randomUUID,
): Promise<Credentials> {
  const path = join(directory, 'credentials.json')
  if (!existsSync(path)) {
    const [tenant] = await listTenants(store)
    if (tenant) throw new CredentialsLost(path)
    const made = newCredentials(newId)
    await writePrivateDurably(path, `${JSON.stringify(made, undefined, 2)}\n`)
  }
  const credentials = readCredentials(path)
  const known = await credentialsOf(store, credentials.clientId)
  const isComplete = known.some((one) => one.digest === digestOf(credentials.clientSecret))
  // Lost with the machine, they are made again from the file.
  const later = { flush: 'later' } as const
  if (!isComplete) await store.write((tx) => insertFirst(tx, credentials, now, newId), later)
  return credentials
}

const SHAPE: Readonly<Record<string, readonly string[]>> = {
  '': ['tenantId', 'tenantDomain', 'subscriptionId', 'clientId', 'clientSecret', 'objectId'],
  user: ['name', 'password', 'objectId'],
  managedIdentity: ['clientId', 'objectId', 'secret'],
}

/** Throws `DamagedFile` for what is none. */
export function readCredentials(path: string): Credentials {
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    for (const [part, names] of Object.entries(SHAPE)) {
      const within = (part === '' ? read : read[part]) as Record<string, unknown> | undefined
      const lacking = names.find((name) => typeof within?.[name] !== 'string')
      if (lacking) throw new Error(`${part && `${part}.`}${lacking} is missing`)
    }
    return read as unknown as Credentials
  } catch (cause) {
    throw new DamagedFile(path, cause)
  }
}

async function insertFirst(
  tx: Tx,
  given: Credentials,
  now: Instant,
  newId: () => string,
): Promise<void> {
  const { tenantId } = given
  await insertTenant(tx, { id: tenantId, displayName: 'Lazuli', domain: given.tenantDomain }, now)
  const application = await insertPrincipal(
    tx,
    {
      tenantId,
      kind: 'application',
      displayName: 'lazuli',
      objectId: given.objectId,
      signInName: given.clientId,
    },
    now,
  )
  await insertApplication(tx, tenantId, {
    id: newId(),
    appId: application.signInName,
    displayName: application.displayName,
    body: {},
    createdAt: now,
  })
  await insertSecret(tx, application.signInName, given.clientSecret, plus(now, TWO_YEARS))
  await insertPrincipal(
    tx,
    {
      tenantId,
      kind: 'user',
      displayName: 'Lazuli administrator',
      objectId: given.user.objectId,
      signInName: given.user.name,
      passwordDigest: digestOf(given.user.password),
    },
    now,
  )
  await insertPrincipal(
    tx,
    {
      tenantId,
      kind: 'managed-identity',
      displayName: 'This machine',
      objectId: given.managedIdentity.objectId,
      signInName: given.managedIdentity.clientId,
      resourceId: machineIdentityIn(given.subscriptionId),
    },
    now,
  )
  const roles = [
    [given.objectId, 'ServicePrincipal', OWNER],
    [given.user.objectId, 'User', OWNER],
    [given.managedIdentity.objectId, 'ServicePrincipal', CONTRIBUTOR],
  ] as const
  for (const role of roles) await assign(tx, given, newId(), role, now)
}

/** The resource id by which pools are given the identity of this machine. */
export const machineIdentityIn = (subscriptionId: string): string =>
  `/subscriptions/${subscriptionId}/resourceGroups/lazuli/providers/Microsoft.ManagedIdentity/userAssignedIdentities/lazuli`

async function assign(
  tx: Tx,
  given: Credentials,
  name: string,
  [principalId, principalType, roleDefinitionId]: readonly [string, PrincipalType, string],
  now: Instant,
): Promise<void> {
  const scope = `/subscriptions/${given.subscriptionId}`
  await insertRoleAssignment(tx, {
    id: roleAssignmentId(scope, name),
    name,
    scope,
    principalId,
    principalType,
    roleDefinitionId,
    createdAt: now,
    createdBy: given.objectId,
    updatedAt: now,
  })
}
