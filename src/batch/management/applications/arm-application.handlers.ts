import type { operations } from '#contract/batch-management/types.ts'
import type { Handler, Reply } from '#kernel/handler.ts'
import { patched } from '#kernel/patched.ts'
import type { Reader } from '#store/tx.ts'
import { ACCOUNT_TYPE, type AccountResource } from '../../accounts/account.ts'
import {
  countApplications,
  listApplications,
  removeApplication,
  saveApplication,
} from '../../applications/application.queries.ts'
import type { Application } from '../../applications/application.ts'
import { countPackages, findPackage } from '../../applications/package.queries.ts'
import { batchError } from '../../errors.ts'
import { accountKeyOf } from '../../keys.ts'
import { limits } from '../../limits.ts'
import type { BatchPorts } from '../../ports.ts'
import { pageOf } from '../../wire/page.ts'
import { accountOf } from '../accounts/account.handlers.ts'
import { asArm } from '../data-plane-refusals.ts'
import type { Handlers } from '../handler.ts'
import { armEtagOf, existing, find } from './arm-application.ts'

type ArmHandler<Id extends keyof operations> = Handler<operations[Id], BatchPorts>

const present = (
  { id }: Pick<AccountResource, 'id'>,
  application: Application,
): Readonly<Record<string, unknown>> => ({
  id: `${id}/applications/${application.name}`,
  name: application.name,
  type: `${ACCOUNT_TYPE}/applications`,
  etag: armEtagOf(application),
  properties: {
    ...(application.displayName === undefined ? {} : { displayName: application.displayName }),
    allowUpdates: application.allowUpdates,
    ...(application.defaultVersion === undefined
      ? {}
      : { defaultVersion: application.defaultVersion }),
  },
})

const shown = (account: AccountResource, application: Application): Reply => ({
  status: 200,
  headers: { ETag: armEtagOf(application) },
  body: present(account, application),
})

/** What was sent in place of what was. A default version must be ready; an empty one stands for none. */
async function changed(
  reader: Reader,
  before: Application,
  { displayName, allowUpdates, defaultVersion }: Properties,
): Promise<Application> {
  const next = {
    ...before,
    ...(displayName === undefined ? {} : { displayName }),
    allowUpdates: allowUpdates ?? before.allowUpdates,
  }
  if (defaultVersion === undefined) return next
  if (defaultVersion === '') return withoutDefault(next)
  const found = await findPackage(reader, before, defaultVersion)
  if (!found) throw batchError('ApplicationPackageNotFound')
  if (!found.active) throw batchError('RequestedDefaultVersionNotActive')
  return { ...next, defaultVersion: found.version }
}

const withoutDefault = ({ defaultVersion: _, ...rest }: Application): Application => rest

type Properties = NonNullable<
  operations['Application_Update']['requestBody']['content']['application/json']['properties']
>

const Application_Create: ArmHandler<'Application_Create'> = async (request, { store }) => {
  const { params, body, now } = request
  return await store.write(async (tx) => {
    const { account, application } = await find(tx, request)
    if (
      !application &&
      (await countApplications(tx, accountKeyOf(account.name))) >= limits.applications
    ) {
      throw batchError('ApplicationQuotaReached')
    }
    const empty = {
      account: accountKeyOf(account.name),
      name: params.applicationName,
      allowUpdates: true,
    }
    const revision = (application?.revision ?? -1) + 1
    // A PUT says all: what it leaves out is no more.
    const before = { ...empty, name: application?.name ?? empty.name, lastModified: now, revision }
    const saved = await changed(tx, before, body?.properties ?? {})
    await saveApplication(tx, saved)
    return shown(account, saved)
  })
}

/** What a PATCH may take away. */
const unset = { displayName: undefined, defaultVersion: undefined }

const Application_Update: ArmHandler<'Application_Update'> = async (request, { store }) => {
  const { body, removed, now } = request
  return await store.write(async (tx) => {
    const { account, application } = await existing(tx, request)
    const revision = application.revision + 1
    const before = {
      ...patched(application, unset, removed, 'properties.'),
      lastModified: now,
      revision,
    }
    const saved = await changed(tx, before, body.properties ?? {})
    await saveApplication(tx, saved)
    return shown(account, saved)
  })
}

const Application_Get: ArmHandler<'Application_Get'> = async (request, { store }) => {
  const { account, application } = await existing(store, request)
  return shown(account, application)
}

const Application_Delete: ArmHandler<'Application_Delete'> = async (request, { store }) =>
  await store.write(async (tx) => {
    const { account, application } = await find(tx, request)
    if (!application) return { status: 204 }
    if ((await countPackages(tx, application)) > 0) throw batchError('ApplicationPackagesNotEmpty')
    await removeApplication(tx, accountKeyOf(account.name), application.name)
    return { status: 200 }
  })

const Application_List: ArmHandler<'Application_List'> = async (request, { store }) => {
  const account = await accountOf(store, request.params)
  const { value, 'odata.nextLink': nextLink } = await pageOf(
    request,
    (wanted) => listApplications(store, accountKeyOf(account.name), wanted),
    ({ name }) => name.toLowerCase(),
    (application) => present(account, application),
  )
  return { status: 200, body: { value, ...(nextLink ? { nextLink } : {}) } }
}

export const armApplicationHandlers = {
  Application_Create: asArm(Application_Create),
  Application_Update: asArm(Application_Update),
  Application_Get: asArm(Application_Get),
  Application_Delete: asArm(Application_Delete),
  Application_List: asArm(Application_List),
} satisfies Handlers
