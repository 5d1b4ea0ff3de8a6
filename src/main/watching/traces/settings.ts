// The variables of OpenTelemetry that are read, as its specification names them.
import type { Attributes } from './span.ts'

/** Whether a trace that begins here is kept. */
type Sampler = (traceId: string) => boolean

export interface TraceSettings {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Certificates in PEM that are trusted in place of the machine's. */
  readonly certificateFile: string | undefined
  readonly resource: Attributes
  readonly isSampled: Sampler
  /** Those of a caller are kept as the caller says. */
  readonly followsParent: boolean
  readonly delayMs: number
}

type Variables = Readonly<Record<string, string | undefined>>

/** Undefined where traces are not wanted. A value that cannot be used is a `RangeError`. */
export function traceSettings(variables: Variables): TraceSettings | undefined {
  const given = (name: string): string | undefined => variables[name]?.trim() || undefined
  const of = (name: string): string | undefined =>
    given(`OTEL_EXPORTER_OTLP_TRACES_${name}`) ?? given(`OTEL_EXPORTER_OTLP_${name}`)
  const base = given('OTEL_EXPORTER_OTLP_ENDPOINT')
  const own = given('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const endpoint = own ?? (base && `${base.replace(/\/+$/, '')}/v1/traces`)
  if (endpoint === undefined || given('OTEL_SDK_DISABLED')?.toLowerCase() === 'true') {
    return undefined
  }
  if (given('OTEL_TRACES_EXPORTER')?.toLowerCase() === 'none') return undefined
  const protocol = of('PROTOCOL') ?? 'http/json'
  if (!protocol.startsWith('http/')) {
    throw wrong('OTEL_EXPORTER_OTLP_PROTOCOL', protocol, 'traces go by HTTP alone: say http/json')
  }
  const sampler = given('OTEL_TRACES_SAMPLER') ?? 'parentbased_always_on'
  return {
    url: urlOf(
      own ? 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' : 'OTEL_EXPORTER_OTLP_ENDPOINT',
      endpoint,
    ),
    headers: pairsOf('OTEL_EXPORTER_OTLP_HEADERS', of('HEADERS')),
    certificateFile: of('CERTIFICATE'),
    resource: {
      'service.name': 'lazuli',
      ...pairsOf('OTEL_RESOURCE_ATTRIBUTES', given('OTEL_RESOURCE_ATTRIBUTES')),
      ...(given('OTEL_SERVICE_NAME') ? { 'service.name': given('OTEL_SERVICE_NAME') } : {}),
    },
    isSampled: samplerOf(sampler, given('OTEL_TRACES_SAMPLER_ARG')),
    followsParent: sampler.startsWith('parentbased_'),
    delayMs: numberOf('OTEL_BSP_SCHEDULE_DELAY', given('OTEL_BSP_SCHEDULE_DELAY') ?? '5000', 1e7),
  }
}

const wrong = (name: string, value: string, reason: string): RangeError =>
  new RangeError(`${name} is '${value.slice(0, 200)}': ${reason}.`)

function urlOf(name: string, value: string): URL {
  const url = URL.parse(value)
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return url
  throw wrong(name, value, 'it has to be an address such as http://localhost:4318')
}

function numberOf(name: string, value: string, most: number): number {
  const number = Number(value)
  if (number >= 0 && number <= most) return number
  throw wrong(name, value, `it has to be a number from 0 to ${most}`)
}

/** `name=value,other=value`, percent-encoded. */
function pairsOf(name: string, text = ''): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.trim() !== '')
  return Object.fromEntries(
    pairs.map((pair) => {
      const [key = '', ...value] = pair.split('=')
      if (key.trim() === '' || value.length === 0) {
        throw wrong(name, '…', 'it has to be a list such as name=value,other=value')
      }
      try {
        return [key.trim(), decodeURIComponent(value.join('=').trim())]
      } catch {
        throw wrong(name, '…', 'a value of it is not percent-encoded as it should be')
      }
    }),
  )
}

function samplerOf(name: string, ratio = '1'): Sampler {
  switch (name.replace(/^parentbased_/, '')) {
    case 'always_on':
      return () => true
    case 'always_off':
      return () => false
    case 'traceidratio': {
      const share = numberOf('OTEL_TRACES_SAMPLER_ARG', ratio, 1)
      return (traceId) => Number.parseInt(traceId.slice(-8), 16) < share * 2 ** 32
    }
    default:
      throw wrong(
        'OTEL_TRACES_SAMPLER',
        name,
        'there are always_on, always_off and traceidratio, each also after parentbased_',
      )
  }
}
