import { ReportFeed } from '../report-feed.ts'

/** Reports that are made here: the code that makes one can wait until it is safe. */
export class ToldFeed<Report extends object> {
  readonly #feed = new ReportFeed<Report>()
  readonly #waiting = new Map<Report, () => void>()

  /** Resolves once an observer has called the report safe. */
  tell(report: Report): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(report, resolve)
      this.#feed.push(report)
    })
  }

  observe(signal: AbortSignal): AsyncIterable<readonly Report[]> {
    return this.#feed.observe(
      signal,
      () => [],
      (batch) => {
        for (const report of batch) {
          this.#waiting.get(report)?.()
          this.#waiting.delete(report)
        }
      },
    )
  }
}
