import type { WireDocument, WireNode } from './document.ts'

/**
 * One document with every operation, schema and property that any of the api-versions has. Where
 * versions differ, the newer one counts. Documents come oldest first.
 */
export function union(documents: readonly WireDocument[]): WireDocument {
  return documents.reduce((older, newer) => ({
    ...newer,
    paths: merged(older.paths, newer.paths, (a, b) => ({ ...a, ...b })),
    components: {
      ...newer.components,
      schemas: merged(older.components?.schemas, newer.components?.schemas, withProperties),
    },
  }))
}

function withProperties(older: WireNode, newer: WireNode): WireNode {
  if (!older.properties || !newer.properties) return newer
  return { ...newer, properties: { ...older.properties, ...newer.properties } }
}

function merged<T>(
  older: Readonly<Record<string, T>> = {},
  newer: Readonly<Record<string, T>> = {},
  merge: (older: T, newer: T) => T,
): Record<string, T> {
  const both = Object.entries(newer).map(([key, value]): [string, T] => {
    const before = older[key]
    return [key, before === undefined ? value : merge(before, value)]
  })
  return { ...older, ...Object.fromEntries(both) }
}
