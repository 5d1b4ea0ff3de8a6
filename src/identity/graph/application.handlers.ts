import type { components, operations } from '#contract/graph/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { type Instant, parseInstant, plus } from '#kernel/instant.ts'
import type { Tx } from '#store/tx.ts'
import {
  credentialsOf,
  deleteCredential,
  insertCertificate,
  insertSecret,
} from '../principals/credential.queries.ts'
import { newSecret } from '../principals/credentials.ts'
import { deletePrincipal } from '../principals/principal.queries.ts'
import {
  type ApplicationEntry,
  findEntry,
  insertApplication,
  listApplications,
  removeApplication,
  saveApplication,
} from './directory.queries.ts'
import { applicationNamed, kept, tenantToChange } from './directory.ts'
import { graphError, invalidValue, required } from './graph.errors.ts'
import { presentApplication, presentSecret, type Shown, urisOf } from './graph.wire.ts'
import type { Handlers } from './handler.ts'
import { oneOf, pageOf } from './page.ts'
import type { GraphPorts } from './ports.ts'

type ApplicationHandler<Id extends keyof operations> = Handler<operations[Id], GraphPorts>
type Certificates = components['schemas']['Application']['keyCredentials']

const KEPT = [
  'identifierUris',
  'signInAudience',
  'isFallbackPublicClient',
  'notes',
  'tags',
  'api',
  'appRoles',
  'requiredResourceAccess',
  'web',
  'spa',
  'publicClient',
  'optionalClaims',
  'addIns',
  'defaultRedirectUri',
  'description',
  'groupMembershipClaims',
  'info',
  'isDeviceOnlyAuthSupported',
  'nativeAuthenticationApisEnabled',
  'oauth2RequirePostResponse',
  'parentalControlSettings',
  'requestSignatureVerification',
  'samlMetadataUrl',
  'serviceManagementReference',
  'servicePrincipalLockConfiguration',
  'tokenEncryptionKeyId',
  'uniqueName',
]

const TWO_YEARS_MS = 2 * 365 * 86_400_000

const Applications_List: ApplicationHandler<'Applications_List'> = async (
  request,
  { store, tenantOf },
) => {
  const tenant = tenantOf(request.caller)
  const shown: Shown[] = []
  for (const application of await listApplications(store, tenant.id)) {
    const credentials = await credentialsOf(store, application.appId)
    shown.push(presentApplication(application, credentials, tenant))
  }
  return pageOf(request, 'applications', shown)
}

const Applications_Get: ApplicationHandler<'Applications_Get'> = async (
  request,
  { store, tenantOf },
) => {
  const tenant = tenantOf(request.caller)
  const application = await applicationNamed(store, tenant, request.params.id)
  const credentials = await credentialsOf(store, application.appId)
  return oneOf(request, 'applications', presentApplication(application, credentials, tenant))
}

const Applications_Create: ApplicationHandler<'Applications_Create'> = async (request, ports) => {
  const { body, caller, now } = request
  const tenant = await tenantToChange(ports, caller)
  if (!body.displayName) throw required('displayName', 'Application')
  const application: ApplicationEntry = {
    id: ports.newId(),
    appId: ports.newId(),
    displayName: body.displayName,
    body: kept(body, KEPT),
    createdAt: now,
  }
  const credentials = await ports.store.write(async (tx) => {
    await checkUris(tx, tenant.id, application, body.identifierUris)
    await insertApplication(tx, tenant.id, application)
    await replaceCertificates(tx, application, body.keyCredentials)
    return credentialsOf(tx, application.appId)
  })
  const shown = presentApplication(application, credentials, tenant)
  return oneOf(request, 'applications', shown, 201)
}

const Applications_Update: ApplicationHandler<'Applications_Update'> = async (request, ports) => {
  const { body, caller, params } = request
  const tenant = await tenantToChange(ports, caller)
  await ports.store.write(async (tx) => {
    const application = await applicationNamed(tx, tenant, params.id)
    await checkUris(tx, tenant.id, application, body.identifierUris)
    const displayName = body.displayName ?? application.displayName
    const changed = { ...application.body, ...kept(body, KEPT) }
    await saveApplication(tx, { ...application, displayName, body: changed })
    await replaceCertificates(tx, application, body.keyCredentials)
  })
  return { status: 204 }
}

