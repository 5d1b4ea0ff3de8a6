// What tasks of every kind may be told, with the defaults of what is left out.
import type { components } from '#contract/batch/types.ts'
import { invalidProperty, missingProperty } from '../../refusals.ts'
import { durationMs, durationText, INFINITE } from '../../wire/duration.ts'

type Schemas = components['schemas']

const RETENTION = 'P7D'

export interface Constraints {
  readonly maxWallClockTime: string
  readonly retentionTime: string
  readonly maxTaskRetryCount: number
}

/** `retries`: how often a task is retried that does not say it. `path`: where they stand. */
export const constraintsOf = (
  retries: number,
  constraints: Schemas['TaskConstraints'] = {},
  path = 'constraints',
): Constraints => ({
  maxWallClockTime: durationOf(`${path}.maxWallClockTime`, constraints.maxWallClockTime, INFINITE),
  retentionTime: retentionOf(`${path}.retentionTime`, constraints.retentionTime),
  maxTaskRetryCount: retriesOf(constraints.maxTaskRetryCount, retries, path),
})

export const retentionOf = (path: string, text: string | undefined): string =>
  durationOf(path, text, RETENTION)

/** As the service prints durations. */
export function durationOf(name: string, text: string | undefined, fallback: string): string {
  if (text === undefined) return fallback
  const ms = durationMs(text)
  if (ms === undefined || ms < 0) throw invalidProperty(name, 'The value is not a duration', text)
  return durationText(ms)
}

export function retriesOf(
  wanted: number | undefined,
  fallback: number,
  path = 'constraints',
): number {
  if (wanted === undefined) return fallback
  if (wanted < -1) {
    throw invalidProperty(`${path}.maxTaskRetryCount`, 'The value must be -1 or more', wanted)
  }
  return wanted
}

/** In a container it may be empty: what the image runs by itself. */
export function checkCommandLine(name: string, line: string, isContained = false): void {
  if (line.trim() === '' && !isContained) throw missingProperty(name)
  if (line.includes('\0')) throw invalidProperty(name, 'The value has a character that ends texts')
}

/** Who the task runs as. `path`: where it stands. Recorded of a job manager: it is the pool's user too. */
export function userIdentityOf(
  identity: Schemas['UserIdentity'] = {},
  path = 'userIdentity',
): Schemas['UserIdentity'] {
  if (identity.username !== undefined) {
    if (!identity.autoUser) return identity
    throw invalidProperty(path, 'Only one of username and autoUser may be given')
  }
  return { autoUser: { scope: 'pool', elevationLevel: 'nonadmin', ...identity.autoUser } }
}
