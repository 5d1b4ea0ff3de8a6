import type { AzureError } from '#kernel/catalogue.ts'
import { listed } from '#kernel/printing/listed.ts'
import { memberFault } from '../errors.ts'
import type { Schemas } from '../ports.ts'

/** A kind of operation with its steps, as far as its length goes. */
export interface Kind {
  readonly kind: string
  readonly steps: readonly { readonly name: string }[]
}

/** What the schema cannot say, and what no operation has: it would be waited for in vain. */
export function pacingFault(
  { value }: Schemas['Pacing'],
  kinds: readonly Kind[],
  pathOf = (i: number): string => `value[${i}].`,
): AzureError | undefined {
  for (const [i, { kind, step, pace }] of value.entries()) {
    const fault = (member: string, reason: string): AzureError =>
      memberFault('InvalidPacing', `${pathOf(i)}${member}`, reason)
    if (Object.keys(pace).length !== 1) {
      return fault('pace', 'Send one of factor, ms, polls and hold.')
    }
    const meant = kind === '*' ? kinds : kinds.filter((each) => each.kind === kind)
    if (meant.length === 0) {
      const known = kinds.map((each) => each.kind).sort()
      return fault('kind', `There is no operation of the kind ${kind}. There are:${listed(known)}`)
    }
    const steps = [...new Set(meant.flatMap((each) => each.steps.map(({ name }) => name)))]
    if (step !== undefined && !steps.includes(step)) {
      return fault('step', `${kind} has no step ${step}. Its steps are:${listed(steps)}`)
    }
  }
  return undefined
}
