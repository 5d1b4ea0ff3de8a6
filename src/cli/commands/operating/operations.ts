// Long-running operations: what is under way, and what shall wait.
import type { components } from '#contract/lazuli/types.ts'
import { type Reaching, type Ready, readReady } from '#library/ready/ready.ts'
import { admin } from '../../client.ts'

type Schemas = components['schemas']
type OperationState = Schemas['OperationState']

interface ListOptions extends Reaching {
  readonly kind?: string
  readonly all?: boolean
  readonly last: number
}

/** Prints operations, those that were begun last first. */
export async function operations({ kind, all, last, ...reaching }: ListOptions): Promise<void> {
  const filter = new URLSearchParams({ top: String(last) })
  if (!all) filter.set('running', 'true')
  if (kind !== undefined) filter.set('kind', kind)
  const value = await listed(await readReady(reaching), filter)
  const none = all
    ? 'There was no operation.'
    : 'No operation is under way; --all lists the others.'
  process.stdout.write(value.length === 0 ? `${none}\n` : value.map(linesOf).join('\n'))
}

const listed = async (ready: Ready, filter: URLSearchParams): Promise<OperationState[]> =>
  (JSON.parse(await admin(ready, `/lazuli/operations?${filter}`)) as Schemas['OperationList']).value

/** A few lines of one operation, which fit a terminal: ids that are longer stand alone. */
export function linesOf(operation: OperationState): string {
  const { id, kind, resource, status, startedAt, endedAt, error, retries, retryErrors } = operation
  return [
    `${kind} ${status}${waitOf(operation)}`,
    `  ${startedAt}${endedAt === undefined ? '' : ` to ${endedAt}`}`,
    `  id ${id}`,
    `  on ${resource.replace(/^\/subscriptions\/[^/]+\/(?:resourcegroups\/)?/, '')}`,
    ...(error ? [`  ${error.code}: ${error.message}`] : []),
    ...(retries > 0 ? [`  tried again ${retries} times, the last errors:`] : []),
    ...retryErrors.map(({ at, message }) => `    ${at} ${message.split('\n')[0]}`),
    '',
  ].join('\n')
}

function waitOf({ step, stepSince, held, dueAt, pollsLeft }: OperationState): string {
  if (step === undefined) return ''
  const since = stepSince === undefined ? '' : ` since ${stepSince.slice(11, 23)}`
  const at = `, ${held ? 'held at' : 'at'} ${step}${since}`
  if (pollsLeft !== undefined) return `${at}, ${pollsLeft} polls left`
  return dueAt === undefined ? at : `${at}, due ${dueAt}`
}

/** The error of an operation that is failed here, unless the user gives another. */
export const FAILED = { code: 'InternalOperationError', message: 'A fault that was asked for.' }

const HOLD = { hold: true } as const
const isHold = (rule: Schemas['PacingRule']): boolean => rule.pace.hold === true

/** Lets one operation wait, or all of a kind before a step. */
export async function hold(
  { resource, ...reaching }: Reaching & { readonly resource?: string },
  kind: string,
  step?: string,
): Promise<void> {
  const ready = await readReady(reaching)
  if (UUID.test(kind)) {
    if (step !== undefined || resource !== undefined) {
      throw new Error('one operation is held where it stands: name no step and no resource')
    }
    process.stdout.write(linesOf(await change(ready, kind, 'hold')))
    return
  }
  const rule = { kind, step, resource, pace: HOLD }
  await admin(ready, '/lazuli/pacing', { method: 'POST', body: JSON.stringify(rule) })
  const where = step === undefined ? 'at its longest step' : `at ${step}`
  process.stdout.write(
    `${kind} is held ${where} from now on.\n\`lazuli release ${kind}\` lets it go.\n`,
  )
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** Lets go one operation, or all of a kind, of which none is held from then on. */
export async function release(reaching: Reaching, what: string): Promise<void> {
  const ready = await readReady(reaching)
  if (UUID.test(what)) {
    await change(ready, what, 'release')
    process.stdout.write('1 operation goes on.\n')
    return
  }
  const { value } = JSON.parse(await admin(ready, '/lazuli/pacing')) as Schemas['PacingState']
  const holds = value.filter((rule) => isHold(rule) && rule.kind === what)
  for (const { id = '' } of holds) await admin(ready, `/lazuli/pacing/${id}`, { method: 'DELETE' })
  const filter = new URLSearchParams({ kind: what, running: 'true', top: '1000' })
  const held = (await listed(ready, filter)).filter((each) => each.held)
  if (holds.length === 0 && held.length === 0)
    throw new Error(`no operation of the kind ${what} is held.`)
  for (const { id } of held) await change(ready, id, 'release')
  process.stdout.write(
    `${what} is not held any more; ${held.length} operation${held.length === 1 ? '' : 's'} went on.\n`,
  )
}

/** Ends one operation as failed, with words of Azure's or one's own. */
export async function fail(
  {
    error,
    message,
    ...reaching
  }: Reaching & { readonly error?: string; readonly message?: string },
  id: string,
): Promise<void> {
  const words = { code: error ?? FAILED.code, message: message ?? FAILED.message }
  process.stdout.write(linesOf(await change(await readReady(reaching), id, 'fail', words)))
}

/** Ends one operation as canceled. */
export async function cancel(reaching: Reaching, id: string): Promise<void> {
  process.stdout.write(linesOf(await change(await readReady(reaching), id, 'cancel')))
}

async function change(
  ready: Ready,
  id: string,
  what: 'hold' | 'release' | 'fail' | 'cancel',
  body?: Schemas['ErrorWords'],
): Promise<OperationState> {
  const path = `/lazuli/operations/${encodeURIComponent(id)}/${what}`
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  return JSON.parse(await admin(ready, path, { method: 'POST', ...sent })) as OperationState
}
