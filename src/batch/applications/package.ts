// Versions of applications, and what nodes call them. Pure.
import { type Instant, toIso } from '#kernel/instant.ts'
import type { AccountKey } from '../keys.ts'

/** One version of an application. */
export interface Package {
  readonly account: AccountKey
  /** The application's name in lower case. */
  readonly application: string
  readonly version: string
  /** Absent: its bytes were not said to be there yet. */
  readonly active?: { readonly format: string; readonly at: Instant }
  readonly lastModified: Instant
  readonly revision: number
}

/** What a name may have that the names of variables may not, as far as Linux nodes flatten it. */
const flattened = (text: string): string => text.replace(/[^A-Za-z0-9_]/g, '_')

/**
 * The variables that lead to a package on a Linux node: by its version, and without one where none was
 * named. The case of the application's name is kept.
 */
export function variablesOf(
  application: string,
  { version, isDefault }: { readonly version: string; readonly isDefault: boolean },
): string[] {
  const name = `AZ_BATCH_APP_PACKAGE_${flattened(application)}`
  return [...(isDefault ? [name] : []), `${name}_${flattened(version)}`]
}

/**
 * Its directory below the node's `applications`. Recorded: name and version without anything between
 * them, then the minute when it was made ready.
 */
export const directoryNameOf = (application: string, version: string, at: Instant): string =>
  application + version + toIso(at).slice(0, 16).replace(/[T:]/g, '-')
