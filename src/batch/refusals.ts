// The refusals that name what is at fault, in the `values` that Batch gives with each, and those of
// the pipeline among them.
import type { AzureError } from '#kernel/catalogue.ts'
import { queryParameter } from '#kernel/query.ts'
import type { RawCall, Refusals, SchemaFault } from '#kernel/service.ts'
import { type BatchErrorCode, batchError } from './errors.ts'

type Facts = Readonly<Record<string, string>>

/** What a refusal has besides its facts. */
interface Besides {
  /** Where the property at fault stands in the body: `startTask.commandLine`. */
  readonly path?: string
  /** Fills the catalogue's words. */
  readonly what?: string
  readonly cause?: unknown
}

/** An error with its `values`, in the order given: `refusal('IOError', { Reason: '...' })`. */
export const refusal = (
  code: BatchErrorCode,
  facts: Facts,
  { path, what = '', cause }: Besides = {},
): AzureError =>
  batchError(
    code,
    { what },
    {
      values: Object.entries(facts).map(([key, value]) => ({ key, value })),
      ...(path === undefined ? {} : { target: path }),
      cause,
    },
  )

const LONGEST_VALUE = 200
const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text
}

/**
 * A property of the body whose value cannot be, by the way to it: `startTask.commandLine`. Leave
 * `value` out where it is a secret.
 */
export const invalidProperty = (path: string, reason: string, value?: unknown): AzureError =>
  invalidAs('InvalidPropertyValue', path, reason, value)

/** The same of an account on nodes, where that Azure refuses it there is assumed. */
export const invalidAccount = (path: string, reason: string, value?: unknown): AzureError =>
  invalidAs('InvalidPropertyValue:account', path, reason, value)

const invalidAs = (
  code: BatchErrorCode,
  path: string,
  reason: string,
  value: unknown,
): AzureError =>
  refusal(
    code,
    {
      PropertyName: leafOf(path),
      ...(value === undefined ? {} : { PropertyValue: shown(value) }),
      Reason: reason,
    },
    { path },
  )

export const missingProperty = (path: string): AzureError =>
  refusal('MissingRequiredProperty', { PropertyName: leafOf(path) }, { path })

export const invalidQuery = (name: string, value: string, reason: string): AzureError =>
  refusal('InvalidQueryParameterValue', {
    QueryParameterName: name,
    QueryParameterValue: shown(value),
    Reason: reason,
  })

export const invalidHeader = (name: string, value: string): AzureError =>
  refusal('InvalidHeaderValue', { HeaderName: name, HeaderValue: shown(value) })

export const missingHeader = (name: string): AzureError =>
  refusal('MissingRequiredHeader', { HeaderName: name })

const invalidBody = (reason: string): AzureError =>
  refusal('InvalidRequestBody', { Reason: reason })

/** An operation of the contract that has no handler. */
const notImplemented = (operation: string): AzureError => {
  const reason = `The operation '${operation}' is not served`
  return refusal('NotImplemented', { Reason: reason }, { what: reason })
}

/** Batch names a property by itself, without the way to it. */
export const leafOf = (property: string): string =>
  property
    .split('.')
    .at(-1)!
    .replace(/\[\d+\]$/, '')

/** Faults of a value that is of the right type: the body could be read, but not accepted. */
const OF_VALUE = new Set([
  'enum',
  'pattern',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'format',
])
const SECRET = /password|key|data|secret|sas/i

export function schemaRefusal({ property, reason, keyword, value }: SchemaFault): AzureError {
  const name = leafOf(property)
  if (keyword === 'required') return missingProperty(property)
  if (keyword === 'additionalProperties') {
    return invalidBody(`The property '${property}' is not known in this api-version`)
  }
  if (!OF_VALUE.has(keyword)) {
    return invalidBody(property ? `The value of '${property}' ${reason}` : `The body ${reason}`)
  }
  return invalidProperty(property, `The value ${reason}`, SECRET.test(name) ? undefined : value)
}

/** Query options of OData that some lists take: where one is not declared, it is refused. */
const OPTIONS = new Set(['$filter', '$select', '$expand', '$orderby', '$top', '$skip', '$count'])

/** The pipeline's refusals in Batch's words. `versions`: the api-versions that are served. */
export const refusalsOf = (versions: readonly string[]): Refusals => ({
  malformedBody: (reason) => invalidBody(reason),
  invalidBody: schemaRefusal,
  invalidQuery: (name, value, reason) =>
    /^-?\d+$/.test(value)
      ? refusal('OutOfRangeQueryParameterValue', {
          QueryParameterName: name,
          QueryParameterValue: value,
          Reason: `The value ${reason}`,
        })
      : invalidQuery(name, value, `The value ${reason}`),
  missingQuery: (name) => refusal('MissingRequiredQueryParameter', { QueryParameterName: name }),
  unknownQuery: (name, value) =>
    OPTIONS.has(name.toLowerCase())
      ? refusal('UnsupportedQueryParameter', {
          QueryParameterName: name,
          QueryParameterValue: shown(value),
        })
      : undefined,
  invalidPath: (_, value, reason) =>
    refusal('InvalidUri', { Reason: `'${shown(value)}': ${reason}` }),
  // Recorded: it names the first size that is too large.
  bodyTooLarge: (limit) => refusal('RequestBodyTooLarge', { MaxLimit: String(limit) }),
  unknownRoute: () => batchError('ResourceNotFound'),
  unsupportedMethod: () => batchError('UnsupportedHttpVerb'),
  unknownVersion: (version: string, call: RawCall) =>
    versions.some((known) => known.toLowerCase() === version.toLowerCase())
      ? batchError('UnsupportedRequestVersion')
      : invalidQuery(
          'api-version',
          queryParameter(call.query, 'api-version') ?? version,
          'The api-version is not supported',
        ),
  missingVersion: () =>
    refusal('MissingRequiredQueryParameter', { QueryParameterName: 'api-version' }),
  notServed: (operationId) => notImplemented(operationId),
  tooManyCalls: (waitS) =>
    batchError('TooManyRequests', {}, { headers: { 'retry-after': String(waitS) } }),
  internal: (cause) => batchError('InternalError', {}, { cause }),
})
