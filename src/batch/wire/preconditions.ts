import type { Request } from '#kernel/handler.ts'
import { type Instant, parseInstant } from '#kernel/instant.ts'
import { batchError } from '../errors.ts'
import { invalidHeader } from '../refusals.ts'

/** What condition headers are held against. */
export interface Version {
  readonly etag: string
  readonly lastModified: Instant
}

type Call = Pick<Request, 'headers' | 'method'>

/** Throws where a resource's version is not the one that a caller wants. */
export type Precondition = (version: Version) => void

/** What the call's condition headers ask of a resource, for commands, which know no calls. */
export const preconditionOf =
  (request: Call): Precondition =>
  (version) =>
    preconditions(request, version)

/**
 * Refuses the call when its condition headers do not hold for the resource's present version. Only
 * for the operations that declare them: pools, jobs, job schedules, tasks. Files have no ETag, and
 * one that has changed since is refused as such, read or not.
 */
export function preconditions(request: Call, version: Version | Omit<Version, 'etag'>): void {
  const ifMatch = header(request, 'if-match')
  const ifNoneMatch = header(request, 'if-none-match')
  const modifiedSince = date(request, 'if-modified-since')
  const unmodifiedSince = date(request, 'if-unmodified-since')
  const clash =
    (ifMatch !== undefined && ifNoneMatch !== undefined) ||
    (modifiedSince !== undefined && unmodifiedSince !== undefined)
  if (clash) throw batchError('MultipleConditionHeadersNotSupported')
  const etag = 'etag' in version ? version.etag : undefined
  // HTTP dates have whole seconds.
  const changed = Math.floor(version.lastModified / 1000) * 1000
  const holds =
    (ifMatch === undefined || etag === undefined || names(ifMatch, etag)) &&
    (ifNoneMatch === undefined || etag === undefined || !names(ifNoneMatch, etag)) &&
    (modifiedSince === undefined || changed > modifiedSince) &&
    (unmodifiedSince === undefined || changed <= unmodifiedSince)
  if (holds) return
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const isChanged = etag === undefined && unmodifiedSince !== undefined && changed > unmodifiedSince
  throw batchError(isRead && !isChanged ? 'ConditionNotMet:read' : 'ConditionNotMet')
}

/** Batch writes ETags without quotes; clients may put them, and send several. */
const names = (list: string, etag: string): boolean =>
  list
    .split(',')
    .map((item) =>
      item
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .some((item) => item === '*' || item.toLowerCase() === etag.toLowerCase())

function header(request: Call, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(',') : value
}

function date(request: Call, name: string): Instant | undefined {
  const value = header(request, name)
  if (value === undefined) return undefined
  const at = parseInstant(value)
  if (at === undefined) throw invalidHeader(name, value)
  return at
}
