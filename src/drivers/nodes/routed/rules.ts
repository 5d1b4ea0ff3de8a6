// Which nodes a rule is for, whatever has them. Pure.
import type { KubernetesRule } from '../kubernetes/rule.ts'
import type { NodeRequest } from '../provider.ts'
import type { SlurmRule } from '../slurm/rule.ts'

export interface RuleMatch {
  readonly vmSize?: string
  /** `account/pool`, or `pool` of any account; `*` stands for any text. */
  readonly pool?: string
  readonly lowPriority?: boolean
}

export type NodeRule = {
  readonly match: RuleMatch
  /** Where the rule stands, for those who read of it: `nodes.yaml:3`. */
  readonly at: string
} & (
  | { readonly provider: 'local' }
  | ({ readonly provider: 'slurm' } & SlurmRule)
  | ({ readonly provider: 'kubernetes' } & KubernetesRule)
)

export type RuleOf<Provider extends NodeRule['provider']> = Extract<
  NodeRule,
  { readonly provider: Provider }
>

const isLike = (pattern: string, text: string): boolean => {
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[^a-z0-9_-]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(text.toLowerCase())
}

/** The first rule that the request meets. */
export const ruleFor = (rules: readonly NodeRule[], request: RuleSubject): NodeRule | undefined =>
  rules.find(({ match }) => meets(match, request))

type RuleSubject = Pick<NodeRequest, 'vmSize' | 'pool' | 'isLowPriority'>

function meets({ vmSize, pool, lowPriority }: RuleMatch, request: RuleSubject): boolean {
  if (vmSize !== undefined && !isLike(vmSize, request.vmSize)) return false
  if (lowPriority !== undefined && lowPriority !== request.isLowPriority) return false
  if (pool === undefined) return true
  return isLike(pool.includes('/') ? pool : `*/${pool}`, request.pool)
}
