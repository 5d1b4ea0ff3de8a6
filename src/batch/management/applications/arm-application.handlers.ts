import type { operations } from '#contract/batch-management/types.ts'
import type { Handler, Reply, Request } from '#kernel/handler.ts'
import type { Reader } from '#store/tx.ts'
import { ACCOUNT_TYPE, type AccountResource } from '../../accounts/account.ts'
import {
  countApplications,
  findApplication,
  listApplications,
  removeApplication,
  saveApplication,
} from '../../applications/application.queries.ts'
import type { Application } from '../../applications/application.ts'
import { batchError } from '../../errors.ts'
import { accountKeyOf } from '../../keys.ts'
import { limits } from '../../limits.ts'
import type { BatchPorts } from '../../ports.ts'
import { etagOf } from '../../wire/etag.ts'
import { pageOf } from '../../wire/page.ts'
import { accountOf } from '../accounts/account.handlers.ts'
import { asArm } from '../data-plane-refusals.ts'
import type { Handlers } from '../handler.ts'

type ArmHandler<Id extends keyof operations> = Handler<operations[Id], BatchPorts>
type Named = Pick<Request<operations['Application_Get']>, 'params'>

interface Found {
  readonly account: AccountResource
  readonly application: Application | undefined
}

async function find(reader: Reader, { params }: Named): Promise<Found> {
  const account = await accountOf(reader, params)
  return {
    account,
    application: await findApplication(reader, accountKeyOf(account.name), params.applicationName),
  }
}

async function existing(
  reader: Reader,
  request: Named,
): Promise<Found & { readonly application: Application }> {
  const { account, application } = await find(reader, request)
  if (!application) throw batchError('ApplicationNotFound')
  return { account, application }
}

/** The examples have the mark of a weak tag here. */
const armEtagOf = ({ lastModified, revision }: Application): string =>
  `W/"${etagOf(lastModified, revision)}"`

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
  },
})

const shown = (account: AccountResource, application: Application): Reply => ({
  status: 200,
  headers: { ETag: armEtagOf(application) },
  body: present(account, application),
})

/** What was sent in place of what was. A default version must be there, and none is yet. */
function changed(
  before: Application,
  { displayName, allowUpdates, defaultVersion }: Properties,
): Application {
  if (defaultVersion !== undefined) throw batchError('ApplicationPackageNotFound')
  return {
    ...before,
    ...(displayName === undefined ? {} : { displayName }),
    allowUpdates: allowUpdates ?? before.allowUpdates,
  }
}

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
    const saved = changed(before, body?.properties ?? {})
    await saveApplication(tx, saved)
    return shown(account, saved)
  })
}

const Application_Update: ArmHandler<'Application_Update'> = async (request, { store }) =>
  await store.write(async (tx) => {
    const { account, application } = await existing(tx, request)
    const revision = application.revision + 1
    const before = { ...application, lastModified: request.now, revision }
    const saved = changed(before, request.body.properties ?? {})
    await saveApplication(tx, saved)
    return shown(account, saved)
  })

const Application_Get: ArmHandler<'Application_Get'> = async (request, { store }) => {
  const { account, application } = await existing(store, request)
  return shown(account, application)
}

const Application_Delete: ArmHandler<'Application_Delete'> = async (request, { store }) =>
  await store.write(async (tx) => {
    const { account, application } = await find(tx, request)
    if (!application) return { status: 204 }
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

const ApplicationPackage_Get: ArmHandler<'ApplicationPackage_Get'> = async (request, { store }) => {
  await existing(store, request)
  throw batchError('ApplicationPackageNotFound')
}

const ApplicationPackage_List: ArmHandler<'ApplicationPackage_List'> = async (
  request,
  { store },
) => {
  await existing(store, request)
  return { status: 200, body: { value: [] } }
}

const ApplicationPackage_Activate: ArmHandler<'ApplicationPackage_Activate'> = async (
  request,
  { store },
) => {
  await existing(store, request)
  throw batchError('ApplicationPackageNotFound')
}

const ApplicationPackage_Delete: ArmHandler<'ApplicationPackage_Delete'> = async (
  request,
  { store },
) => {
  await accountOf(store, request.params)
  return { status: 204 }
}

export const armApplicationHandlers = {
  Application_Create: asArm(Application_Create),
  Application_Update: asArm(Application_Update),
  Application_Get: asArm(Application_Get),
  Application_Delete: asArm(Application_Delete),
  Application_List: asArm(Application_List),
  ApplicationPackage_Get: asArm(ApplicationPackage_Get),
  ApplicationPackage_List: asArm(ApplicationPackage_List),
  ApplicationPackage_Activate: asArm(ApplicationPackage_Activate),
  ApplicationPackage_Delete: asArm(ApplicationPackage_Delete),
} satisfies Handlers
