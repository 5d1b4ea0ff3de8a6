// All that is kept only to be quicker, in one list. What is kept is a function of its key alone, so
// any of it may go at any moment without any answer changing: a test lets that happen under load.

export interface Cache {
  /** What it keeps, in a few words. */
  readonly name: string
  /** Forgets all of it. */
  drop(): void
}

/** Weakly: a cache goes with what it belongs to. */
const registered = new Set<WeakRef<Cache>>()

/** Puts a cache on the list. Answers the same. */
export function registerCache<Kept extends Cache>(cache: Kept): Kept {
  registered.add(new WeakRef(cache))
  return cache
}

/** Those that are in use. */
export function caches(): Cache[] {
  const alive: Cache[] = []
  for (const reference of registered) {
    const cache = reference.deref()
    if (cache) alive.push(cache)
    else registered.delete(reference)
  }
  return alive
}
