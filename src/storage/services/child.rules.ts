// Names of containers and shares, and which of them a list shows.
import { storageError } from '../errors.ts'

const NAME = /^[a-z0-9](?:-?[a-z0-9])+$/
/** Containers that every account may have. */
const OWN: readonly string[] = ['$root', '$web', '$logs']

const isContainerName = (name: string): boolean =>
  OWN.includes(name) || (NAME.test(name) && name.length >= 3 && name.length <= 63)

export function requireName(name: string): void {
  if (!isContainerName(name)) throw storageError('InvalidResourceName')
}

/** `startswith(name, 'x')` as the real one takes it, or the beginning itself. */
export function prefixIn(filter: string | undefined): string {
  if (filter === undefined) return ''
  return /^startswith\(\s*name\s*,\s*'?([^')]*)'?\s*\)$/i.exec(filter.trim())?.[1] ?? filter
}
