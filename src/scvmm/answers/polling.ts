// The long-running protocol of this provider, as recorded: one URL below no subscription that is
// both monitor and result, whose body tells the same either way.
import { createHash } from 'node:crypto'
import { isRunning, type PollingHabits } from '#arm/long-running.ts'
import { findOperation } from '#engine/operation.queries.ts'
import { type Operation, type OperationError, withInput } from '#engine/operation.ts'
import type { Reply, Request } from '#kernel/handler.ts'
import { toNetIso } from '#kernel/instant.ts'
import type { Shape } from '#store/read-json.ts'
import { NAMESPACE } from '../ids.ts'
import { habitsOf, type ScvmmPorts } from '../ports.ts'

/** What every operation of this service knows. */
export interface Work {
  /** The resource's id as it is spelt. */
  readonly resource: string
  readonly verb: 'PUT' | 'PATCH' | 'POST' | 'DELETE'
  readonly location: string
  /** Found out when the operation was accepted: it will fail for this. */
  readonly fault?: OperationError
}

export const workShape: Shape<Work> = {
  resource: 'string',
  verb: 'string',
  location: 'string',
  fault: 'object?',
}

const MONITOR = 'operationStatuses'

export const pollingOf = (ports: Pick<ScvmmPorts, 'habits'>): PollingHabits => ({
  namespace: NAMESPACE,
  apiVersion: '2023-10-07',
  monitor: MONITOR,
  result: MONITOR,
  retryAfter: habitsOf(ports).retryAfter,
})

/** The second half of an operation's name is the same for all operations on one resource. */
const nameOf = (operation: Pick<Operation, 'id' | 'resource'>): string =>
  `${operation.id}*${createHash('sha256').update(operation.resource).digest('hex').toUpperCase()}`

const pathOf = (operation: Pick<Operation, 'id' | 'resource'>, location: string): string =>
  `/providers/${NAMESPACE}/locations/${location}/${MONITOR}/${nameOf(operation)}`

type Where = Pick<Request, 'origin' | 'apiVersion'>
type Asked = Where & Pick<Request, 'path'>

/** A client goes on with the location in the case in which it was told. */
const locationIn = (path: string): string | undefined => /\/locations\/([^/]+)\//i.exec(path)?.[1]

/** Another one whenever the answer is another one. */
function etagOf({ id, status }: Operation): string {
  const hash = createHash('sha256').update(`${id} ${status}`).digest('hex')
  return `"${hash.slice(0, 8)}-0000-0000-0000-${hash.slice(8, 20)}"`
}

function pollingHeaders(
  ports: Pick<ScvmmPorts, 'habits'>,
  { origin, apiVersion }: Where,
  operation: Operation<Work>,
  location: string,
): Record<string, string> {
  const url = `${origin}${pathOf(operation, location)}?api-version=${apiVersion}`
  const { verb } = operation.input
  return {
    'azure-asyncoperation': url,
    ...(verb === 'PUT' ? {} : { location: url }),
    'retry-after': String(habitsOf(ports).retryAfter),
  }
}

/** The headers of a call that started an operation. Only here the location is in capitals. */
export const startedHeaders = (
  ports: Pick<ScvmmPorts, 'habits'>,
  request: Where,
  operation: Operation<Work>,
): Record<string, string> =>
  pollingHeaders(ports, request, operation, operation.input.location.toUpperCase())

/** Answers a poll; undefined when there is no such operation. */
export async function answerPoll(
  ports: ScvmmPorts,
  name: string,
  request: Asked,
): Promise<Reply | undefined> {
  const found = await findOperation(ports.store, name.split('*')[0]!)
  if (found === undefined || nameOf(found).toLowerCase() !== name.toLowerCase()) return undefined
  const operation = withInput(found, workShape)
  await ports.engine.polled(operation.id)
  const { verb } = operation.input
  const location = locationIn(request.path) ?? operation.input.location
  const body = statusOf(operation, location)
  const etag = { etag: etagOf(operation) }
  if (!isRunning(operation)) return { status: 200, body, headers: etag }
  if (verb === 'PUT' || verb === 'PATCH') {
    const headers = { ...etag, 'retry-after': String(habitsOf(ports).retryAfter) }
    return { status: 200, body, headers }
  }
  const headers = { ...etag, ...pollingHeaders(ports, request, operation, location) }
  return { status: 202, body, headers }
}

const RUNNING = { PUT: 'Accepted', PATCH: 'Accepted', POST: 'InProgress', DELETE: 'Deleting' }

function statusOf(operation: Operation<Work>, location: string): Record<string, unknown> {
  const { resource, verb } = operation.input
  const isOver = !isRunning(operation)
  return {
    id: pathOf(operation, location),
    name: nameOf(operation),
    resourceId: resource,
    status: isOver ? operation.status : RUNNING[verb],
    startTime: toNetIso(operation.startedAt),
    ...(operation.endedAt === undefined ? {} : { endTime: toNetIso(operation.endedAt) }),
    ...(isOver ? { ...errorOf(operation), properties: null } : {}),
  }
}

/** As recorded: a PUT or PATCH that went well has an empty error, but of availability sets. */
function errorOf({ error, input }: Operation<Work>): Record<string, unknown> {
  if (error) return { error }
  const isEmpty = input.verb === 'PUT' || input.verb === 'PATCH'
  return isEmpty && !/\/availabilitySets\//i.test(input.resource) ? { error: {} } : {}
}
