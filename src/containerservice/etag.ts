// The version of a cluster or a pool, and the condition headers that are held against it.
import type { ArmResource } from '#arm/resources/resource.ts'
import type { Request } from '#kernel/handler.ts'
import { aksError } from './errors.ts'

type Versioned = Pick<ArmResource, 'revision'>

/** Changes with every save of the row. Azure's is a guid too, which says nothing more. */
export const etagOf = ({ revision }: Versioned): string =>
  `00000000-0000-4000-8000-${revision.toString(16).padStart(12, '0')}`

type Call = Pick<Request, 'headers' | 'method' | 'apiVersion'>

/** The first api-versions whose operations declare the headers; before, they are ignored. */
const FIRST = { stable: '2024-09-01', preview: '2024-03-02-preview' }

/** What is there is to be the version that the caller knows, and what is absent is not to be known. */
export function checkConditions(call: Call, found: Versioned | undefined): void {
  const kind = call.apiVersion.toLowerCase().endsWith('-preview') ? 'preview' : 'stable'
  if (call.apiVersion.toLowerCase() < FIRST[kind]) return
  const ifMatch = condition(call, 'if-match')
  const ifNoneMatch = call.method === 'PUT' ? condition(call, 'if-none-match') : ''
  if (ifNoneMatch !== '' && ifNoneMatch !== '*') throw aksError('BadRequest:if-none-match')
  if (ifMatch !== '' && ifNoneMatch !== '') throw aksError('BadRequest:conditions')
  if (ifNoneMatch === '*' && found) throw aksError('PreconditionFailed:exists')
  if (ifMatch === '') return
  if (!found) {
    // A PATCH of what is absent is refused as such, and a DELETE has nothing to do.
    if (call.method === 'PUT') throw aksError('PreconditionFailed:absent')
    return
  }
  if (ifMatch !== '*' && ifMatch.toLowerCase() !== etagOf(found)) {
    throw aksError('PreconditionFailed', { sent: ifMatch, etag: etagOf(found) })
  }
}

/** The header's ETag, which clients send with quotes or without; empty where there is none. */
function condition({ headers }: Call, name: string): string {
  const sent = headers[name] ?? ''
  const value = typeof sent === 'string' ? sent : sent.join(',')
  return value
    .trim()
    .replace(/^W\//, '')
    .replace(/^"(.*)"$/, '$1')
}
