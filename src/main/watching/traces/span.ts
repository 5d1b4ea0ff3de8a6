// A span, and how OTLP writes it as JSON.

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** What follows from something is of the same trace, below it. */
export interface SpanContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  /** 16 hexadecimal digits. */
  readonly spanId: string
  readonly isSampled: boolean
}

export interface SpanEvent {
  readonly name: string
  readonly atMs: number
  readonly attributes: Attributes
}

export interface Span {
  readonly context: SpanContext
  readonly parentId?: string | undefined
  readonly name: string
  readonly kind: keyof typeof KINDS
  /** Milliseconds of the epoch, with their fractions. */
  readonly startMs: number
  readonly endMs: number
  readonly attributes: Attributes
  readonly events?: readonly SpanEvent[]
  /** What went wrong. Absent: nothing did. */
  readonly error?: string | undefined
}

/** The numbers that OTLP has for them. */
const KINDS = { internal: 1, server: 2, consumer: 5 } as const
const ERROR_STATUS = 2

const nanoseconds = (ms: number): string => String(BigInt(Math.round(ms * 1000)) * 1000n)

const otlpValue = (value: string | number | boolean) => {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value }
}

const attributesOf = (attributes: Attributes) =>
  Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: otlpValue(value) }],
  )

const spanOf = ({ context, parentId, name, kind, startMs, endMs, ...more }: Span) => ({
  traceId: context.traceId,
  spanId: context.spanId,
  ...(parentId === undefined ? {} : { parentSpanId: parentId }),
  name,
  kind: KINDS[kind],
  startTimeUnixNano: nanoseconds(startMs),
  endTimeUnixNano: nanoseconds(endMs),
  attributes: attributesOf(more.attributes),
  events: (more.events ?? []).map((event) => ({
    name: event.name,
    timeUnixNano: nanoseconds(event.atMs),
    attributes: attributesOf(event.attributes),
  })),
  status: more.error === undefined ? {} : { code: ERROR_STATUS, message: more.error },
})

/** The body of an export: `resource` says whose spans they are. */
export const exportOf = (spans: readonly Span[], resource: Attributes, version: string): string => {
  const scopeSpans = [{ scope: { name: 'lazuli', version }, spans: spans.map(spanOf) }]
  const attributes = attributesOf(resource)
  return JSON.stringify({ resourceSpans: [{ resource: { attributes }, scopeSpans }] })
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/
const NOTHING = /^0+$/

/** What W3C's `traceparent` says of the caller's span; undefined where it is none that counts. */
export function parentIn(header: unknown): SpanContext | undefined {
  if (typeof header !== 'string') return undefined
  const [, version, traceId = '', spanId = '', flags = '', rest] = TRACEPARENT.exec(header) ?? []
  if (version === undefined || version === 'ff' || (version === '00' && rest)) return undefined
  if (NOTHING.test(traceId) || NOTHING.test(spanId)) return undefined
  return { traceId, spanId, isSampled: (Number.parseInt(flags, 16) & 1) === 1 }
}
