// Who a task's user is to the programs that it runs: a name, a home, an entry that `getpwuid` finds.
// The machine's own lists of users are left as they are: a launcher sees others in their place.
import { spawnSync } from 'node:child_process'
import { lchownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { dirname } from 'node:path'
import type { TaskUser } from '#drivers/nodes/port.ts'
import type { Mount } from './bwrap.ts'

export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
  readonly home: string
}

/** What Azure calls the automatic user of a pool on Linux. */
const AUTOMATIC = '_azbatch'

/** What would end a field or a line of the list is no part of a name, nor is a way out of a directory. */
export const nameOfUser = (user: TaskUser): string =>
  'auto' in user ? AUTOMATIC : user.name.replaceAll(/[^\w.@-]|^\.+$/g, '_')

/** The name of the user that the agent runs as. */
export function nameOfAgent(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined // It has a user id that has no entry.
  }
}

/** The two lists of users and groups, as the launchers of an account see them. */
export interface Lists {
  readonly passwd: string
  readonly group: string
}

const before = (line: string, list: string): string => `${line}\n${readOrEmpty(list)}`

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/** Writes the lists in `directory`, the account before all that the machine has. */
export function writeLists(directory: string, { name, uid, gid, home }: Account): Lists {
  mkdirSync(directory, { recursive: true, mode: 0o755 })
  const start = `${directory}/${name}-${uid}`
  const lists = { passwd: `${start}.passwd`, group: `${start}.group` }
  // No password, rather than one in a list of its own, which has no such user.
  const user = `${name}:*:${uid}:${gid}:Azure Batch:${home}:/bin/sh`
  writeFileSync(lists.passwd, before(user, '/etc/passwd'), { mode: 0o644 })
  writeFileSync(lists.group, before(`${name}:x:${gid}:`, '/etc/group'), { mode: 0o644 })
  return lists
}

/** Makes the home of an account that lasts as long as its node. */
export function makeHome({ home, uid, gid }: Account, isGiven: boolean): void {
  mkdirSync(dirname(home), { recursive: true, mode: 0o711 })
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (isGiven) lchownSync(home, uid, gid)
}

/** In a mount namespace of its own, which still sees what is mounted outside later on. */
const NAMESPACE = ['unshare', '--mount', '--propagation', 'slave', '--']

/** Its words are the ids, the shell, and pairs of what is to be seen where. */
const BECOME = `uid=$1 gid=$2 shell=$3; shift 3
  while [ $# -gt 0 ]; do mount -n --bind "$1" "$2" || exit; shift 2; done
  exec setpriv --reuid "$uid" --regid "$gid" --clear-groups -- "$shell"`

/** The lists, in the places of the machine's own. */
export const listMounts = ({ passwd, group }: Lists): Required<Mount>[] => [
  { at: '/etc/passwd', from: passwd },
  { at: '/etc/group', from: group },
]

/** A shell that runs with these ids and finds other files and directories in their places. */
export const wordsAs = (
  { uid, gid }: Pick<Account, 'uid' | 'gid'>,
  shell: string,
  mounts: readonly Required<Mount>[],
): string[] => [
  ...NAMESPACE,
  '/bin/sh',
  '-c',
  BECOME,
  'sh',
  `${uid}`,
  `${gid}`,
  shell,
  ...mounts.flatMap(({ from, at }) => [from, at]),
]

/** The user who owns nothing. */
const NOBODY = { uid: 65_534, gid: 65_534 }

/** Whether root can do so here. Starts a process to find out. */
export function mayShowLists(): boolean {
  const lists = { passwd: '/etc/passwd', group: '/etc/group' }
  const [program, ...words] = wordsAs(NOBODY, '/bin/true', listMounts(lists))
  return spawnSync(program!, words, { stdio: 'ignore' }).status === 0
}
