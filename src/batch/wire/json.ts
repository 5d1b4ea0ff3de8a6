/**
 * Prints JSON as Batch does: a line break (CRLF) after each opening and before each closing bracket,
 * two spaces a level, and the members of one object on one line.
 */
export const printJson = (value: unknown): string => print(value, '\r\n')

function print(value: unknown, lineBreak: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const inner = `${lineBreak}  `
  if (Array.isArray(value)) {
    const items = value.map((item) => print(item, inner))
    return `[${inner}${items.join(',')}${lineBreak}]`
  }
  const members: string[] = []
  for (const [name, member] of Object.entries(value)) {
    if (member !== undefined && member !== null) {
      members.push(`${JSON.stringify(name)}:${print(member, inner)}`)
    }
  }
  return `{${inner}${members.join(',')}${lineBreak}}`
}
