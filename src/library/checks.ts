// What is refused before anything starts, and the words for what fails then.
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { BlockList, createServer, isIP } from 'node:net'
import { fileErrorWords } from '#kernel/file-errors.ts'
import { flagOf } from '#kernel/options.ts'
import type { Settings } from './options.ts'
import { besideOf, rangeIn } from './port-range.ts'

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** In whatever way the address is written. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  (isIP(host) > 0 && LOOPBACK.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'))

const NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i

/** Throws where the options ask for what makes no sense or would harm. */
export async function check(settings: Settings): Promise<void> {
  const { host, expose, separation, inventory, catalogue, nodes, elevation } = settings
  const { data, store, publicName, tlsCert, tlsKey } = settings
  if (!isLoopback(host) && !expose) {
    throw new Error(
      `${host} can be reached by others. Say ${flagOf('expose')} if that is what you want, ` +
        `or leave ${flagOf('host')} away to stay on this machine.`,
    )
  }
  if (publicName !== undefined && !NAME.test(publicName)) {
    throw new Error(
      `${flagOf('publicName')} takes a name such as azure.example.org, without scheme and port.`,
    )
  }
  if (settings.batchNames && publicName === undefined) {
    throw new Error(
      `${flagOf('batchNames')} needs ${flagOf('publicName')}: names are below that one.`,
    )
  }
  rangeIn(settings.batchPorts)
  if (store !== undefined && data === undefined) {
    throw new Error(`${flagOf('store')} needs ${flagOf('data')}: keys and files are kept there.`)
  }
  if (settings.standby) refuseOneMachines(settings)
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new Error(`${flagOf('tlsCert')} and ${flagOf('tlsKey')} go together.`)
  }
  if (separation === 'uid' && process.getuid?.() !== 0) {
    throw new Error(
      `Only root can give tasks users of their own. Say ${flagOf('separation')} bwrap, or leave it away.`,
    )
  }
  if (elevation !== 'none') await checkElevation(elevation, separation)
  if (nodes === 'local' && process.platform !== 'linux') {
    throw new Error(
      `Nodes of this machine run tasks on Linux only. Say ${flagOf('nodes')} simulated, or leave it away.`,
    )
  }
  if (inventory) await readOrRefuse('inventory', inventory)
  if (catalogue) await readOrRefuse('catalogue', catalogue)
  if (data !== undefined) await refuseTakenPorts(settings, existsSync(data))
}

/** A start that fails by its port makes no data directory, and brings none of an older version up to date. */
async function refuseTakenPorts(settings: Settings, isThere: boolean): Promise<void> {
  const { host, port, portalPort, batchNames, batchPort = besideOf(port) } = settings
  // The accounts of a directory that is there may be others, with ports of their own.
  const ofBatch = isThere || batchNames ? 0 : batchPort
  for (const each of [port, ofBatch, portalPort]) {
    if (!each) continue
    const server = createServer()
    try {
      await once(server.listen(each, host), 'listening')
    } catch (cause) {
      throw new Error(whyNot(cause as Error, settings), { cause })
    }
    await new Promise((resolve) => server.close(resolve))
  }
}

/** What is on one machine goes with its server, and no other one could go on with it. */
function refuseOneMachines({ store, nodes, hypervisor, cluster, storage }: Settings): void {
  const flag = flagOf('standby')
  if (store === undefined) {
    throw new Error(`${flag} needs ${flagOf('store')}: servers share that database.`)
  }
  const own: readonly [boolean, string][] = [
    [nodes !== 'simulated', `nodes that one server looks after. Say ${flagOf('nodes')} simulated`],
    [cluster !== 'simulated', `clusters on this machine. Say ${flagOf('cluster')} simulated`],
    [hypervisor !== 'simulated', `machines in QEMU. Say ${flagOf('hypervisor')} simulated`],
    [storage, `blobs on this machine. Leave ${flagOf('storage')} away`],
  ]
  for (const [isOwn, what] of own) {
    if (isOwn) throw new Error(`${flag} cannot be with ${what}: another server could not go on.`)
  }
}

async function checkElevation(
  elevation: Settings['elevation'],
  separation: Settings['separation'],
): Promise<void> {
  const { meansWith, whyNotElevated } = await import('#agent/separation/elevation.ts')
  const why = whyNotElevated(elevation, meansWith(separation))
  if (why !== undefined) throw new Error(`${flagOf('elevation')} ${elevation} cannot be: ${why}.`)
}

/** The text of a file that an option names. */
export const readOrRefuse = (what: string, file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`cannot read the ${what} ${file}: ${fileErrorWords(cause)}.`, { cause })
  })

/** Why the server did not start, and what to do about it. */
export function whyNot(
  error: NodeJS.ErrnoException & { readonly port?: number },
  settings: Settings,
): string {
  const port = error.port ?? settings.port
  const flag = flagOf(
    port === settings.port ? 'port' : port === settings.portalPort ? 'portalPort' : 'batchPort',
  )
  switch (error.syscall === 'listen' || error.syscall === 'getaddrinfo' ? error.code : '') {
    case 'EADDRINUSE':
      return (
        `port ${port} is taken, perhaps by another Lazuli. Stop that one, ` +
        `or name another port with ${flag}; 0 takes a free one.`
      )
    case 'EACCES':
      return `port ${port} is for privileged users. Name one above 1023 with ${flag}.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${settings.host} is no address of this machine. Name another one with ${flagOf('host')}.`
    default:
      return faultIn(error, settings)
  }
}

function faultIn({ name, message }: Error, { inventory, catalogue }: Settings): string {
  if (name === 'EstateFault') return `the inventory ${inventory} is not right: ${message}`
  if (name === 'CatalogueFault') return `the catalogue ${catalogue} is not right: ${message}.`
  return message
}
