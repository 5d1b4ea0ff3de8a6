// What is to go wrong: operations that fail, calls that are refused, drivers whose answers are lost.
import type { components } from '#contract/lazuli/types.ts'
import { defined } from '#kernel/defined.ts'
import { type Reaching, type Ready, readReady } from '#library/ready/ready.ts'
import { admin } from '../../client.ts'
import { FAILED } from '../operating/operations.ts'
import { lengthIn } from './clock.ts'

type Schemas = components['schemas']
type Fault = Schemas['FaultState']

export interface AddOptions extends Reaching {
  readonly service?: string
  readonly step?: string
  readonly resource?: string
  readonly caller?: string
  readonly nth?: number
  readonly share?: number
  readonly seed?: number
  readonly times?: number
  readonly for?: string
  readonly status?: number
  readonly retryAfter?: number
  readonly delay?: string
  readonly drop?: 'before' | 'after'
  readonly error?: string
  readonly message?: string
}

const call = async <Body>(ready: Ready, method: string, path: string, body?: unknown) => {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  return JSON.parse(await admin(ready, `/lazuli/${path}`, { method, ...sent })) as Body
}

/**
 * Adds a fault: of a driver where its name has a dot in it, of calls where something is said that only
 * calls have, else of operations.
 */
export async function addFault(options: AddOptions, what?: string): Promise<void> {
  const { service, step, resource, caller, nth, share, seed, times, status } = options
  const { retryAfter, drop, delay, error, message } = options
  const ready = await readReady(options)
  const isPort = what?.includes('.') ?? false
  const isCall = [service, caller, status, delay, drop].some((value) => value !== undefined)
  const delayMs = delay === undefined ? undefined : lengthIn(delay)
  const isSilent = error === undefined && status === undefined && (drop ?? delay) !== undefined
  const code = error ?? (status === undefined ? FAILED.code : 'ServerBusy')
  const fault: Schemas['Fault'] = {
    ...(isPort
      ? { port: what! }
      : isCall
        ? defined({ operationId: what })
        : defined({ kind: what })),
    ...defined({ service, step, resource, caller, nth, share, seed, times, status, retryAfter }),
    ...defined({ drop, delayMs }),
    ...(options.for === undefined ? {} : { expiresAt: await momentAfter(ready, options.for) }),
    ...(isSilent ? {} : { error: { code, message: message ?? FAILED.message } }),
  }
  process.stdout.write(linesOf(await call<Fault>(ready, 'POST', 'faults', fault)))
}

async function momentAfter(ready: Ready, length: string): Promise<string> {
  const { now } = await call<Schemas['ClockTime']>(ready, 'GET', 'clock')
  return new Date(Date.parse(now) + lengthIn(length)).toISOString()
}

/** Prints the faults, each with its id and how often it struck. */
export async function listFaults(reaching: Reaching): Promise<void> {
  const { value } = await call<Schemas['FaultList']>(await readReady(reaching), 'GET', 'faults')
  process.stdout.write(value.length === 0 ? 'No fault is set.\n' : value.map(linesOf).join(''))
}

/** Ends the fault with an id, or all of them. */
export async function removeFault(reaching: Reaching, id?: string): Promise<void> {
  const ready = await readReady(reaching)
  if (id === undefined) {
    await call(ready, 'DELETE', 'faults')
    process.stdout.write('No fault is set any more.\n')
    return
  }
  const { hits } = await call<Fault>(ready, 'DELETE', `faults/${encodeURIComponent(id)}`)
  process.stdout.write(`Removed. It struck ${hits} time${hits === 1 ? '' : 's'}.\n`)
}

/** How often it struck, of the times when it could have. */
function struck(hits: number, seen: number): string {
  if (seen === 0) return 'has met nothing yet'
  return `struck ${hits} of ${seen} time${seen === 1 ? '' : 's'}`
}

function linesOf(fault: Fault): string {
  const { id, seen, hits, addedAt: _, error, ...rest } = fault
  const { operationId, service, kind, step, port, resource, caller, ...how } = rest
  const what = operationId ?? kind ?? port ?? `all calls of ${service}`
  const of = { ...(operationId === undefined ? {} : { service }), step, caller }
  const members = Object.entries({ ...defined(of), ...how })
  return [
    `${what}${error ? `: ${error.code}` : ''}, ${struck(hits, seen)}`,
    `  id ${id}`,
    ...(resource === undefined ? [] : [`  on ${resource}`]),
    ...members.map(([name, value]) => `  ${name} ${value}`),
    '',
  ].join('\n')
}
