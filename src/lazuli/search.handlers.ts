import { queryParameter } from '#kernel/query.ts'
import type { Handlers, LazuliPorts, Schemas } from './ports.ts'
import { groupsNamed, operationsNamed, resourcesNamed } from './search.queries.ts'

type Result = Schemas['SearchResult']

/** The journal keeps no more. */
const MOST_CALLS = 1000

export const searchHandlers = {
  async Search_Find({ query }, ports) {
    const text = queryParameter(query, 'id')!
    const most = Number(queryParameter(query, 'top') ?? 10)
    const key = text.toLowerCase()
    const { store, batch, snapshots } = ports
    const of = <Row>(kind: Result['kind'], rows: readonly Row[]) =>
      rows.map((row) => ({ kind, ...row }))
    const saved = (await snapshots.list()).filter(({ name }) => name.toLowerCase().includes(key))
    const value: Result[] = [
      ...of('group', await groupsNamed(store, key, most)),
      ...of('resource', await resourcesNamed(store, key, most)),
      ...(await batch.search(text, most)),
      ...of('operation', await operationsNamed(store, key, most)),
      ...saved.slice(0, most).map(({ name }) => ({ kind: 'snapshot' as const, id: name })),
      ...callsNamed(ports, key, most),
    ]
    return { status: 200, body: { value } }
  },
} satisfies Handlers

function callsNamed({ journal }: LazuliPorts, key: string, most: number): Result[] {
  const calls = journal
    .list(MOST_CALLS)
    .filter(({ requestId, correlationId }) =>
      [requestId, correlationId].some((id) => id.toLowerCase().startsWith(key)),
    )
  return calls.slice(0, most).map(({ id, operationId, status }) => ({
    kind: 'call',
    id: String(id),
    ...(operationId !== undefined && { type: operationId }),
    state: String(status),
  }))
}
