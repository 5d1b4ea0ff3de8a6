import type { SystemData } from '../resources/resource.ts'

export const lockLevels = { CanNotDelete: true, ReadOnly: true, NotSpecified: true } as const
type LockLevel = keyof typeof lockLevels

/** Keeps its scope, and all below it, from being deleted or changed. */
export interface Lock {
  readonly id: string
  readonly name: string
  /** What is locked. */
  readonly scope: string
  readonly level: LockLevel
  readonly notes?: string
  readonly owners?: readonly unknown[]
  readonly systemData: SystemData
}

/** What a call does to its scope, in the words of a refusal; undefined when it only reads. */
export function lockedVerb(method: string): 'delete' | 'write' | undefined {
  if (method === 'DELETE') return 'delete'
  return method === 'PUT' || method === 'PATCH' || method === 'POST' ? 'write' : undefined
}

export const forbids = (lock: Pick<Lock, 'level'>, verb: 'delete' | 'write'): boolean =>
  lock.level === 'ReadOnly' || (lock.level === 'CanNotDelete' && verb === 'delete')

/** The scope and everything that it lies in, as keys. */
export const scopesAbove = (key: string): string[] =>
  key
    .split('/')
    .filter(Boolean)
    .map((_, i, parts) => `/${parts.slice(0, i + 1).join('/')}`)

export const presentLock = (lock: Lock): Record<string, unknown> => ({
  id: lock.id,
  name: lock.name,
  type: 'Microsoft.Authorization/locks',
  systemData: lock.systemData,
  properties: {
    level: lock.level,
    ...(lock.notes === undefined ? {} : { notes: lock.notes }),
    ...(lock.owners === undefined ? {} : { owners: lock.owners }),
  },
})
