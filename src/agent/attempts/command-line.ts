/**
 * Splits a command line into words as Batch does on Linux: quotes hold words together, a backslash
 * keeps the next character as it is, and nothing is expanded, because no shell runs it.
 */
export function splitCommandLine(commandLine: string): string[] {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let i = 0; i < commandLine.length; i++) {
    const char = commandLine[i]!
    const next = commandLine[i + 1]
    if (quote === "'") {
      if (char === quote) quote = ''
      else word += char
    } else if (char === '\\' && next !== undefined && (!quote || next === '"' || next === '\\')) {
      word = (word ?? '') + next
      i++
    } else if (quote) {
      if (char === quote) quote = ''
      else word += char
    } else if (char === '"' || char === "'") {
      quote = char
      word ??= ''
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + char
  }
  if (word !== undefined) words.push(word)
  return words
}
