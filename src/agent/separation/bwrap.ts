// What a task sees through bubblewrap: the machine, read-only, with its node in it.
import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync, statSync } from 'node:fs'
import { DEFAULT_PATH } from '../attempts/environment.ts'
import { findProgram } from '../attempts/programs.ts'

const BWRAP = findProgram('bwrap', DEFAULT_PATH, '/')

/** Its own processes, and nothing of the machine to write to. */
const MACHINE = [
  // A session inside as well: what signals its process group must not reach the one outside.
  ...['--new-session', '--unshare-pid', '--unshare-ipc'],
  ...['--ro-bind', '/', '/', '--dev', '/dev', '--proc', '/proc'],
]

/**
 * Whether bubblewrap is here and this user may make namespaces with it, which some distributions
 * keep to root or to programs that they know. Starts a process to find out.
 */
export const bwrapWorks = (): boolean =>
  BWRAP !== undefined && spawnSync(BWRAP, [...MACHINE, 'true'], { stdio: 'ignore' }).status === 0

/** A directory that a task may write to. */
export interface Mount {
  readonly at: string
  /** Where it really is. Absent: nowhere, it is empty and goes with the task's process. */
  readonly from?: string
}

export interface View {
  /** Directories and files of the machine that are empty. */
  readonly hidden: readonly string[]
  /** What `/tmp` is. */
  readonly tmp: string
  /** In this order, over all else. */
  readonly mounts: readonly Mount[]
  /** Files that are others here, not to be written to. */
  readonly files: readonly Required<Mount>[]
}

/** The words before those of a program that is to see no more than this. */
export function bwrapWords({ hidden, tmp, mounts, files }: View): string[] {
  // What is mounted over a link would be mounted where it leads outside.
  const real = hidden.filter((path) => existsSync(path)).map((path) => realpathSync(path))
  return [
    ...[BWRAP!, ...MACHINE, '--bind', tmp, '/tmp'],
    ...outermost(real).flatMap(emptied),
    ...inTmp(mounts).flatMap((path) => ['--tmpfs', path]),
    ...mounts.flatMap(({ at, from }) =>
      from === undefined ? ['--tmpfs', at] : ['--bind', from, at],
    ),
    ...files.flatMap(({ at, from }) => ['--ro-bind', from, at]),
    '--',
  ]
}

/** Without those that are in another one: a task that may not enter that cannot mount anything in it. */
const outermost = (paths: readonly string[]): string[] =>
  paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)))

/**
 * What leads to mounts in a shared `/tmp`, which a task could otherwise move away and put something
 * else in its place, for others to find.
 */
const inTmp = (mounts: readonly Mount[]): string[] => [
  ...new Set(mounts.flatMap(({ at }) => /^\/tmp\/[^/]+/.exec(at)?.[0] ?? [])),
]

function emptied(path: string): string[] {
  // Nothing of the machine's is there, and what is mounted there would leave its name.
  if (path.startsWith('/tmp/')) return []
  return statSync(path).isDirectory() ? ['--tmpfs', path] : ['--ro-bind', '/dev/null', path]
}
