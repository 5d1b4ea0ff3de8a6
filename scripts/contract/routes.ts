import type { RouteEntry } from '../../contract/generated/route-entry.ts'
import type { WireDocument } from './document.ts'

const methods = ['get', 'put', 'post', 'patch', 'delete', 'head'] as const

/** Every operation of every api-version once, ordered by path and method. */
export function routesOf(documents: ReadonlyMap<string, WireDocument>): RouteEntry[] {
  const found = new Map<string, RouteEntry>()
  for (const [version, document] of documents) {
    for (const [path, item] of Object.entries(document.paths)) {
      for (const method of methods) {
        const operation = item[method]
        if (!operation?.operationId) continue
        const { operationId } = operation
        const marks = {
          ...(operation['x-ms-long-running-operation'] ? { isLong: true as const } : {}),
          ...(operation['x-ms-pageable'] ? { isPaged: true as const } : {}),
        }
        const key = `${path} ${method} ${operationId}`
        const known = found.get(key)
        if (known) found.set(key, { ...known, versions: [...known.versions, version] })
        else found.set(key, { operationId, method, path, versions: [version], ...marks })
      }
    }
  }
  const keys = [...found.keys()].sort()
  return keys.flatMap((key) => found.get(key) ?? [])
}

export function routesText(routes: readonly RouteEntry[], versions: readonly string[]): string {
  const lines = routes.map((route) => {
    const members = [
      `operationId: '${route.operationId}'`,
      `method: '${route.method}'`,
      `path: '${route.path}'`,
      route.versions.length === versions.length ? 'versions' : `versions: ${list(route.versions)}`,
      ...(route.isLong ? ['isLong: true'] : []),
      ...(route.isPaged ? ['isPaged: true'] : []),
    ]
    return `  { ${members.join(', ')} },`
  })
  return `import type { RouteEntry } from '../route-entry.ts'

/** The api-versions of the contract, oldest first. */
export const versions: readonly string[] = ${list(versions)}

export const routes: readonly RouteEntry[] = [
${lines.join('\n')}
]
`
}

function list(values: readonly string[]): string {
  return `[${values.map((value) => `'${value}'`).join(', ')}]`
}
