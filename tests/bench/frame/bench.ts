// What a bench is and what it may say. A file `NAME.bench.ts` in a folder beside this one exports
// one as `bench`; `npm run bench` finds it there, and `npm test` runs our own side of it in its small size.

/** What shall hold of a figure. */
export type Aim = { readonly atLeast: number } | { readonly atMost: number }

export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit?: string
  readonly aim?: Aim
}

/** Points of one line, by rising x. */
export interface Series {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

export interface Curve {
  /** Of the file in `docs/curves`, without `.svg`. */
  readonly name: string
  readonly title: string
  readonly x: string
  readonly y: string
  readonly series: readonly Series[]
}

/** What the world is while a bench runs, and where it says what it found. */
export interface BenchRun {
  /** `smoke`: as small as still goes through everything, so that it works at all; it proves no speed. */
  readonly size: 'full' | 'smoke'
  /** Whether peers run beside ours: not in a smoke run. */
  readonly withPeers: boolean
  /** Rounds that count. A round before them warms both sides up. */
  readonly rounds: number
  /** A directory of its own, removed afterwards. */
  readonly scratch: string
  figure(figure: Figure): void
  /**
   * Says what load was reached, and fails the bench when it is less than what its figures are about:
   * a bench that claims 500 tasks a second measures nothing at 300. Each bench has to say some load.
   */
  reached(load: { readonly what: string; readonly value: number; readonly atLeast: number }): void
  /** Draws it into `docs/curves`. */
  curve(curve: Curve): Promise<void>
}

export interface Bench {
  /** A sentence that says what is measured, beside what. */
  readonly title: string
  /** What this machine lacks for it; absent, or answering undefined: nothing. */
  missing?(): Promise<string | undefined>
  run(run: BenchRun): Promise<void>
}

/** Thrown when a run did not reach the load that it claims to measure. */
export class LoadNotReached extends Error {
  constructor(what: string, value: number, atLeast: number) {
    super(`${what}: reached ${value.toFixed(1)}, and its figures are about at least ${atLeast}`)
    this.name = 'LoadNotReached'
  }
}

/** Thrown when a run came to its end without a word on its load. */
export class NoLoadStated extends Error {
  constructor(bench: string) {
    super(`${bench} says nothing of the load that it reached: call run.reached()`)
    this.name = 'NoLoadStated'
  }
}
