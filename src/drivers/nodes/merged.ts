interface Observed<Report> {
  observe(signal: AbortSignal): AsyncIterable<readonly Report[]>
}

/**
 * The reports of several observed as one: a batch counts as safe for the one that it came from. Ends
 * with the first of them that ends.
 */
export async function* merged<Report>(
  sources: readonly Observed<Report>[],
  signal: AbortSignal,
): AsyncGenerator<readonly Report[]> {
  const iterators = sources.map((source) => source.observe(signal)[Symbol.asyncIterator]())
  type Came = { readonly from: number; readonly result: IteratorResult<readonly Report[]> }
  const came: (Came | { readonly error: unknown })[] = []
  let wake: () => void = () => undefined
  const ask = (from: number): void => {
    iterators[from]!.next().then(
      (result) => {
        came.push({ from, result })
        wake()
      },
      (error: unknown) => {
        came.push({ error })
        wake()
      },
    )
  }
  for (const from of iterators.keys()) ask(from)
  try {
    for (;;) {
      const first = came.shift()
      if (!first) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      if ('error' in first) throw first.error
      if (first.result.done) return
      yield first.result.value
      ask(first.from)
    }
  } finally {
    // One that waits for reports ends with the signal; the others at once.
    for (const iterator of iterators) void iterator.return?.()
  }
}
