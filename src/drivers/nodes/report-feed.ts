/**
 * Reports on their way to the one observer. A batch is kept until the observer asks for the next,
 * which says that it is safe; the next observer is given what was not.
 */
export class ReportFeed<Report> {
  #handed: readonly Report[] = []
  #waiting: Report[] = []
  #wake: (() => void) | undefined
  #epoch = 0

  push(...reports: readonly Report[]): void {
    this.#waiting.push(...reports)
    this.#wake?.()
  }

  /** Puts back what the last observer was given and did not call safe; that observer ends. */
  #takeOver(): number {
    this.#waiting = [...this.#handed, ...this.#waiting]
    this.#handed = []
    this.#epoch++
    this.#wake?.()
    return this.#epoch
  }

  async *observe(
    signal: AbortSignal,
    present: () => readonly Report[],
    safe: (batch: readonly Report[]) => void = () => {},
  ): AsyncGenerator<readonly Report[]> {
    const epoch = this.#takeOver()
    this.#waiting.push(...present())
    signal.addEventListener('abort', () => this.#wake?.(), { once: true })
    while (!signal.aborted && epoch === this.#epoch) {
      safe(this.#handed)
      this.#handed = []
      if (this.#waiting.length === 0) await this.#something()
      if (signal.aborted || epoch !== this.#epoch) return
      if (this.#waiting.length === 0) continue
      this.#handed = this.#waiting
      this.#waiting = []
      yield this.#handed
    }
  }

  /** Resolves when there are reports, or when the observer is to look whether it goes on. */
  #something(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined
        resolve()
      }
    })
  }
}
