import type { FaultRule } from '#engine/faults/fault.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import { type Instant, parseInstant, toIso } from '#kernel/instant.ts'
import { listed } from '#kernel/printing/listed.ts'
import { memberFault } from './errors.ts'
import type { Kind } from './pacing/pacing.rules.ts'
import type { Schemas } from './ports.ts'

/** What faults may be about. */
export interface Known {
  /** Kinds of operations whose resources live through a failure. */
  readonly kinds: readonly Kind[]
  /** The service of each call. */
  readonly callsOf: ReadonlyMap<string, string>
  readonly services: readonly string[]
  /** Ports of drivers with their methods: `hypervisor.start`. */
  readonly ports: readonly string[]
  readonly now: Instant
}

type Member = keyof Schemas['Fault']

/** What belongs to one place of faults alone. */
const ONLY_CALLS = ['status', 'retryAfter', 'caller'] as const
const NOT_OPERATIONS = ['delayMs', 'drop'] as const

const refuse = (member: Member | '', reason: string): AzureError =>
  member === ''
    ? memberFault('InvalidFaults', 'fault', reason)
    : memberFault('InvalidFaults', member, reason)

/** The rule. Throws the refusal of what the schema cannot say, or of what there is not. */
export function ruleOf(fault: Schemas['Fault'], known: Known): FaultRule {
  const { expiresAt: expiry, ...rest } = fault
  const places = [fault.operationId ?? fault.service, fault.kind, fault.port]
  if (places.filter((place) => place !== undefined).length !== 1) {
    throw refuse('', 'Send one of operationId (or service), kind and port: where it goes wrong.')
  }
  if (fault.kind !== undefined) checkOperation(fault, fault.kind, known)
  else if (fault.port !== undefined) checkPort(fault, fault.port, known)
  else checkCall(fault, known)
  if (fault.kind === undefined && fault.step !== undefined)
    throw refuse('step', 'It is for operations.')
  if (fault.seed !== undefined && fault.share === undefined) {
    throw refuse('seed', 'It draws a share: send one.')
  }
  if (fault.share === 0) throw refuse('share', 'It would never strike.')
  const expiresAt = expiry === undefined ? undefined : parseInstant(expiry)
  if (expiresAt !== undefined && expiresAt <= known.now) {
    throw refuse('expiresAt', `It is over: here it is ${toIso(known.now)}.`)
  }
  return { ...rest, ...(expiresAt === undefined ? {} : { expiresAt }) }
}

/** Refuses members that mean nothing where the fault is. */
function refuseMembers(fault: Schemas['Fault'], members: readonly Member[], whose: string): void {
  const found = members.find((member) => fault[member] !== undefined)
  if (found) throw refuse(found, `It is ${whose}.`)
}

function checkCall(fault: Schemas['Fault'], known: Known): void {
  const { operationId, service, status, error, delayMs, drop, retryAfter } = fault
  if (service !== undefined && !known.services.includes(service)) {
    throw refuse('service', `There is no service ${service}. There are:${listed(known.services)}`)
  }
  if (operationId !== undefined) {
    const owner = known.callsOf.get(operationId)
    if (owner === undefined) throw refuse('operationId', `There is no call ${operationId}.`)
    if (service !== undefined && service !== owner) {
      throw refuse('service', `${operationId} is a call of ${owner}.`)
    }
  }
  // Some services repeat it in a header.
  if (error && !/^[!-~]+$/.test(error.code)) {
    throw refuse('error', 'A code of a refusal is a word of ASCII without spaces.')
  }
  if (error && status === undefined) throw refuse('status', 'A call needs one, from 400 to 599.')
  if (!error && status !== undefined) throw refuse('error', 'A refusal needs a code and a message.')
  if (error && drop) throw refuse('drop', 'A call is refused, or its connection is lost: not both.')
  if (!error && retryAfter !== undefined) throw refuse('retryAfter', 'It is for refusals.')
  if (!error && !drop && delayMs === undefined) {
    throw refuse('error', 'Send an error, a delayMs or a drop: what goes wrong.')
  }
}

function checkPort(fault: Schemas['Fault'], port: string, { ports }: Known): void {
  refuseMembers(fault, ONLY_CALLS, 'for calls')
  if (!ports.includes(port)) {
    throw refuse('port', `There is no ${port}. There are:${listed(ports)}`)
  }
  const { error, delayMs, drop } = fault
  if (error && drop) throw refuse('drop', 'A driver fails, or its answer is lost: not both.')
  if (!error && !drop && delayMs === undefined) {
    throw refuse('error', 'Send an error, a delayMs or a drop: what goes wrong.')
  }
}

function checkOperation(fault: Schemas['Fault'], kind: string, { kinds }: Known): void {
  refuseMembers(fault, ONLY_CALLS, 'for calls')
  refuseMembers(fault, NOT_OPERATIONS, 'for calls and drivers: operations are held or paced')
  const meant = kinds.find((each) => each.kind === kind)
  if (!meant) {
    const names = kinds.map((each) => each.kind).sort()
    throw refuse('kind', `No operation of the kind ${kind} can fail. There are:${listed(names)}`)
  }
  const steps = meant.steps.map(({ name }) => name)
  if (fault.step !== undefined && !steps.includes(fault.step)) {
    throw refuse('step', `${kind} has no step ${fault.step}. Its steps are:${listed(steps)}`)
  }
  if (!fault.error) throw refuse('error', 'An operation fails with a code and a message.')
}
