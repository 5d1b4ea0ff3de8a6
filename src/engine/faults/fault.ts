// A fault as a user asks for it: where something is to go wrong, how often, and what it is.
import type { Instant } from '#kernel/instant.ts'
import type { OperationError } from '../operation.ts'

/** Where: a call by `operationId` or `service`, a step of an operation, or a call of a driver. */
interface FaultPlace {
  readonly operationId?: string
  readonly service?: string
  /** Kind of operation. */
  readonly kind?: string
  /** Of the operation; absent: the first. */
  readonly step?: string
  /** `hypervisor.deleteCheckpoint`. */
  readonly port?: string
  /** The resource's id or path, in any case: it and all that is in it. */
  readonly resource?: string
  /** Name of the one who calls. */
  readonly caller?: string
}

/** How often: all that is named must fit. */
interface FaultCount {
  /** Only the n-th time, from 1. */
  readonly nth?: number
  /** Such a share of the times, drawn by `seed`. */
  readonly share?: number
  readonly seed?: number
  /** How many times at most. */
  readonly times?: number
  readonly expiresAt?: Instant
}

export interface FaultEffect {
  readonly error?: OperationError
  /** Of a call that is refused. */
  readonly status?: number
  /** Seconds, as a header of the refusal. */
  readonly retryAfter?: number
  /** Real milliseconds that pass before all else. */
  readonly delayMs?: number
  /** The connection is lost before or after the work was done. */
  readonly drop?: 'before' | 'after'
}

export type FaultRule = FaultPlace & FaultCount & FaultEffect

/** A fault that was added. */
export interface Fault {
  readonly id: string
  readonly rule: FaultRule
  readonly addedAt: Instant
  /** How often it was about what happened. */
  readonly seen: number
  /** How often it let that go wrong. */
  readonly hits: number
}

/** Something that happens, and may go wrong. */
export type Occasion =
  | {
      readonly operationId: string
      readonly service: string
      readonly resource: string
      readonly caller: string | undefined
    }
  | {
      readonly kind: string
      readonly step: string
      readonly isFirst: boolean
      readonly resource: string
    }
  | { readonly port: string; readonly resource: string }

/** Whether a resource is the other one, or in it. */
export const isWithin = (resource: string, whole: string): boolean => {
  const [inner, outer] = [resource.toLowerCase(), whole.toLowerCase().replace(/\/+$/, '')]
  return inner === outer || inner.startsWith(`${outer}/`)
}

/** Whether the rule is about it. */
export function isAbout(rule: FaultRule, occasion: Occasion): boolean {
  if (rule.resource !== undefined && !isWithin(occasion.resource, rule.resource)) return false
  if ('port' in occasion) return rule.port === occasion.port
  if ('kind' in occasion) {
    const { kind, step } = rule
    return (
      kind === occasion.kind && (step === undefined ? occasion.isFirst : step === occasion.step)
    )
  }
  if (rule.operationId === undefined && rule.service === undefined) return false
  return (
    (rule.operationId === undefined || rule.operationId === occasion.operationId) &&
    (rule.service === undefined || rule.service === occasion.service) &&
    (rule.caller === undefined || rule.caller === occasion.caller)
  )
}

export const isOver = ({ rule }: Pick<Fault, 'rule'>, now: Instant): boolean =>
  rule.expiresAt !== undefined && rule.expiresAt <= now

/** Whether it strikes now that it is about something for the time `seen`, from 1. */
export function strikes({ rule, hits }: Pick<Fault, 'rule' | 'hits'>, seen: number): boolean {
  const { nth, share, seed = 0, times } = rule
  if (times !== undefined && hits >= times) return false
  if (nth !== undefined && seen !== nth) return false
  return share === undefined || drawn(seed, seen) < share
}

/** From 0 to 1, evenly, and the same for the same two numbers: a mixing step of splitmix32. */
function drawn(seed: number, n: number): number {
  let mixed = (Math.imul(seed, 0x9e3779b1) + Math.imul(n, 0x85ebca6b)) | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
}