/** No two applications have the same name for programs. */
async function checkUris(
  tx: Tx,
  tenantId: string,
  { id }: ApplicationEntry,
  uris: readonly string[] = [],
): Promise<void> {
  if (uris.length === 0) return
  const others = (await listApplications(tx, tenantId)).filter((other) => other.id !== id)
  const taken = others.some((other) => urisOf(other).some((uri) => uris.includes(uri)))
  if (taken) throw graphError('Request_BadRequest:taken', { property: 'identifierUris' })
}

/** The certificates that are sent take the place of all that were; those without a key stay. */
async function replaceCertificates(
  tx: Tx,
  { appId }: ApplicationEntry,
  sent: Certificates,
): Promise<void> {
  if (sent === undefined) return
  const staying = new Set(sent.map(({ keyId }) => keyId?.toLowerCase()))
  for (const { kind, keyId } of await credentialsOf(tx, appId)) {
    if (kind === 'certificate' && !staying.has(keyId)) await deleteCredential(tx, appId, keyId)
  }
  for (const { key } of sent) {
    if (typeof key === 'string') await addCertificate(tx, appId, key)
  }
}

async function addCertificate(tx: Tx, appId: string, key: string): Promise<void> {
  // The PEM itself may be sent in base64, or the bytes that it holds.
  const bytes = Buffer.from(key, 'base64')
  const text = bytes.toString('latin1')
  const body = bytes.toString('base64').replace(/.{64}(?=.)/g, '$&\n')
  const pem = text.includes('-----BEGIN CERTIFICATE-----')
    ? text
    : `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`
  try {
    await insertCertificate(tx, appId, pem)
  } catch (error) {
    const reason = 'Key credential value is not a valid certificate.'
    throw graphError('Request_BadRequest', { reason }, { cause: error })
  }
}

/** Its service principal goes with it. */
const Applications_Delete: ApplicationHandler<'Applications_Delete'> = async (request, ports) => {
  const tenant = await tenantToChange(ports, request.caller)
  await ports.store.write(async (tx) => {
    const application = await applicationNamed(tx, tenant, request.params.id)
    const principal = await findEntry(tx, tenant.id, application.appId)
    if (principal) {
      await deletePrincipal(tx, { objectId: principal.id })
    }
    await removeApplication(tx, application)
  })
  return { status: 204 }
}

const Applications_AddPassword: ApplicationHandler<'Applications_AddPassword'> = async (
  request,
  ports,
) => {
  const { body, caller, params, now } = request
  const tenant = await tenantToChange(ports, caller)
  const { displayName, startDateTime, endDateTime } = body.passwordCredential ?? {}
  const startedAt = momentOf('startDateTime', startDateTime) ?? now
  const expiresAt = momentOf('endDateTime', endDateTime) ?? plus(startedAt, TWO_YEARS_MS)
  const secret = newSecret()
  const credential = await ports.store.write(async (tx) => {
    const { appId } = await applicationNamed(tx, tenant, params.id)
    const keyId = await insertSecret(tx, appId, secret, expiresAt, {
      startedAt,
      hint: secret.slice(0, 3),
      ...(displayName ? { displayName } : {}),
    })
    return (await credentialsOf(tx, appId)).find((one) => one.keyId === keyId)!
  })
  return { status: 200, body: presentSecret(credential, secret) }
}

function momentOf(name: string, text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined
  const at = parseInstant(text)
  if (at !== undefined) return at
  throw invalidValue({ property: name, resource: 'PasswordCredential' })
}

const Applications_RemovePassword: ApplicationHandler<'Applications_RemovePassword'> = async (
  request,
  ports,
) => {
  const { body, caller, params } = request
  const tenant = await tenantToChange(ports, caller)
  await ports.store.write(async (tx) => {
    const { appId } = await applicationNamed(tx, tenant, params.id)
    if (await deleteCredential(tx, appId, body.keyId.toLowerCase())) return
    const reason = `No password credential found with keyId '${body.keyId.slice(0, 100)}'.`
    throw graphError('Request_BadRequest', { reason })
  })
  return { status: 204 }
}

/** Who registered an application is not kept: nothing here depends on it. */
const Applications_ListOwners: ApplicationHandler<'Applications_ListOwners'> = async (
  request,
  { store, tenantOf },
) => {
  await applicationNamed(store, tenantOf(request.caller), request.params.id)
  return pageOf(request, 'directoryObjects', [])
}

export const applicationHandlers = {
  Applications_List,
  Applications_Get,
  Applications_Create,
  Applications_Update,
  Applications_Delete,
  Applications_AddPassword,
  Applications_RemovePassword,
  Applications_ListOwners,
} satisfies Handlers
