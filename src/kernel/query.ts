/**
 * The query of a call. Names that it does not have are asked for more often than those that it has: they are
 * put into lower case once. It stays as it was made.
 */
export class CallQuery extends URLSearchParams {
  readonly #inAnyCase = new Map<string, string>()

  constructor(text: string) {
    super(text)
    for (const [name, value] of this) {
      const lower = name.toLowerCase()
      if (!this.#inAnyCase.has(lower)) this.#inAnyCase.set(lower, value)
    }
  }

  inAnyCase(name: string): string | undefined {
    return this.get(name) ?? this.#inAnyCase.get(name.toLowerCase())
  }
}

/** A query parameter by name; names compare without case in Azure. */
export function queryParameter(query: URLSearchParams, name: string): string | undefined {
  if (query instanceof CallQuery) return query.inAnyCase(name)
  const exact = query.get(name)
  if (exact !== null) return exact
  const lower = name.toLowerCase()
  for (const [key, value] of query) if (key.toLowerCase() === lower) return value
  return undefined
}
