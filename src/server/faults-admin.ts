// What is to go wrong, as the admin API takes it: `GET` and `PUT /lazuli/faults`.
import type { Engine } from '#engine/engine.ts'
import { canFail, type OperationFault, type OperationFaults } from '#engine/faults.ts'
import type { Service } from '#kernel/service.ts'
import type { CallFault, CallFaults } from './call-faults.ts'
import { type AdminCall, adminReply } from './front.ts'

const LONGEST_BODY = 65_536
const MOST_FAULTS = 100

export interface FaultsParts {
  readonly engine: Pick<Engine, 'kinds'>
  readonly services: readonly Pick<Service, 'routes'>[]
  readonly operations: Pick<OperationFaults, 'set'>
  readonly calls: Pick<CallFaults, 'set'>
}

type Fault = OperationFault | CallFault

export function faultsAdmin(parts: FaultsParts): Record<string, AdminCall> {
  let faults: readonly Fault[] = []
  return {
    'GET faults': () => adminReply(200, { value: faults }),
    async 'PUT faults'(exchange) {
      const bytes = await exchange.readBody(LONGEST_BODY)
      const wished = bytes && faultsIn(bytes)
      const why = wished ? await unknownIn(wished, parts) : SHAPE
      if (!wished || why) {
        return adminReply(400, { error: { code: 'InvalidFaults', message: why } })
      }
      faults = wished
      parts.operations.set(faults.filter((fault) => 'kind' in fault))
      parts.calls.set(faults.filter((fault) => 'operationId' in fault))
      return adminReply(200, { value: faults })
    },
  }
}

const SHAPE =
  'Send {"value": [{"kind": "ManagedClusters_Create", "step"?: name, "error": {"code", "message"}, ' +
  '"times"?: n}]}, or with "operationId": "ManagedClusters_Get", "status": 400 to 599 and ' +
  '"retryAfter"?: seconds in place of kind and step.'

/** What a fault names that there is not: it would be waited for in vain. */
async function unknownIn(
  faults: readonly Fault[],
  { engine, services }: FaultsParts,
): Promise<string | undefined> {
  const kinds = (await engine.kinds()).filter(canFail)
  for (const fault of faults) {
    if ('operationId' in fault) {
      const isKnown = services.some(({ routes }) =>
        routes.some(({ operationId }) => operationId === fault.operationId),
      )
      if (!isKnown) return `There is no call ${fault.operationId}.`
      continue
    }
    const kind = kinds.find((each) => each.kind === fault.kind)
    if (!kind) {
      const known = kinds.map((each) => each.kind).sort()
      return `No operation of the kind ${fault.kind} can fail. There are ${known.join(', ')}.`
    }
    const steps = kind.steps.map(({ name }) => name)
    if (fault.step !== undefined && !steps.includes(fault.step)) {
      return `${fault.kind} has no step ${fault.step}. Its steps are ${steps.join(', ')}.`
    }
  }
  return undefined
}

function faultsIn(bytes: Uint8Array): readonly Fault[] | undefined {
  try {
    const { value } = JSON.parse(new TextDecoder().decode(bytes)) as { value?: unknown }
    return Array.isArray(value) && value.length <= MOST_FAULTS && value.every(isFault)
      ? value
      : undefined
  } catch {
    return undefined
  }
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== ''
const isWhole = (value: unknown, least: number, most = 1e9): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) <= most

function isFault(value: unknown): value is Fault {
  if (typeof value !== 'object' || value === null) return false
  const { error, times, kind, step, operationId, status, retryAfter, ...others } = value as Record<
    string,
    unknown
  >
  const { code, message } = (error ?? {}) as Record<string, unknown>
  if (Object.keys(others).length > 0 || !isText(code) || !isText(message)) return false
  if (times !== undefined && !isWhole(times, 1)) return false
  const isOfCall = operationId !== undefined && kind === undefined && step === undefined
  if (isOfCall) {
    const waits = retryAfter === undefined || isWhole(retryAfter, 0)
    return isText(operationId) && isWhole(status, 400, 599) && waits
  }
  const isOfOperation = operationId === undefined && status === undefined
  return (
    isOfOperation &&
    retryAfter === undefined &&
    isText(kind) &&
    (step === undefined || isText(step))
  )
}
