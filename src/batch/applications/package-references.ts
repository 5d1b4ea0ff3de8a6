// What references to packages lead to: which are refused, and what nodes install for the others.
import type { NodePackage } from '#drivers/nodes/port.ts'
import type { Reader } from '#store/tx.ts'
import { findAccount } from '../accounts/account.queries.ts'
import type { AccountKey } from '../keys.ts'
import { findApplication } from './application.queries.ts'
import { findPackage } from './package.queries.ts'
import { directoryNameOf, type Package, variablesOf } from './package.ts'
import { blobOf } from './package-blobs.ts'
import { namedBy, type PackageReference } from './package-reference.rules.ts'

interface Found {
  readonly application: string
  readonly isDefault: boolean
  /** The version that is meant; absent: there is none that is ready. */
  readonly found?: Package | undefined
}

/** Undefined: the account has no such application. */
async function findReferred(
  reader: Reader,
  account: AccountKey,
  reference: PackageReference,
): Promise<Found | undefined> {
  const named = namedBy(reference, account)
  const application = named && (await findApplication(reader, account, named.application))
  if (!application) return undefined
  const version = named.version ?? application.defaultVersion
  const found = version === undefined ? undefined : await findPackage(reader, application, version)
  return {
    application: application.name,
    isDefault: named.version === undefined,
    ...(found?.active && { found }),
  }
}

/**
 * The first reference that cannot be satisfied. `awaitsDefault`: an application may get its default
 * version later, as that of a task may; one without fails the task then.
 */
export async function unsatisfiedOf(
  reader: Reader,
  account: AccountKey,
  references: readonly PackageReference[] = [],
  { awaitsDefault = false } = {},
): Promise<PackageReference | undefined> {
  for (const reference of references) {
    const referred = await findReferred(reader, account, reference)
    const isGood = referred?.found || (referred?.isDefault && awaitsDefault)
    if (!isGood) return reference
  }
  return undefined
}

/** As nodes are to have them, as they are now. */
export async function nodePackagesOf(
  reader: Reader,
  name: AccountKey,
  references: readonly PackageReference[] = [],
): Promise<NodePackage[]> {
  const account = references.length > 0 ? await findAccount(reader, name) : undefined
  if (!account) return []
  const packages: NodePackage[] = []
  for (const reference of references) {
    const referred = await findReferred(reader, name, reference)
    const { application = reference.applicationId, isDefault = false, found } = referred ?? {}
    // Recorded: one that names no version is shown so.
    const label = `${application}:${reference.version ?? 'None'}`
    if (!found?.active) {
      packages.push({ label })
      continue
    }
    const { version, active } = found
    const directory = directoryNameOf(application, version, active.at)
    const variables = variablesOf(application, { version, isDefault })
    packages.push({ label, found: { directory, variables, ...blobOf(account, found) } })
  }
  return packages
}
