import { PrintedText, ToBePrinted } from '#kernel/printed.ts'

/**
 * Prints JSON as Batch does: a line break (CRLF) after each opening and before each closing bracket,
 * two spaces a level, and the members of one object on one line.
 */
export const printJson = (value: unknown): string => print(value, '\r\n')

/** Names that need no escapes: all of the contract's. */
const PLAIN = /^[\w.$-]*$/

function print(value: unknown, lineBreak: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (value instanceof PrintedText) return value.text
  if (value instanceof ToBePrinted) return keeping(value, lineBreak)
  const inner = `${lineBreak}  `
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += `${text && ','}${print(item, inner)}`
    return `[${inner}${text}${lineBreak}]`
  }
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name]
    if (member === undefined || member === null) continue
    const key = PLAIN.test(name) ? `"${name}"` : JSON.stringify(name)
    text += `${text && ','}${key}:${print(member, inner)}`
  }
  return `{${inner}${text}${lineBreak}}`
}

function keeping({ record, keep }: ToBePrinted, lineBreak: string): string {
  // A text that was put together holds on to its parts until it is copied.
  const text = Buffer.from(print(record, lineBreak)).toString()
  keep(text)
  return text
}
