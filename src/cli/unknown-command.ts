import type { Command } from 'commander'

/**
 * Ends with an error where a command is named that is not there. commander would show the help of
 * what stands before it, if help is asked for, as if all were well.
 */
export function refuseUnknown(program: Command, words: readonly string[]): void {
  let command = program
  const named: string[] = []
  for (const word of words) {
    if (word.startsWith('-') || command.commands.length === 0) return
    named.push(word)
    const next = command.commands.find((each) => each.name() === word)
    // It says so by itself, with what may have been meant, where nothing else is asked for.
    if (!next) return void program.parse(named, { from: 'user' })
    command = next
  }
}
