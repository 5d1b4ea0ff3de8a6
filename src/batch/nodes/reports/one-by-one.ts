// Takes batches of reports so that one which cannot be taken holds up no other.

/** How often one that fails is tried again, while others do not fail. */
const MOST_TRIES = 3
/** A store that is away may say so slowly: it is not asked once for each report. */
const PATIENCE_MS = 5_000

/**
 * Takes a batch at once. Where that fails, each report of it by itself: one that fails is tried again
 * with the batches after it, and given up in the end. Where all fail the store does, and none is.
 */
export function oneByOne<Report extends object>(
  take: (reports: readonly Report[]) => Promise<void>,
  onGivenUp: (report: Report, error: unknown) => void,
): (reports: readonly Report[]) => Promise<void> {
  const tries = new WeakMap<Report, number>()
  return async (reports) => {
    try {
      return await take(reports)
    } catch (error) {
      if (reports.length === 1) throw error
    }
    const began = performance.now()
    const failed: { readonly report: Report; readonly error: unknown }[] = []
    for (const [index, report] of reports.entries()) {
      try {
        await take([report])
      } catch (error) {
        failed.push({ report, error })
        const hasTakenNone = failed.length === index + 1
        if (hasTakenNone && performance.now() - began > PATIENCE_MS) throw error
      }
    }
    const isOfStore = failed.length === reports.length
    const again = failed.filter(({ report, error }) => {
      if (isOfStore) return true
      const count = (tries.get(report) ?? 0) + 1
      tries.set(report, count)
      if (count < MOST_TRIES) return true
      onGivenUp(report, error)
      return false
    })
    if (again[0]) throw again[0].error
  }
}
