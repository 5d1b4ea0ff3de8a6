// What an agent elsewhere may report: of its own node, and in the shape that it should have. Pure.
import type { AgentReport, UsageReading } from '../port.ts'

type Values = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Values => typeof value === 'object' && value !== null
/** What a store takes for sure: one report that cannot be saved would come again and again. */
const LONGEST_TEXT = 2 ** 20
const LONGEST_LIST = 10_000
/** The end of the year 9999. */
const LAST_TIME = 253_402_300_799_999
/** Three centuries of one processor. */
const LONGEST_MS = 1e13

const isText = (value: unknown): boolean =>
  typeof value === 'string' && value.length <= LONGEST_TEXT
const isId = (value: unknown): boolean =>
  typeof value === 'string' && /^[\x21-\x7e]{1,200}$/.test(value)
const isTime = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LAST_TIME
const isOptional =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || is(value)
const isListOf =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.length <= LONGEST_LIST && value.every(is)
const isWhole = (value: unknown): boolean => Number.isSafeInteger(value)
const isShaped =
  (shape: Readonly<Record<string, (value: unknown) => boolean>>) =>
  (value: unknown): boolean =>
    isRecord(value) && Object.entries(shape).every(([name, is]) => is(value[name]))

const details = isOptional(isListOf(isShaped({ name: isText, value: isText })))
const failure = isShaped({
  category: (value) => value === 'UserError' || value === 'ServerError',
  code: isText,
  message: isText,
  details,
})
const capabilities = isShaped({
  processes: (value) => typeof value === 'boolean',
  separation: (value) => value === 'uid' || value === 'bwrap' || value === 'none',
  controlGroups: (value) => typeof value === 'boolean',
  containerRuntimes: isListOf(isText),
})
const duration = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && value <= LONGEST_MS
const ofAttempt = { attemptId: isId, at: isTime }

const SHAPES: Readonly<Record<AgentReport['kind'], (value: unknown) => boolean>> = {
  nodeUp: isShaped({
    at: isTime,
    attempts: isListOf(isId),
    bootId: isOptional(isId),
    capabilities,
  }),
  nodeFaulty: isShaped({ at: isTime, code: isText, message: isText, details }),
  nodeDown: isShaped({ at: isTime }),
  nodeUnknown: isShaped({ at: isTime }),
  started: isShaped(ofAttempt),
  coordinated: isShaped(ofAttempt),
  lost: isShaped(ofAttempt),
  exited: isShaped({
    attemptId: isId,
    startedAt: isTime,
    endedAt: isTime,
    cpu: isOptional(isShaped({ userMs: duration, kernelMs: duration })),
    exitCode: isOptional(isWhole),
    signal: isOptional(isWhole),
    failure: isOptional(failure),
    container: isOptional(isShaped({ id: isText, state: isText, error: isOptional(isText) })),
  }),
}

const size = (value: unknown): boolean =>
  typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER
const reading = isShaped({
  at: duration,
  run: isText,
  processors: (value) => Number.isInteger(value) && (value as number) > 0,
  nodes: isListOf(isShaped({ nodeId: isId, cpuMs: duration, memoryBytes: size, diskBytes: size })),
})

/** Whether it is what an agent of that node may say that its node takes. */
export const isReadingOf = (nodeId: string, given: unknown): given is UsageReading =>
  reading(given) && (given as UsageReading).nodes.every((node) => node.nodeId === nodeId)

/** Whether an agent of that node may say this. */
export function isReportOf(nodeId: string, report: unknown): report is AgentReport {
  if (!isRecord(report) || report.nodeId !== nodeId) return false
  const { kind } = report
  return typeof kind === 'string' && Object.hasOwn(SHAPES, kind)
    ? SHAPES[kind as AgentReport['kind']](report)
    : false
}
