// The refusals that name what is at fault, in the `values` that Batch gives with each, and those of
// the pipeline among them.
import type { AzureError } from '#kernel/catalogue.ts'
import { queryParameter } from '#kernel/query.ts'
import type { RawCall, Refusals, SchemaFault } from '#kernel/service.ts'
import { type BatchErrorCode, batchError } from './errors.ts'

type Facts = Readonly<Record<string, string>>

/** An error with its `values`, in the order given: `refusal('IOError', { Reason: '...' })`. */
export const refusal = (code: BatchErrorCode, facts: Facts, cause?: unknown): AzureError =>
  batchError(
    code,
    {},
    { values: Object.entries(facts).map(([key, value]) => ({ key, value })), cause },
  )

const LONGEST_VALUE = 200
const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}...` : text
}

/** A property of the body whose value cannot be. Leave `value` out where it is a secret. */
export const invalidProperty = (name: string, reason: string, value?: unknown): AzureError =>
  refusal('InvalidPropertyValue', {
    PropertyName: name,
    ...(value === undefined ? {} : { PropertyValue: shown(value) }),
    Reason: reason,
  })

export const missingProperty = (name: string): AzureError =>
  refusal('MissingRequiredProperty', { PropertyName: name })

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

/** What is left for later, in words that say what. */
export const notImplemented = (what: string): AzureError =>
  refusal('NotImplemented', { Reason: `${what} is not served` })

/** Batch names a property by itself, without the way to it. */
const leafOf = (property: string): string =>
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

function schemaRefusal({ property, reason, keyword, value }: SchemaFault): AzureError {
  const name = leafOf(property)
  if (keyword === 'required') return missingProperty(name)
  if (keyword === 'additionalProperties') {
    return invalidBody(`The property '${property}' is not known in this api-version`)
  }
  if (!OF_VALUE.has(keyword)) {
    return invalidBody(property ? `The value of '${property}' ${reason}` : `The body ${reason}`)
  }
  return invalidProperty(name, `The value ${reason}`, SECRET.test(name) ? undefined : value)
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
  internal: (cause) => batchError('InternalError', {}, { cause }),
})
