import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { flushCompileCache } from 'node:module'
import { BlockList, isIP } from 'node:net'
import { resolve } from 'node:path'
import { fileErrorWords } from '#kernel/file-errors.ts'
import { type RunningServer, startServer } from '../main.ts'
import { whenNpmShellEnds } from './npm-shell.ts'
import { tellIfSlow } from './progress.ts'
import { defaultDataDirectory, type Ready } from './ready.ts'

export interface StartOptions {
  readonly port: number
  readonly host: string
  readonly batchPort?: number
  readonly retiredCertificates?: boolean
  readonly expose?: boolean
  readonly data?: string
  readonly ephemeral?: boolean
  readonly readyFile?: string
  readonly clientCertificate?: string
  readonly openManagedIdentity?: boolean
  readonly behindProxy?: boolean
  readonly unregistered?: boolean
  readonly timeScale: number
  readonly frozen?: boolean
  readonly throttle?: boolean
  readonly separation?: 'uid' | 'bwrap' | 'none'
  readonly hypervisor?: 'simulated' | 'qemu'
  readonly aksVersions?: string
  readonly aksAbortIdle?: '409' | '204'
  readonly aksCanceling?: boolean
  readonly aksLocation?: '200' | '204'
  readonly aksSerialPools?: boolean
  readonly inventory?: string
  /** In seconds. */
  readonly inventoryDelay?: number
}

/**
 * Node saves what it compiled when it ends by itself. A server that is killed would leave nothing to
 * its next start, so it is saved once the first calls may have been served.
 */
const CACHED_AFTER_MS = 3_000

const LOOPBACK = new BlockList()
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4')
LOOPBACK.addAddress('::1', 'ipv6')

/** In whatever way the address is written. */
const isLoopback = (host: string): boolean =>
  host === 'localhost' ||
  (isIP(host) > 0 && LOOPBACK.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4'))

/** As in a URL, an IPv6 address may stand in brackets. */
const withoutBrackets = (host: string): string => host.replace(/^\[(.*)\]$/, '$1')

export async function start(asked: StartOptions): Promise<void> {
  const options = { ...asked, host: withoutBrackets(asked.host) }
  if (!isLoopback(options.host) && !options.expose) {
    throw new Error(
      `${options.host} can be reached by others. Say --expose if that is what you want, ` +
        'or leave --host away to stay on this machine.',
    )
  }
  if (options.frozen && !options.ephemeral) {
    throw new Error('--frozen needs --ephemeral: what is kept would know a time that never came.')
  }
  if (options.separation === 'uid' && process.getuid?.() !== 0) {
    throw new Error(
      'Only root can give tasks users of their own. Say --separation bwrap, or leave it away.',
    )
  }
  if (options.inventory) await readOrRefuse('inventory', options.inventory)
  if (options.aksVersions) await readOrRefuse('list of versions', options.aksVersions)
  const clientCertificate =
    options.clientCertificate && (await readCertificate(options.clientCertificate))
  // Beside the first, so that one number is enough to know both; after the last there is none.
  const hasNext = options.port > 0 && options.port < 65_535
  const batchPort = options.batchPort ?? (hasNext ? options.port + 1 : 0)
  const starting = startServer({
    host: options.host,
    port: options.port,
    batchPort,
    retiredCertificates: options.retiredCertificates ?? false,
    dataDirectory: options.ephemeral ? undefined : resolve(options.data ?? defaultDataDirectory()),
    timeScale: options.timeScale,
    frozen: options.frozen ?? false,
    throttle: options.throttle ?? false,
    ...(clientCertificate ? { clientCertificate } : {}),
    ...(options.readyFile ? { readyFile: resolve(options.readyFile) } : {}),
    openManagedIdentity: options.openManagedIdentity ?? false,
    behindProxy: options.behindProxy ?? false,
    unregistered: options.unregistered ?? false,
    ...(options.separation ? { separation: options.separation } : {}),
    aks: aksOf(options),
    ...(options.hypervisor ? { hypervisor: options.hypervisor } : {}),
    ...(options.inventory ? { inventory: options.inventory } : {}),
    inventoryDelayMs: (options.inventoryDelay ?? 0) * 1000,
  }).catch((cause: unknown) => {
    throw new Error(whyNot(cause as NodeJS.ErrnoException, options), { cause })
  })
  stopOnSignal(starting)
  const server = await tellIfSlow('Starting ...', starting)
  process.stdout.write(greeting(server.ready, options))
  setTimeout(() => flushCompileCache(), CACHED_AFTER_MS).unref()
}

const ABORT_IDLE = { '409': 'conflict', '204': 'no-content' } as const

const aksOf = (options: StartOptions): Parameters<typeof startServer>[0]['aks'] => ({
  ...(options.aksVersions ? { versions: options.aksVersions } : {}),
  ...(options.aksAbortIdle ? { abortIdle: ABORT_IDLE[options.aksAbortIdle] } : {}),
  showCanceling: options.aksCanceling ?? false,
  noContent: options.aksLocation === '204',
  serialPools: options.aksSerialPools ?? false,
})

const readOrRefuse = (what: string, file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`cannot read the ${what} ${file}: ${fileErrorWords(cause)}.`, { cause })
  })

