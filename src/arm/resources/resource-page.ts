// One page of a provider's resources of one type.
import type { BodySource, Request } from '#kernel/handler.ts'
import { readRow } from '#store/read-json.ts'
import type { Reader } from '#store/tx.ts'
import { nextLink, PROVIDER_PAGE, skipToken } from '../paging.ts'
import { idKey } from '../resource-id.ts'
import { listUnreadOfType, type TypeScope } from './resource.queries.ts'
import type { ArmResource } from './resource.ts'
import type { UnreadResource } from './resource-row.ts'

export interface Page<Of> {
  readonly value: readonly Of[]
  /** Absent on the last page. */
  readonly link: { readonly nextLink?: string }
}

type Asked = Pick<Request, 'origin' | 'path' | 'query'>

export async function unreadPage<Body>(
  reader: Reader,
  request: Asked,
  scope: TypeScope,
): Promise<Page<UnreadResource<Body>>> {
  const after = skipToken(request)
  // One more than the page holds tells whether there is another page.
  const found = await listUnreadOfType<Body>(reader, scope, { after, limit: PROVIDER_PAGE + 1 })
  const value = found.slice(0, PROVIDER_PAGE)
  const isLast = found.length <= PROVIDER_PAGE
  return { value, link: isLast ? {} : { nextLink: nextLink(request, idKey(value.at(-1)!.id)) } }
}

/** The answer to a list: damaged rows are reported and left out. */
export async function listedPage<Resource extends ArmResource>(
  reader: Reader,
  request: Asked,
  scope: TypeScope,
  present: (resource: Resource) => unknown,
) {
  const { value, link } = await unreadPage(reader, request, scope)
  const listed = (unread: UnreadResource): BodySource => ({
    name: unread.id,
    parts: unread.parts,
    make: () => readRow(unread, ({ read }) => present(read() as Resource)),
  })
  return { status: 200, page: { value: value.map(listed), ...link } }
}
