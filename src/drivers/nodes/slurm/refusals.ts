// What Slurm says when it does not take a job, and what that is in Azure's words. Pure.

export interface SlurmRefusal {
  readonly code:
    | 'AllocationFailed'
    | 'AccountCoreQuotaReached'
    | 'AccountLowPriorityCoreQuotaReached'
  readonly message: string
  /** What the rule says is wrong, whatever Slurm's nodes do: it is of no use to ask again. */
  readonly isOfRule: boolean
}

const LIMIT = /QOS|Assoc|limit|quota/i
const RULE =
  /invalid (account|partition|qos|feature|wckey|constraint)|Invalid .*(partition|account|qos|feature)|unrecognized option|invalid option|Invalid --|Invalid time limit|Invalid generic resource/i
/** There is no answer, or not now: Slurm refuses nothing by that. */
const AWAY =
  /Unable to contact slurm controller|Socket timed out|Connection refused|slurm_receive_msg|Slurm backup controller|not accepting|temporarily|Communication connection failure|configuration source|not found|ENOENT/i

/** Undefined: there was no answer, and the same is asked again. */
export function refusalOf(stderr: string, isLowPriority: boolean): SlurmRefusal | undefined {
  const said = stderr
    .split('\n')
    .map((line) => line.replace(/^sbatch: (error|fatal): /, '').trim())
    .filter((line) => line !== '')
    .join(' ')
  if (AWAY.test(said)) return undefined
  const isLimit = LIMIT.test(said) && /violates|exceed|reach|max/i.test(said)
  const quota = isLowPriority ? 'AccountLowPriorityCoreQuotaReached' : 'AccountCoreQuotaReached'
  return {
    code: isLimit ? quota : 'AllocationFailed',
    message: `Slurm refused: ${said || 'it did not say why'}`,
    isOfRule: RULE.test(said),
  }
}
