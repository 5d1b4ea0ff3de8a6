import type { AzureError } from '#kernel/catalogue.ts'
import { armError } from '../errors.ts'

export type Tags = Readonly<Record<string, string>>

const MOST_TAGS = 50
const LONGEST_NAME = 512
const LONGEST_VALUE = 256
const RESERVED = /^(microsoft|azure|windows)/i
// biome wants no control characters in patterns: \p{Cc} is their class.
const FORBIDDEN = /[<>%&\\?/\p{Cc}]/u

/** What ARM refuses of a body's `tags`; undefined when nothing. Null stands for none. */
export function tagsFault(tags: unknown): AzureError | undefined {
  if (tags === undefined || tags === null) return undefined
  if (typeof tags !== 'object' || Array.isArray(tags)) {
    return armError('InvalidRequestContent', { reason: "'tags' must be an object of strings." })
  }
  const entries = Object.entries(tags)
  if (entries.length > MOST_TAGS) {
    return invalid(`The number of tags (${entries.length}) exceeds the maximum of ${MOST_TAGS}.`)
  }
  const names = entries.map(([name]) => name)
  const lower = new Set(names.map((name) => name.toLowerCase()))
  if (lower.size < names.length) return invalid('Tag names that differ only in case are the same.')
  const forbidden = names.filter((name) => FORBIDDEN.test(name))
  if (forbidden.length > 0) {
    return armError('InvalidTagNameCharacters', { names: forbidden.join(',') })
  }
  return first(entries, ([name, value]) => nameFault(name) ?? valueFault(name, value))
}

/** What ARM refuses of one tag's name. */
export function nameFault(name: string): AzureError | undefined {
  if (name.trim() === '') return armError('InvalidTagName')
  if (name.length > LONGEST_NAME) {
    return invalid(`A tag name has at most ${LONGEST_NAME} characters.`)
  }
  if (FORBIDDEN.test(name)) return armError('InvalidTagNameCharacters', { names: name })
  return RESERVED.test(name)
    ? invalid(`The tag name '${name}' starts with a reserved word: microsoft, azure or windows.`)
    : undefined
}

export function valueFault(name: string, value: unknown): AzureError | undefined {
  if (typeof value !== 'string') {
    const reason = `The value of tag '${name}' is not a string. Path 'tags.${name}'.`
    return armError('InvalidRequestContent', { reason })
  }
  return value.length > LONGEST_VALUE
    ? invalid(`The value of tag '${name}' has more than ${LONGEST_VALUE} characters.`)
    : undefined
}

const invalid = (reason: string): AzureError => armError('InvalidTags', { reason })

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined) {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

/** The name as `tags` spells it: names compare without case. */
export function spelt(tags: Tags, name: string): string | undefined {
  const lower = name.toLowerCase()
  return Object.keys(tags).find((known) => known.toLowerCase() === lower)
}

/** `more` on top of `tags`. A name that is there keeps its casing. */
export function merged(tags: Tags, more: Tags): Tags {
  const out = new Map(Object.entries(tags))
  for (const [name, value] of Object.entries(more)) out.set(spelt(tags, name) ?? name, value)
  return Object.fromEntries(out)
}

/** `tags` without those of `less`. A tag goes only with the value it is named with. */
export function without(tags: Tags, less: Tags): Tags {
  const out: Record<string, string> = { ...tags }
  for (const [name, value] of Object.entries(less)) {
    const known = spelt(out, name)
    if (known !== undefined && out[known] === value) delete out[known]
  }
  return out
}
