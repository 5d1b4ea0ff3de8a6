// What is to go wrong: operations that fail, calls that are refused.
import type { components } from '#contract/lazuli/types.ts'
import { admin } from '../client.ts'
import { type Reaching, type Ready, readReady } from '../ready.ts'

type Schemas = components['schemas']
type Fault = Schemas['Fault']

export interface AddOptions extends Reaching {
  readonly step?: string
  readonly status?: number
  readonly retryAfter?: number
  readonly error?: string
  readonly message?: string
  readonly times?: number
}

const faultsOf = async (ready: Ready): Promise<readonly Fault[]> =>
  (JSON.parse(await admin(ready, '/lazuli/faults')) as Schemas['FaultList']).value

const save = (ready: Ready, value: readonly Fault[]): Promise<string> =>
  admin(ready, '/lazuli/faults', { method: 'PUT', body: JSON.stringify({ value }) })

/** Adds a fault: of calls where a status is given, of operations where none is. */
export async function addFault(
  { step, status, retryAfter, error, message, times, ...reaching }: AddOptions,
  what: string,
): Promise<void> {
  const ready = await readReady(reaching)
  const code = error ?? (status === undefined ? 'InternalOperationError' : 'ServerBusy')
  const fault: Fault = {
    ...(status === undefined ? { kind: what } : { operationId: what, status }),
    ...(step === undefined ? {} : { step }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(times === undefined ? {} : { times }),
    error: { code, message: message ?? 'A fault that was asked for.' },
  }
  const faults = [...(await faultsOf(ready)), fault]
  await save(ready, faults)
  process.stdout.write(`Fault ${faults.length}: ${words(fault)}\n`)
}

/** Prints the faults with their numbers. */
export async function listFaults(reaching: Reaching): Promise<void> {
  const faults = await faultsOf(await readReady(reaching))
  const lines = faults.map((fault, i) => `${i + 1} ${words(fault)}`)
  process.stdout.write(lines.length === 0 ? 'No fault is set.\n' : `${lines.join('\n')}\n`)
}

/** Ends the fault with a number, or all of them. */
export async function removeFault(reaching: Reaching, number?: number): Promise<void> {
  const ready = await readReady(reaching)
  const faults = await faultsOf(ready)
  if (number !== undefined && number > faults.length) {
    throw new Error(`there is no fault ${number}: \`lazuli fault list\` shows ${faults.length}`)
  }
  const left = number === undefined ? [] : faults.filter((_, i) => i !== number - 1)
  await save(ready, left)
  process.stdout.write(`${faults.length - left.length} removed, ${left.length} left.\n`)
}

function words({ kind, step, operationId, status, retryAfter, error, times }: Fault): string {
  const often = times === undefined ? 'always' : times === 1 ? 'once' : `${times} times`
  const what = operationId ?? `${kind}${step === undefined ? '' : ` at ${step}`}`
  const wait = retryAfter === undefined ? '' : `, retry after ${retryAfter} s`
  return `${what}: ${status === undefined ? '' : `${status} `}${error.code}, ${often}${wait}`
}
