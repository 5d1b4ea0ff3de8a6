// Which Kubernetes versions are on offer, and what follows from it.
import type { Catalogues, KubernetesMinor } from '#catalogues/catalogues.ts'

/** Oldest first. */
export type VersionsCatalogue = readonly KubernetesMinor[]

/** What is on offer, in order. A default of a user's file takes the place of ours. */
export function versionsIn(catalogues: Catalogues): VersionsCatalogue {
  const offered = catalogues.all('kubernetesVersions')
  const chosen = offered.findLast(({ isDefault }) => isDefault)
  return offered
    .map(({ isDefault: _, ...minor }) => ({
      ...minor,
      patches: minor.patches.toSorted(compareVersions),
      ...(minor.version === chosen?.version ? { isDefault: true } : {}),
    }))
    .toSorted((a, b) => compareVersions(a.version, b.version))
}

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

const defaultVersion = (catalogue: VersionsCatalogue): string =>
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

/** `1.29` of `1.29.7`. */
export const aliasOf = (version: string): string => version.split('.').slice(0, 2).join('.')

export const minorOf = (version: string): number => Number(version.split('.')[1])

/** Negative, zero or positive as `a` is older, equal or newer. Aliases compare by their parts. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    if (left[i] !== right[i]) return left[i]! - right[i]!
  }
  return 0
}
