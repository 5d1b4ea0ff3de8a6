// Who is at the other end of a connection of this machine. Some clients can be told of a proxy but not
// of its secret (those of the JDK are): on Linux the kernel says whose their connections are, and a
// process that has the secret in its environment could have sent it.
import { readdir, readFile, readlink } from 'node:fs/promises'
import type { Credentials } from './gate.ts'

const ESTABLISHED = '01'

/** The inode of the socket that is bound to `local` and connected to `remote`, in a table of /proc. */
export function inodeIn(table: string, local: number, remote: number): string | undefined {
  for (const line of table.split('\n').slice(1)) {
    const [, from = '', to = '', state, , , , , , inode] = line.trim().split(/\s+/)
    const isIt = portOf(from) === local && portOf(to) === remote && state === ESTABLISHED
    if (isIt) return inode
  }
  return undefined
}

const portOf = (address: string): number => Number.parseInt(address.slice(-4), 16)

/** What the environment of the client that came from port `from` to our port `to` says for it. */
export async function credentialsAt(from: number, to: number): Promise<Credentials | undefined> {
  const inode = await inodeOf(from, to)
  if (inode === undefined || inode === '0') return undefined
  const link = `socket:[${inode}]`
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  for (const process of processes.toReversed()) {
    const known = await knownTo(process, to)
    if (known && (await holds(process, link))) return known
  }
  return undefined
}

async function inodeOf(from: number, to: number): Promise<string | undefined> {
  // A socket of IPv6 reaches 127.0.0.1 too.
  for (const name of ['tcp', 'tcp6']) {
    const table = await readFile(`/proc/self/net/${name}`, 'latin1').catch(() => '')
    const inode = inodeIn(table, from, to)
    if (inode !== undefined) return inode
  }
  return undefined
}

/** What belongs to others cannot be read, and is none of ours. */
async function knownTo(process: string, port: number): Promise<Credentials | undefined> {
  const environment = await readFile(`/proc/${process}/environ`, 'latin1').catch(() => '')
  return credentialsIn(environment, port)
}

/** Of the proxy at this port, as variables name it. */
export function credentialsIn(environment: string, port: number): Credentials | undefined {
  const found = /\0HTTPS_PROXY=http:\/\/([\w-]+):([\w-]+)@127\.0\.0\.1:(\d+)\0/.exec(
    `\0${environment}\0`,
  )
  return found?.[3] === String(port) ? { client: found[1]!, secret: found[2]! } : undefined
}

async function holds(process: string, link: string): Promise<boolean> {
  const directory = `/proc/${process}/fd`
  for (const fd of await readdir(directory).catch(() => [])) {
    if ((await readlink(`${directory}/${fd}`).catch(() => '')) === link) return true
  }
  return false
}
