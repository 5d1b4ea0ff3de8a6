import { writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { type RunningServer, startServer } from '../main.ts'
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
  readonly timeScale: number
  readonly hypervisor?: 'simulated' | 'qemu'
  readonly inventory?: string
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

export async function start(options: StartOptions): Promise<void> {
  if (!isLoopback(options.host) && !options.expose) {
    throw new Error(
      `${options.host} can be reached by others. Say --expose if that is what you want, ` +
        'or leave --host away to stay on this machine.',
    )
  }
  const server = await startServer({
    host: options.host,
    port: options.port,
    // Beside the first, so that one number is enough to know both.
    batchPort: options.batchPort ?? (options.port === 0 ? 0 : options.port + 1),
    retiredCertificates: options.retiredCertificates ?? false,
    dataDirectory: options.ephemeral ? undefined : resolve(options.data ?? defaultDataDirectory()),
    timeScale: options.timeScale,
    ...(options.hypervisor ? { hypervisor: options.hypervisor } : {}),
    ...(options.inventory ? { inventory: options.inventory } : {}),
  })
  if (options.readyFile) {
    const text = `${JSON.stringify(server.ready, undefined, 2)}\n`
    await writeFile(options.readyFile, text, { mode: 0o600 })
  }
  process.stdout.write(greeting(server.ready, options))
  stopOnSignal(server)
}

/** What a newcomer needs, and nothing else. */
export function greeting(ready: Ready, options: StartOptions): string {
  const reach = options.readyFile
    ? ` --ready-file ${options.readyFile}`
    : options.data
      ? ` --data ${options.data}`
      : options.ephemeral
        ? ` --ready-file ${ready.readyFile}`
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

function stopOnSignal(server: RunningServer): void {
  let stopping = false
  const stop = (): void => {
    // A second Ctrl-C means now. What was acknowledged is safe all the same.
    if (stopping) process.exit(130)
    stopping = true
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`lazuli: ${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
