import { invalidProperty } from './refusals.ts'

const ID = /^[\w-]{1,64}$/
const WORDS = 'An id has 1 to 64 letters, digits, hyphens and underscores'

/** The id, or the refusal of one that Batch does not take. `path`: where it stands in the body. */
export function checkedId(id: string, path = 'id'): string {
  if (!ID.test(id)) throw invalidProperty(path, WORDS, id)
  return id
}
