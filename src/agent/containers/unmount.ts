import { readFileSync } from 'node:fs'
import { runCommand } from './engine/run-command.ts'

/** Takes away what a runtime that was killed has left mounted in the directory, the innermost first. */
export async function unmountAllIn(directory: string): Promise<void> {
  const paths = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => unescaped(line.split(' ')[1] ?? ''))
    .filter((path) => path.startsWith(`${directory}/`))
  for (const path of paths.reverse()) {
    await runCommand(['umount', '--lazy', path], { PATH: '/usr/bin:/bin:/usr/sbin:/sbin' })
  }
}

/** The kernel writes spaces and the like as octal numbers. */
const unescaped = (path: string): string =>
  path.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
