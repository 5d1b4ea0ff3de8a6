// Which packages a pool or a task can ask for: those of applications of the account that are ready. Pure.
import type { components } from '#contract/batch/types.ts'
import { limits } from '../limits.ts'
import { invalidProperty, refusal } from '../refusals.ts'

type Reference = components['schemas']['ApplicationPackageReference']

/** Refuses packages that nodes cannot install. `path`: where the list stands in the body. */
export function checkPackageReferences(path: string, references: readonly Reference[] = []): void {
  if (references.length > limits.packagesOfPool) {
    throw invalidProperty(path, `At most ${limits.packagesOfPool} packages are allowed`)
  }
  const [first] = references
  if (!first) return
  // A package is ready once its file is in storage, and there is none: no reference can be satisfied.
  const name = first.applicationId.split('/').at(-1)
  const version = first.version === undefined ? 'default version' : `version '${first.version}'`
  const reason = `The application '${name}' has no ${version} that is active`
  const facts = { PropertyName: 'applicationPackageReferences', Reason: reason }
  throw refusal('InvalidApplicationPackageReferences', facts, { path })
}
