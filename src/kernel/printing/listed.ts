/** A line of a list fits a terminal, with what stands before it. */
const WIDTH = 76

/** Names below a sentence that ends with a colon, several in a line; a few stand in the sentence itself. */
export function listed(names: readonly string[]): string {
  const text = names.join(', ')
  if (text.length <= WIDTH) return ` ${text}.`
  const lines: string[] = []
  for (const name of names) {
    const last = lines.at(-1)
    if (last === undefined || last.length + name.length + 2 > WIDTH) lines.push(name)
    else lines[lines.length - 1] = `${last}, ${name}`
  }
  return `\n  ${lines.join(',\n  ')}`
}
