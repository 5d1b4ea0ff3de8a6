// Names and metadata of containers and shares, and which of them a list shows.
import { storageError } from '../errors.ts'

const NAME = /^[a-z0-9](?:-?[a-z0-9])+$/
/** Containers that every account may have. */
const OWN: readonly string[] = ['$root', '$web', '$logs']

const isContainerName = (name: string): boolean =>
  OWN.includes(name) || (NAME.test(name) && name.length >= 3 && name.length <= 63)

export function requireName(name: string): void {
  if (!isContainerName(name)) throw storageError('InvalidResourceName')
}

/** They travel as headers: names are identifiers of C#, and both are ASCII. */
const METADATA_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/
const METADATA_VALUE = /^[\x20-\x7e]*$/
/** Documented: of all names and values together. */
const MOST_METADATA = 8 * 1024

export function requireMetadata(metadata: Readonly<Record<string, string>> = {}): void {
  const pairs = Object.entries(metadata)
  const isRight = pairs.every(
    ([name, value]) => METADATA_NAME.test(name) && METADATA_VALUE.test(value),
  )
  const names = pairs.map(([name]) => name.toLowerCase())
  if (!isRight || new Set(names).size < names.length) throw storageError('InvalidMetadata')
  const size = pairs.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  if (size > MOST_METADATA) throw storageError('MetadataTooLarge')
}

/** `startswith(name, 'x')` as the real one takes it, or the beginning itself. */
export function prefixIn(filter: string | undefined): string {
  if (filter === undefined) return ''
  return /^startswith\(\s*name\s*,\s*'?([^')]*)'?\s*\)$/i.exec(filter.trim())?.[1] ?? filter
}