async function readCertificate(file: string): Promise<string> {
  const pem = await readOrRefuse('certificate', file)
  let kind: string | undefined
  try {
    kind = new X509Certificate(pem).publicKey.asymmetricKeyType
  } catch (cause) {
    throw new Error(`${file} holds no certificate in PEM.`, { cause })
  }
  if (kind === 'rsa') return pem
  throw new Error(`the certificate ${file} is not of an RSA key: Entra takes no other.`)
}

/** Why the server did not start, and what to do about it. */
function whyNot(error: NodeJS.ErrnoException & { port?: number }, options: StartOptions): string {
  const port = error.port ?? options.port
  const flag = port === options.port ? '--port' : '--batch-port'
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
      return `${options.host} is no address of this machine. Name another one with --host.`
    default:
      return faultIn(error, options)
  }
}

function faultIn({ name, message }: Error, { inventory, aksVersions }: StartOptions): string {
  if (name === 'EstateFault') return `the inventory ${inventory} is not right: ${message}`
  if (name === 'VersionsFault') return `the versions in ${aksVersions} are not right: ${message}.`
  return message
}

/** A path as one word of a shell. */
const word = (path: string): string =>
  /^[\w/.:@%+,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`

/** What a newcomer needs, and nothing else. */
export function greeting(ready: Ready, options: StartOptions): string {
  // In full, for the other shell may be in another directory.
  const reach = options.readyFile
    ? ` --ready-file ${word(resolve(options.readyFile))}`
    : options.data
      ? ` --data ${word(resolve(options.data))}`
      : options.ephemeral
        ? ` --ready-file ${word(ready.readyFile)}`
        : ''
  // Whoever ran npm's script has no `lazuli` of their own.
  const command =
    process.env.npm_lifecycle_event === 'start' ? 'npm run -s lazuli --' : 'npx lazuli'
  return [
    `Lazuli serves Azure at ${ready.arm}`,
    '',
    'In another shell, point your tools here:',
    `  eval "$(${command} env${reach})"`,
    '',
    `Stop with Ctrl-C. ${options.ephemeral ? 'Nothing is kept.' : `Kept in ${ready.dataDirectory}`}`,
    '',
  ].join('\n')
}

/** From the first moment: who starts a server may change their mind before it serves. */
function stopOnSignal(starting: Promise<RunningServer>): void {
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    // One that does not come to serve says so by itself.
    const server = await starting.catch(() => undefined)
    if (!server) return
    try {
      await tellIfSlow('Finishing the calls under way; Ctrl-C once more ends them.', server.stop())
      process.exit(0)
    } catch (error) {
      process.stderr.write(`lazuli: ${String(error)}\n`)
      process.exit(1)
    }
  }
  const onSignal = (): void => {
    // A second Ctrl-C means now. What was acknowledged is safe all the same.
    if (stopping) process.exit(130)
    void stop()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  // Whoever closes the terminal wants no more than this either.
  process.on('SIGHUP', onSignal)
  whenNpmShellEnds(() => void stop())
}
