// Which packages a pool or a task can ask for: those of applications of the account that are ready. Pure.
import { parseResourceId } from '#arm/resource-id.ts'
import type { components } from '#contract/batch/types.ts'
import type { AzureError } from '#kernel/catalogue.ts'
import type { AccountKey } from '../keys.ts'
import { limits } from '../limits.ts'
import { invalidProperty, leafOf, refusal } from '../refusals.ts'

export type PackageReference = components['schemas']['ApplicationPackageReference']

/** Refuses a list that no account could satisfy. `path`: where it stands in the body. */
export function checkPackageReferences(
  path: string,
  references: readonly PackageReference[] = [],
): void {
  if (references.length > limits.packagesOfPool) {
    throw invalidProperty(path, `At most ${limits.packagesOfPool} packages are allowed`)
  }
}

/** What a reference names, in lower case. */
export interface Named {
  readonly application: string
  readonly version?: string
}

/**
 * What a reference is about: an application by its name, or by the resource id of it or of one of its
 * versions. Undefined: it is another account's.
 */
export function namedBy(
  { applicationId, version }: PackageReference,
  account: AccountKey,
): Named | undefined {
  const [owner, application, ofId] = applicationId.includes('/')
    ? parseResourceId(applicationId.toLowerCase()).names
    : [account, applicationId.toLowerCase()]
  if (owner !== account || application === undefined) return undefined
  const wanted = version ?? ofId
  return { application, ...(wanted ? { version: wanted.toLowerCase() } : {}) }
}

/** The refusal of references, because of one of them. */
export function unsatisfied(
  path: string,
  { applicationId, version }: PackageReference,
): AzureError {
  const what = version === undefined ? 'default version' : `version '${version}'`
  const reason = `The application '${applicationId.split('/').at(-1)}' has no ${what} that is active`
  const facts = { PropertyName: leafOf(path), Reason: reason }
  return refusal('InvalidApplicationPackageReferences', facts, { path })
}
