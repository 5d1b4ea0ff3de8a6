import { listOperations } from '#engine/operation.queries.ts'
import type { Durable, Operation } from '#engine/operation.ts'
import { toIso } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import { lazuliError } from './errors.ts'
import type { Handlers, Schemas } from './ports.ts'

export const operationHandlers = {
  async Operations_List({ query }, { engine, store }) {
    const running = queryParameter(query, 'running')
    const filter = {
      kind: queryParameter(query, 'kind'),
      resource: queryParameter(query, 'resource'),
      isRunning: running === undefined ? undefined : running === 'true',
    }
    const top = Number(queryParameter(query, 'top') ?? 100)
    const found = await listOperations(store, filter, top)
    const kinds = new Map((await engine.kinds()).map((kind) => [kind.kind, kind]))
    const value = found.map((operation) => present(operation, kinds.get(operation.kind)))
    return { status: 200, body: { value } }
  },

  async Operations_Release({ query }, { engine }) {
    const id = queryParameter(query, 'id')!
    if (!(await engine.release(id))) throw lazuliError('NotHeld', { id })
    return { status: 200, body: { released: true } }
  },
} satisfies Handlers

function present(
  operation: Operation,
  kind: Pick<Durable<never>, 'steps'> | undefined,
): Schemas['OperationState'] {
  const { id, resource, status, startedAt, endedAt, error, wakeAt, pollsLeft } = operation
  const hasEnded = endedAt !== undefined
  const step = hasEnded ? undefined : kind?.steps[operation.step]?.name
  const isWaiting = status === 'InProgress' && !hasEnded
  return {
    id,
    kind: operation.kind,
    resource,
    status,
    startedAt: toIso(startedAt),
    ...(hasEnded ? { endedAt: toIso(endedAt) } : {}),
    ...(error ? { error } : {}),
    ...(step === undefined ? {} : { step }),
    ...(wakeAt === undefined ? {} : { dueAt: toIso(wakeAt) }),
    ...(pollsLeft === undefined ? {} : { pollsLeft }),
    held: isWaiting && wakeAt === undefined && pollsLeft === undefined,
  }
}
