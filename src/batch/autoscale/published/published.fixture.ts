// A formula that is published, with its source. Comments and indents of it are left out.

/** What a formula decides: `[dedicated, lowPriority]`, or the begin of the error's message. */
type Outcome = readonly [dedicated: number, lowPriority: number] | string

export interface Published {
  readonly source: string
  readonly formula: string
  /** With an hour of samples, on a pool of 10 dedicated and 5 low-priority nodes. */
  readonly sampled: Outcome
  /** On the same pool before its first sample. */
  readonly unsampled: Outcome
  /** Where it is not `requeue`. */
  readonly option?: 'taskcompletion' | 'retaineddata'
}

/** How several of them read a metric: the last sample, or the average where there is one. */
export const PARALLEL = (
  metric: string,
): string => `$samples = ${metric}.GetSamplePercent(TimeInterval_Minute * 15);
  $tasks = $samples < 70 ? max(0,${metric}.GetSample(1)) :
  max( ${metric}.GetSample(1), avg(${metric}.GetSample(TimeInterval_Minute * 15)));`
