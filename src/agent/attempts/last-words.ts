import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

/** What the C library calls the signals that end programs. */
const WORDS: Readonly<Record<number, string>> = {
  1: 'Hangup',
  3: 'Quit',
  4: 'Illegal instruction',
  5: 'Trace/breakpoint trap',
  6: 'Aborted',
  7: 'Bus error',
  8: 'Floating point exception',
  9: 'Killed',
  10: 'User defined signal 1',
  11: 'Segmentation fault',
  12: 'User defined signal 2',
  14: 'Alarm clock',
  15: 'Terminated',
  24: 'CPU time limit exceeded',
  25: 'File size limit exceeded',
  31: 'Bad system call',
}

const TAIL_BYTES = 64
const LONG_TAIL_BYTES = 4096

/**
 * Whether a command was ended by this signal. Its exit code cannot tell: a program may exit with 137
 * itself. But the shell, which saw the signal, says so on the command's standard error.
 */
export function saysSignal(stderr: string, signal: number): boolean {
  const word = WORDS[signal]
  if (!word) return false
  const lastLine = tailOf(stderr).split('\n').at(-2)
  return lastLine === word || lastLine === `${word} (core dumped)`
}

/** The end of what a command has said. */
export const lastWords = (stderr: string): string => tailOf(stderr, LONG_TAIL_BYTES)

/** A task may have put anything in the file's place: no link is followed, no pipe waited for. */
function tailOf(path: string, most = TAIL_BYTES): string {
  try {
    const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
    const fd = openSync(path, flags)
    try {
      const stat = fstatSync(fd)
      if (!stat.isFile()) return ''
      const bytes = Buffer.alloc(most)
      const read = readSync(fd, bytes, 0, most, Math.max(0, stat.size - most))
      return bytes.toString('latin1', 0, read)
    } finally {
      closeSync(fd)
    }
  } catch {
    return ''
  }
}
