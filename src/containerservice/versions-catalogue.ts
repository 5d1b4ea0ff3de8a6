// Which Kubernetes versions are on offer, as data that a user may replace; and what follows from it.

export interface MinorVersion {
  /** `1.29`. */
  readonly version: string
  /** Full versions, oldest first. */
  readonly patches: readonly string[]
  readonly isDefault?: boolean
  readonly isPreview?: boolean
  readonly longTermSupport?: boolean
}

/** Oldest first. */
export type VersionsCatalogue = readonly MinorVersion[]

const patchesOf = (minor: string, ...patches: readonly number[]): readonly string[] =>
  patches.map((patch) => `${minor}.${patch}`)

/** What AKS offered in the summer of 2024, by its release notes. */
export const summer2024: VersionsCatalogue = [
  {
    version: '1.27',
    patches: patchesOf('1.27', 9, 13, 14, 15, 16),
    longTermSupport: true,
  },
  { version: '1.28', patches: patchesOf('1.28', 5, 9, 10, 11, 12) },
  { version: '1.29', patches: patchesOf('1.29', 0, 2, 4, 5, 6, 7), isDefault: true },
  { version: '1.30', patches: patchesOf('1.30', 0, 1, 2, 3) },
]

/** `1.29.7` of `1.29.7`, `1.29` (its newest patch) or nothing (the default); undefined: not offered. */
export function resolveVersion(
  catalogue: VersionsCatalogue,
  asked: string | undefined,
): string | undefined {
  if (!asked) return defaultVersion(catalogue)
  const minor = catalogue.find((entry) => entry.version === asked)
  if (minor) return minor.patches.at(-1)
  return catalogue.flatMap((entry) => entry.patches).find((patch) => patch === asked)
}

/** Whether a full version is already what is asked for: documented, 1.29.5 is as good as `1.29`. */
export const isAtVersion = (full: string, asked: string): boolean =>
  full === asked || (asked.includes('.') && full.startsWith(`${asked}.`))

export const defaultVersion = (catalogue: VersionsCatalogue): string =>
  (catalogue.find((entry) => entry.isDefault) ?? catalogue.at(-1)!).patches.at(-1)!

/** Later patches of the same minor, then every patch of the next one: the ways up. */
export function upgradesOf(catalogue: VersionsCatalogue, version: string): readonly string[] {
  const at = catalogue.findIndex((entry) => entry.patches.includes(version))
  if (at < 0) return []
  const own = catalogue[at]!.patches
  return [...own.slice(own.indexOf(version) + 1), ...(catalogue[at + 1]?.patches ?? [])]
}

export const isPreview = (catalogue: VersionsCatalogue, version: string): boolean =>
  catalogue.find((entry) => entry.patches.includes(version))?.isPreview ?? false

export const minorOf = (version: string): number => Number(version.split('.')[1])

/** Negative, zero or positive as `a` is older, equal or newer. Aliases compare by their parts. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return left[i]! - right[i]!
  }
  return 0
}
