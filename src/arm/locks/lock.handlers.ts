import type { operations } from '#contract/arm/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { queryParameter } from '#kernel/query.ts'
import { armError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { ArmPorts } from '../ports.ts'
import { createdBy, modifiedBy } from '../resources/resource.ts'
import { existingScope } from '../scope.ts'
import { deleteLock, findLock, locksAbove, locksAround, saveLock } from './lock.queries.ts'
import { type Lock, presentLock } from './lock.ts'

const scopeOf = (scope: string): string => `/${scope.split('/').filter(Boolean).join('/')}`
const lockId = (scope: string, name: string): string =>
  `${scopeOf(scope)}/providers/Microsoft.Authorization/locks/${name}`

const ManagementLocks_ListByScope: Handler<
  operations['ManagementLocks_ListByScope'],
  ArmPorts
> = async (request, { store }) => {
  const filter = queryParameter(request.query, '$filter')?.trim().toLowerCase()
  if (filter && filter !== 'atscope()') {
    throw armError('InvalidFilterInQueryString', {
      filter,
      reason: "only 'atScope()' is supported",
    })
  }
  const scope = scopeOf(request.params.scope)
  const locks = await (filter ? locksAbove(store, scope) : locksAround(store, scope))
  return { status: 200, body: { value: locks.map(presentLock) } }
}

const ManagementLocks_GetByScope: Handler<
  operations['ManagementLocks_GetByScope'],
  ArmPorts
> = async (request, { store }) => {
  const { scope, lockName: name } = request.params
  const lock = await findLock(store, lockId(scope, name))
  if (!lock) throw armError('LockNotFound', { name })
  return { status: 200, body: presentLock(lock) }
}

const ManagementLocks_CreateOrUpdateByScope: Handler<
  operations['ManagementLocks_CreateOrUpdateByScope'],
  ArmPorts
> = async (request, { store }) => {
  const { scope, lockName: name } = request.params
  const { level, notes, owners } = request.body.properties
  const id = lockId(scope, name)
  return await store.write(async (tx) => {
    await existingScope(tx, scope)
    const before = await findLock(tx, id)
    const lock: Lock = {
      id: before?.id ?? id,
      name: before?.name ?? name,
      scope: scopeOf(scope),
      level,
      ...(notes === undefined ? {} : { notes }),
      ...(owners === undefined ? {} : { owners }),
      systemData: before
        ? modifiedBy(before.systemData, request.caller, request.now)
        : createdBy(request.caller, request.now),
    }
    await saveLock(tx, lock)
    return { status: before ? 200 : 201, body: presentLock(lock) }
  })
}

const ManagementLocks_DeleteByScope: Handler<
  operations['ManagementLocks_DeleteByScope'],
  ArmPorts
> = async (request, { store }) => {
  const { scope, lockName } = request.params
  const deleted = await store.write((tx) => deleteLock(tx, lockId(scope, lockName)))
  return { status: deleted ? 200 : 204 }
}

export const lockHandlers = {
  ManagementLocks_ListByScope,
  ManagementLocks_GetByScope,
  ManagementLocks_CreateOrUpdateByScope,
  ManagementLocks_DeleteByScope,
} satisfies Handlers
