import type { components, operations } from '#contract/graph/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import { passwordDigest } from '../principals/password.ts'
import { deletePrincipal, insertPrincipal, type Tenant } from '../principals/principal.queries.ts'
import { findEntry, listEntries, saveEntry, savePassword } from './directory.queries.ts'
import { kept, tenantToChange, userNamed } from './directory.ts'
import { graphError, required } from './graph.errors.ts'
import { presentUser } from './graph.wire.ts'
import type { Handlers } from './handler.ts'
import { oneOf, pageOf } from './page.ts'
import type { GraphPorts } from './ports.ts'

type UserHandler<Id extends keyof operations> = Handler<operations[Id], GraphPorts>

const DETAILS = [
  'userPrincipalName',
  'mailNickname',
  'mail',
  'givenName',
  'surname',
  'jobTitle',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'usageLocation',
  'businessPhones',
  'ageGroup',
  'city',
  'companyName',
  'consentProvidedForMinor',
  'country',
  'department',
  'employeeHireDate',
  'employeeId',
  'employeeLeaveDateTime',
  'employeeOrgData',
  'employeeType',
  'faxNumber',
  'identities',
  'onPremisesImmutableId',
  'onPremisesExtensionAttributes',
  'otherMails',
  'passwordPolicies',
  'postalCode',
  'preferredDataLocation',
  'showInAddressList',
  'state',
  'streetAddress',
  'userType',
]

const Users_List: UserHandler<'Users_List'> = async (request, { store, tenantOf }) => {
  const users = await listEntries(store, tenantOf(request.caller).id, true)
  return pageOf(request, 'users', users.map(presentUser))
}

const Users_Get: UserHandler<'Users_Get'> = async (request, { store, tenantOf }) => {
  const user = await userNamed(store, tenantOf(request.caller), request.params.id)
  return oneOf(request, 'users', presentUser(user))
}

const Users_Me: UserHandler<'Users_Me'> = async (request, { store, tenantOf }) => {
  const { caller } = request
  if (caller.kind !== 'user') {
    const reason = '/me request is only valid with delegated authentication flow.'
    throw graphError('BadRequest', { reason })
  }
  const user = await userNamed(store, tenantOf(caller), caller.oid)
  return oneOf(request, 'users', presentUser(user))
}

const Users_Create: UserHandler<'Users_Create'> = async (request, ports) => {
  const { body, caller, now } = request
  const tenant = await tenantToChange(ports, caller)
  for (const name of [
    'accountEnabled',
    'displayName',
    'userPrincipalName',
    'mailNickname',
    'passwordProfile',
  ] as const) {
    if (body[name] === undefined) throw required(name, 'User')
  }
  const digest = await passwordDigest(checkedPassword(body.passwordProfile?.password))
  const user = await ports.store.write(async (tx) => {
    const name = body.userPrincipalName!
    await checkName(tx, tenant, name)
    const { objectId } = await insertPrincipal(
      tx,
      {
        tenantId: tenant.id,
        kind: 'user',
        displayName: body.displayName!,
        signInName: name,
        objectId: ports.newId(),
        passwordDigest: digest,
      },
      now,
    )
    const added = (await findEntry(tx, tenant.id, objectId))!
    const saved = {
      ...added,
      isEnabled: body.accountEnabled!,
      details: kept(body, DETAILS),
    }
    await saveEntry(tx, saved)
    return saved
  })
  return oneOf(request, 'users', presentUser(user), 201)
}

const Users_Update: UserHandler<'Users_Update'> = async (request, ports) => {
  const { body, caller, params } = request
  const tenant = await tenantToChange(ports, caller)
  const password = body.passwordProfile?.password
  const digest =
    password === undefined ? undefined : await passwordDigest(checkedPassword(password))
  await ports.store.write(async (tx) => {
    const user = await userNamed(tx, tenant, params.id)
    const name = body.userPrincipalName?.toLowerCase() ?? user.signInName
    if (name !== user.signInName) await checkName(tx, tenant, name)
    await saveEntry(tx, {
      ...user,
      signInName: name,
      displayName: body.displayName ?? user.displayName,
      isEnabled: body.accountEnabled ?? user.isEnabled,
      details: { ...user.details, ...kept(body, DETAILS) },
    })
    if (digest !== undefined) await savePassword(tx, user.id, digest)
  })
  return { status: 204 }
}

const Users_Delete: UserHandler<'Users_Delete'> = async (request, ports) => {
  const tenant = await tenantToChange(ports, request.caller)
  await ports.store.write(async (tx) => {
    const { id } = await userNamed(tx, tenant, request.params.id)
    await deletePrincipal(tx, { objectId: id })
  })
  return { status: 204 }
}

/** Graph's rule: 8 to 256 characters of at least three of four sorts. */
function checkedPassword(password: components['schemas']['PasswordProfile']['password']): string {
  const sorts = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/]
  const isFit =
    password !== undefined &&
    password.length >= 8 &&
    password.length <= 256 &&
    sorts.filter((sort) => sort.test(password)).length >= 3
  if (isFit) return password
  throw graphError('Request_BadRequest:password')
}

async function checkName(reader: Reader, tenant: Tenant, name: string): Promise<void> {
  const [user, domain, ...rest] = name.toLowerCase().split('@')
  if (!user || !/^[a-z0-9.'_!#^~+-]+$/.test(user) || rest.length > 0) {
    const reason = 'Property userPrincipalName is invalid.'
    throw graphError('Request_BadRequest', { reason })
  }
  if (domain !== tenant.domain) throw graphError('Request_BadRequest:domain')
  if (await findEntry(reader, tenant.id, name)) {
    throw graphError('Request_BadRequest:taken', { property: 'userPrincipalName' })
  }
}

export const userHandlers = {
  Users_List,
  Users_Get,
  Users_Me,
  Users_Create,
  Users_Update,
  Users_Delete,
} satisfies Handlers
