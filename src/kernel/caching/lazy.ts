/**
 * A part that is loaded at its first use. From then on it is there at once, so that frequent callers
 * need not wait for a promise each time.
 */
export type Lazy<T> = () => T | Promise<T>

/**
 * Loads a part once. Callers that come while it is being loaded wait for the same load. A failure is
 * theirs, and the next call tries again.
 */
export function lazy<T>(load: () => T | Promise<T>): Lazy<T> {
  let found: { readonly part: T } | undefined
  let loading: Promise<T> | undefined
  const keep = (part: T): T => {
    found = { part }
    return part
  }
  const ended = (): void => {
    loading = undefined
  }
  return () => {
    if (found) return found.part
    loading ??= Promise.resolve().then(load).then(keep).finally(ended)
    return loading
  }
}
