// Which extensions the machines of a pool can be given, and what may be told of them. Pure.
import type { components } from '#contract/batch/types.ts'
import { invalidProperty } from '../../refusals.ts'

export type VMExtension = components['schemas']['VMExtension']

const EXTENSIONS = 'virtualMachineConfiguration.extensions'

/** Refuses extensions that no machine could have together. */
export function checkExtensions(extensions: readonly VMExtension[] = []): void {
  const names = extensions.map(({ name }) => name.toLowerCase())
  extensions.forEach((extension, i) => {
    const at = `${EXTENSIONS}[${i}]`
    for (const name of ['name', 'publisher', 'type'] as const) {
      if (extension[name].trim() === '') {
        throw invalidProperty(`${at}.${name}`, 'It must not be empty', extension[name])
      }
    }
    if (names.indexOf(names[i]!) !== i) {
      throw invalidProperty(`${at}.name`, 'Names of extensions must be unique', extension.name)
    }
    const unknown = extension.provisionAfterExtensions?.find(
      (name) => !names.includes(name.toLowerCase()),
    )
    if (unknown !== undefined) {
      const reason = 'The pool has no extension of that name'
      throw invalidProperty(`${at}.provisionAfterExtensions`, reason, unknown)
    }
  })
  const stuck = waitingForEver(extensions)
  if (stuck) {
    const reason = `Extensions that wait for each other are never provisioned: ${stuck.join(', ')}`
    throw invalidProperty(`${EXTENSIONS}.provisionAfterExtensions`, reason)
  }
}

/** The names of those that wait for each other. */
function waitingForEver(extensions: readonly VMExtension[]): readonly string[] | undefined {
  const done = new Set<string>()
  let waiting = [...extensions]
  while (waiting.length > 0) {
    const next = waiting.filter(
      ({ provisionAfterExtensions: before = [] }) =>
        !before.every((name) => done.has(name.toLowerCase())),
    )
    if (next.length === waiting.length) return next.map(({ name }) => name)
    for (const each of waiting) if (!next.includes(each)) done.add(each.name.toLowerCase())
    waiting = next
  }
  return undefined
}

export const withoutProtected = ({
  protectedSettings: _,
  ...extension
}: VMExtension): VMExtension => extension
