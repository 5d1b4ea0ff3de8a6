// The forms of Batch's successful answers: status and headers of each. Printing is `write.ts`.
import type { Reply, Request } from '#kernel/handler.ts'
import { toHttpDate } from '#kernel/instant.ts'
import type { Version } from './preconditions.ts'

type Call = Pick<Request, 'origin' | 'path'>

/** The URL of a resource on the host that the client used: `urlOf(request, 'jobs', id)`. */
export const urlOf = (request: Pick<Request, 'origin'>, ...parts: readonly string[]): string =>
  `${request.origin}/${parts.map(encoded).join('/')}`

/** A colon, as in the names of a schedule's jobs, stands as it is. */
const encoded = (part: string): string => encodeURIComponent(part).replaceAll('%3A', ':')

const versionHeaders = (version: Version | undefined): Record<string, string> =>
  version ? { ETag: version.etag, 'Last-Modified': toHttpDate(version.lastModified) } : {}

/** 200 with a body: a resource with its version, or a page, which has none. */
export const found = (body: unknown, version?: Version): Reply => ({
  status: 200,
  headers: versionHeaders(version),
  body,
})

/** 201 for what was added at `url`. */
export const created = (url: string, version?: Version): Reply => ({
  status: 201,
  headers: { ...versionHeaders(version), DataServiceId: url, Location: url },
})

/** 200 without a body: changed at once. The URL is the call's own, an action's included. */
export const done = (request: Call, version?: Version): Reply => changed(200, request, version)

/** 202: the change goes on. */
export const accepted = (request: Call, version?: Version): Reply => changed(202, request, version)

/** 204: changed at once. */
export const noContent = (request: Call, version?: Version): Reply => changed(204, request, version)

/** 202 for a deletion, which tells nothing else. */
export const deleting = (): Reply => ({ status: 202 })

/** 200 for what is gone at once. */
export const deleted = (): Reply => ({ status: 200 })

const changed = (status: number, request: Call, version: Version | undefined): Reply => ({
  status,
  headers: { ...versionHeaders(version), DataServiceId: `${request.origin}${request.path}` },
})
