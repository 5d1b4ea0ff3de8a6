import { statSync } from 'node:fs'

const isProgram = (path: string): boolean => {
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    return stat?.isFile() === true && (stat.mode & 0o111) !== 0
  } catch {
    return false // A part of the path is a file, or a loop, or closed to us.
  }
}

/**
 * Where the program of a command line is: as a path from the working directory when it has a slash,
 * otherwise in the first directory of `path` that has it. Undefined: there is no such program.
 * `real` tells where a path of the command's is for us.
 */
export function findProgram(
  word: string,
  path: string,
  directory: string,
  real: (path: string) => string = (same) => same,
): string | undefined {
  if (!word || word.includes('\0')) return undefined
  const from = (base: string, name: string): string =>
    name.startsWith('/') ? name : `${base}/${name}`
  if (word.includes('/')) {
    const program = from(directory, word)
    return isProgram(real(program)) ? program : undefined
  }
  for (const entry of path.split(':')) {
    const program = `${from(directory, entry || '.')}/${word}`
    if (isProgram(real(program))) return program
  }
  return undefined
}
