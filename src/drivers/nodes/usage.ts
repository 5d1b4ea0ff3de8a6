/** What nodes of one machine take, all counted at one moment. A node that is missing was not measured. */
export interface UsageReading {
  /** Milliseconds on a clock that only goes forward. It begins anew, as all counts do, with `run`. */
  readonly at: number
  readonly run: string
  /** Processors that the nodes share. */
  readonly processors: number
  readonly nodes: readonly NodeUsage[]
}

export interface NodeUsage {
  readonly nodeId: string
  /** What its commands that ended and its processes that live have taken. It falls where some was lost. */
  readonly cpuMs: number
  /** Resident sets of its processes: what they share counts for each. */
  readonly memoryBytes: number
  /** What is taken of the disk that it has its files on, with all others that have theirs there. */
  readonly diskBytes: number
}
