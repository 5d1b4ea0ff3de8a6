// What an API server says when it does not take a pod, and what that is in Azure's words. Pure.

export interface ApiFault {
  /** Of HTTP; 0: there was no answer. */
  readonly status: number
  readonly message: string
}

export interface PodRefusal {
  readonly code:
    | 'AllocationFailed'
    | 'AccountCoreQuotaReached'
    | 'AccountLowPriorityCoreQuotaReached'
  readonly message: string
  /** What the rule says is wrong, whatever runs in the cluster: it is of no use to ask again. */
  readonly isOfRule: boolean
}

/** Undefined: there was no answer, or none for now, and the same is asked again. */
export function refusalOf(
  { status, message }: ApiFault,
  isLowPriority: boolean,
): PodRefusal | undefined {
  if (status < 400 || status === 408 || status === 409 || status === 429 || status >= 500) {
    return undefined
  }
  const quota = isLowPriority ? 'AccountLowPriorityCoreQuotaReached' : 'AccountCoreQuotaReached'
  const isQuota = status === 403 && /exceeded quota/i.test(message)
  return {
    code: isQuota ? quota : 'AllocationFailed',
    message: `Kubernetes refused: ${message || `it answered ${status}`}`,
    isOfRule: !isQuota,
  }
}
