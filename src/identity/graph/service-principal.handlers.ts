import type { operations } from '#contract/graph/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { deletePrincipal, insertPrincipal } from '../principals/principal.queries.ts'
import { findApplication, findEntry, listEntries, saveEntry } from './directory.queries.ts'
import { applicationsByClientId, kept, servicePrincipalNamed, tenantToChange } from './directory.ts'
import { graphError, required } from './graph.errors.ts'
import { presentServicePrincipal } from './graph.wire.ts'
import type { Handlers } from './handler.ts'
import { oneOf, pageOf } from './page.ts'
import type { GraphPorts } from './ports.ts'

type PrincipalHandler<Id extends keyof operations> = Handler<operations[Id], GraphPorts>

const KEPT = [
  'tags',
  'appRoleAssignmentRequired',
  'addIns',
  'appDescription',
  'appRoles',
  'customSecurityAttributes',
  'description',
  'disabledByMicrosoftStatus',
  'homepage',
  'info',
  'loginUrl',
  'logoutUrl',
  'notes',
  'notificationEmailAddresses',
  'oauth2PermissionScopes',
  'preferredSingleSignOnMode',
  'preferredTokenSigningKeyThumbprint',
  'replyUrls',
  'samlSingleSignOnSettings',
  'tokenEncryptionKeyId',
]

const ServicePrincipals_List: PrincipalHandler<'ServicePrincipals_List'> = async (
  request,
  { store, tenantOf },
) => {
  const tenant = tenantOf(request.caller)
  const applications = await applicationsByClientId(store, tenant)
  const entries = await listEntries(store, tenant.id, false)
  const shown = entries.map((entry) =>
    presentServicePrincipal(entry, applications.get(entry.signInName), tenant),
  )
  return pageOf(request, 'servicePrincipals', shown)
}

const ServicePrincipals_Get: PrincipalHandler<'ServicePrincipals_Get'> = async (
  request,
  { store, tenantOf },
) => {
  const tenant = tenantOf(request.caller)
  const entry = await servicePrincipalNamed(store, tenant, request.params.id)
  const application = await findApplication(store, tenant.id, entry.signInName)
  return oneOf(request, 'servicePrincipals', presentServicePrincipal(entry, application, tenant))
}

const ServicePrincipals_Create: PrincipalHandler<'ServicePrincipals_Create'> = async (
  request,
  ports,
) => {
  const { body, caller, now } = request
  const tenant = await tenantToChange(ports, caller)
  const { appId } = body
  if (!appId) throw required('appId', 'ServicePrincipal')
  const shown = await ports.store.write(async (tx) => {
    const application = await findApplication(tx, tenant.id, appId)
    if (application?.appId !== appId.toLowerCase()) {
      throw graphError('Request_BadRequest:application', { id: appId.slice(0, 100) })
    }
    if (await findEntry(tx, tenant.id, appId)) {
      throw graphError('Request_BadRequest:taken', { property: 'servicePrincipalNames' })
    }
    const { objectId } = await insertPrincipal(
      tx,
      {
        tenantId: tenant.id,
        kind: 'application',
        displayName: application.displayName,
        signInName: application.appId,
        objectId: ports.newId(),
      },
      now,
    )
    const added = (await findEntry(tx, tenant.id, objectId))!
    const isEnabled = body.accountEnabled ?? true
    const saved = { ...added, isEnabled, details: kept(body, KEPT) }
    await saveEntry(tx, saved)
    return presentServicePrincipal(saved, application, tenant)
  })
  return oneOf(request, 'servicePrincipals', shown, 201)
}

const ServicePrincipals_Update: PrincipalHandler<'ServicePrincipals_Update'> = async (
  request,
  ports,
) => {
  const { body, caller, params } = request
  const tenant = await tenantToChange(ports, caller)
  await ports.store.write(async (tx) => {
    const entry = await servicePrincipalNamed(tx, tenant, params.id)
    await saveEntry(tx, {
      ...entry,
      displayName: body.displayName ?? entry.displayName,
      isEnabled: body.accountEnabled ?? entry.isEnabled,
      details: { ...entry.details, ...kept(body, KEPT) },
    })
  })
  return { status: 204 }
}

/** The application stays, and cannot sign in until it has a service principal again. */
const ServicePrincipals_Delete: PrincipalHandler<'ServicePrincipals_Delete'> = async (
  request,
  ports,
) => {
  const tenant = await tenantToChange(ports, request.caller)
  await ports.store.write(async (tx) => {
    const { id, kind } = await servicePrincipalNamed(tx, tenant, request.params.id)
    if (kind === 'managed-identity') throw graphError('Authorization_RequestDenied')
    await deletePrincipal(tx, { objectId: id })
  })
  return { status: 204 }
}

const ServicePrincipals_ListOwners: PrincipalHandler<'ServicePrincipals_ListOwners'> = async (
  request,
  { store, tenantOf },
) => {
  await servicePrincipalNamed(store, tenantOf(request.caller), request.params.id)
  return pageOf(request, 'directoryObjects', [])
}

export const servicePrincipalHandlers = {
  ServicePrincipals_List,
  ServicePrincipals_Get,
  ServicePrincipals_Create,
  ServicePrincipals_Update,
  ServicePrincipals_Delete,
  ServicePrincipals_ListOwners,
} satisfies Handlers
