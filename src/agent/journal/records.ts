import type { JournalRecord } from './ledger.ts'

/**
 * The records of a journal, in their order. A killed agent, or a full disk, can leave half a line:
 * nothing was done upon it.
 */
export const recordsIn = (text: string): readonly JournalRecord[] =>
  text.split('\n').flatMap((line) => {
    const record = parse(line)
    return record ? [record] : []
  })

/** How many lines cannot be read, but for the last, which a kill leaves unfinished. */
export const unreadableLines = (text: string): number =>
  text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== '' && !parse(line)).length

function parse(line: string): JournalRecord | undefined {
  try {
    return line ? (JSON.parse(line) as JournalRecord) : undefined
  } catch {
    return undefined
  }
}
