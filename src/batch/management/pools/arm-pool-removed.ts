// What null means in a change of a pool: the setting is as if it had never been made. Pure.
import { patched } from '#kernel/patched.ts'
import type { PoolSettings } from '../../pools/pool.ts'
import { missingProperty } from '../../refusals.ts'

/** By ARM's name: the setting, which a pool can be without. */
const REMOVABLE = {
  displayName: 'displayName',
  networkConfiguration: 'networkConfiguration',
  userAccounts: 'userAccounts',
  metadata: 'metadata',
  startTask: 'startTask',
  certificates: 'certificateReferences',
  applicationLicenses: 'applicationLicenses',
  mountConfiguration: 'mountConfiguration',
  applicationPackages: 'applicationPackageReferences',
  targetNodeCommunicationMode: 'targetNodeCommunicationMode',
  upgradePolicy: 'upgradePolicy',
  resourceTags: 'resourceTags',
} as const satisfies Readonly<Record<string, keyof PoolSettings>>

/** What no pool is without. The size is not among them: a pool keeps its nodes. */
const REQUIRED = ['vmSize', 'deploymentConfiguration'] as const

const isIn = (removed: readonly string[], name: string): boolean =>
  removed.includes(`properties.${name}`)

/** The settings without those that were sent as null, or with their defaults. */
export function withoutRemoved(before: PoolSettings, removed: readonly string[]): PoolSettings {
  if (removed.length === 0) return before
  const required = REQUIRED.find((name) => isIn(removed, name))
  if (required) throw missingProperty(required)
  const gone = Object.entries(REMOVABLE).filter(([name]) => isIn(removed, name))
  const unset = Object.fromEntries(gone.map(([, setting]) => [setting, undefined]))
  const names = gone.map(([, setting]) => setting)
  const kept = patched(before, unset, names)
  return {
    ...patched(kept, { identity: undefined, tags: undefined }, removed),
    ...(isIn(removed, 'taskSlotsPerNode') && { taskSlotsPerNode: 1 }),
    ...(isIn(removed, 'taskSchedulingPolicy') && {
      taskSchedulingPolicy: { nodeFillType: 'spread' as const },
    }),
    ...(isIn(removed, 'interNodeCommunication') && { enableInterNodeCommunication: false }),
  }
}
