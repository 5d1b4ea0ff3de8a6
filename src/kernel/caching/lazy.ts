/**
 * A part that is loaded when somebody first asks for it. From then on it is there at once, so that
 * whoever asks often need not wait for a promise each time.
 */
export type Lazy<T> = () => T | Promise<T>

/**
 * Loads a part once. Who asks while it is being loaded waits for the same load. A failure is the
 * askers', and the next one who asks tries again.
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
