// What Slurm is asked for by a rule. Pure.

export interface SlurmRule {
  readonly partition: string
  readonly account?: string
  readonly qos?: string
  readonly constraint?: string
  /** As `sbatch --time` takes it. */
  readonly timeLimit?: string
  /** No other job on the machine; its cores and memory are not asked for. */
  readonly exclusive?: boolean
  /** Whether cores and memory of the vmSize are asked for. */
  readonly resources?: 'size' | 'none'
  /** The program `node` on the machine. */
  readonly node?: string
  /** Where the agent and its nodes have their files. */
  readonly scratch?: string
  /** Where Slurm writes what the agent says. */
  readonly output?: string
  /** For `sbatch`, as they are. */
  readonly extra?: readonly string[]
}

/** What the provider says itself, or has to know: a rule may not say it in another way. */
const OWN_FLAGS: readonly string[] = [
  '--comment',
  '--parsable',
  '--requeue',
  '--no-requeue',
  '--nodes',
  '--array',
  '--wrap',
  '--wait',
  '--hold',
  // Of another cluster, which `squeue` does not show.
  '--clusters',
  // Nothing would be submitted.
  '--test-only',
  '--help',
  '--usage',
  '--version',
]

/** Letters of those, also behind others that take no value: `-QN4`. What follows a bare `--` is a script. */
const OWN_LETTERS = /^-[IkOQsv]*([NaWHMhV])|^--$/

/** The flag of the provider's own that an argument of a rule is. `sbatch` takes any beginning of a name. */
export function ownFlagIn(argument: string): string | undefined {
  const short = OWN_LETTERS.exec(argument)
  if (short) return short[1] === undefined ? argument : `-${short[1]}`
  const [name] = argument.split('=') as [string]
  return name.startsWith('--') ? OWN_FLAGS.find((flag) => flag.startsWith(name)) : undefined
}
