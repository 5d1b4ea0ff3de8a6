import { canFail } from '#engine/faults/faults.ts'
import { findOperation, listOperations } from '#engine/operation.queries.ts'
import type { Durable, Operation } from '#engine/operation.ts'
import { toIso } from '#kernel/instant.ts'
import { queryParameter } from '#kernel/query.ts'
import { lazuliError } from './errors.ts'
import type { Handlers, LazuliPorts, Schemas } from './ports.ts'

/** What an operation says that was canceled here: nothing of Azure's own did it. */
const CANCELED = { code: 'Canceled', message: 'The operation was canceled on the admin API.' }

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

  async Operations_Get({ params: { operationId } }, ports) {
    return await answer(ports, operationId)
  },

  async Operations_Hold({ params: { operationId: id } }, ports) {
    await requireRunning(ports, id)
    if (!(await ports.engine.hold(id))) throw await tooLate(ports, id)
    return await answer(ports, id)
  },

  async Operations_Release({ params: { operationId: id } }, ports) {
    await requireOperation(ports, id)
    if (!(await ports.engine.release(id))) throw lazuliError('NotHeld', { id })
    return await answer(ports, id)
  },

  async Operations_Fail({ params: { operationId: id }, body }, ports) {
    const { operation, kind } = await requireRunning(ports, id)
    if (!canFail(kind)) throw endless(operation, 'failed')
    if (!(await ports.engine.fail(operation, body))) throw await tooLate(ports, id)
    return await answer(ports, id)
  },

  async Operations_Cancel({ params: { operationId: id } }, ports) {
    const { operation, kind } = await requireRunning(ports, id)
    if (!kind.canceled) throw endless(operation, 'canceled')
    if (!(await ports.engine.cancelAtOnce(operation, CANCELED))) throw await tooLate(ports, id)
    return await answer(ports, id)
  },
} satisfies Handlers

async function requireOperation({ store, engine }: LazuliPorts, id: string) {
  const operation = await findOperation(store, id)
  if (!operation) {
    throw lazuliError('NotFound', {
      what: `There is no operation ${id}. \`lazuli operations --all\` shows those that there are.`,
    })
  }
  return { operation, kind: (await engine.kinds()).find(({ kind }) => kind === operation.kind) }
}

async function requireRunning(ports: LazuliPorts, id: string) {
  const { operation, kind } = await requireOperation(ports, id)
  if (!kind || operation.status !== 'InProgress') throw await tooLate(ports, id)
  return { operation, kind }
}

/** It was under way when it was asked for, or never was. */
async function tooLate(ports: LazuliPorts, id: string) {
  const { operation } = await requireOperation(ports, id)
  const why =
    operation.status === 'Canceling'
      ? 'is being canceled already'
      : `has ended: ${operation.status}`
  return lazuliError('NotNow', { reason: `The operation ${id} ${why}.` })
}

const endless = ({ kind }: Operation, end: string) =>
  lazuliError('NotNow', {
    reason: `No ${kind} can end as ${end}: nothing would take its resource out of its state.`,
  })

async function answer(ports: LazuliPorts, id: string) {
  const { operation, kind } = await requireOperation(ports, id)
  return { status: 200 as const, body: present(operation, kind) }
}

function present(
  operation: Operation,
  kind: Pick<Durable<never>, 'steps'> | undefined,
): Schemas['OperationState'] {
  const { id, resource, status, startedAt, endedAt, error, wakeAt, pollsLeft } = operation
  return {
    id,
    kind: operation.kind,
    resource,
    status,
    startedAt: toIso(startedAt),
    ...(endedAt === undefined ? {} : { endedAt: toIso(endedAt) }),
    ...(error ? { error } : {}),
    ...(endedAt === undefined ? presentStep(operation, kind) : {}),
    ...(wakeAt === undefined ? {} : { dueAt: toIso(wakeAt) }),
    ...(pollsLeft === undefined ? {} : { pollsLeft }),
    retries: operation.failures ?? 0,
    retryErrors: (operation.retries ?? []).map((retry) => ({
      at: toIso(retry.at),
      message: retry.error,
    })),
    held: status === 'InProgress' && wakeAt === undefined && pollsLeft === undefined,
  }
}

function presentStep({ step, stepAt }: Operation, kind: Pick<Durable<never>, 'steps'> | undefined) {
  const [present, next] = kind?.steps.slice(step, step + 2) ?? []
  return {
    ...(present ? { step: present.name } : {}),
    ...(stepAt === undefined ? {} : { stepSince: toIso(stepAt) }),
    ...(next ? { nextStep: next.name } : {}),
  }
}
