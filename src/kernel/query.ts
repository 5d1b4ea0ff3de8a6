/** A query parameter by name; names compare without case in Azure. */
export function queryParameter(query: URLSearchParams, name: string): string | undefined {
  const exact = query.get(name)
  if (exact !== null) return exact
  const lower = name.toLowerCase()
  for (const [key, value] of query) if (key.toLowerCase() === lower) return value
  return undefined
}
