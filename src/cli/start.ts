import { flushCompileCache } from 'node:module'
import { resolve } from 'node:path'
import { flagOf } from '#kernel/options.ts'
import { fromEnvironment, type Layer, merged } from '#library/layers.ts'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'
import { logLine } from '#library/log-line.ts'
import { commandDefaults, commandOptions, type LazuliOptions } from '#library/options.ts'
import { defaultDataDirectory, type Ready } from '#library/ready/ready.ts'
import { whenNpmShellEnds, whenParentEnds } from './npm-shell.ts'
import { tellIfSlow } from './progress.ts'

/**
 * Node saves what it compiled when it ends by itself. A server that is killed would leave nothing to
 * its next start, so it is saved once the first calls may have been served.
 */
const CACHED_AFTER_MS = 3_000

/** A user who starts a server may want to look at it. */
const PORTAL = { portal: 'on' }

/** Serves as the command line says, and where it says nothing, the variables or the file. */
export async function start({ config: named, withParent, ...flags }: Layer): Promise<void> {
  const own = fromEnvironment(process.env, commandOptions.options)
  const config = await configuration(named ?? own.config)
  const layers = [
    flags,
    fromEnvironment(process.env),
    config?.options ?? {},
    commandDefaults(),
    PORTAL,
  ]
  const said = merged(layers) as LazuliOptions
  const keeps = said.ephemeral ? {} : { data: said.data ?? defaultDataDirectory() }
  const isLog = said.log === 'json'
  const say = (words: string): void =>
    void process.stdout.write(isLog ? logLine('info', words) : `${words}\n`)
  let isStandby = false
  const starting = createLazuli(
    { ...said, ...keeps },
    {},
    {
      onStandby: (port) => {
        isStandby = true
        say(`Standing by at port ${port}: another server has the database.`)
        void tellSystemd()
      },
      onLost: endLost,
    },
  )
  const hasBegun = (): boolean => !isStandby
  stopOnSignal(starting, say, (withParent ?? own.withParent) === true, hasBegun)
  const server = await (isLog ? starting : tellIfSlow('Starting ...', starting))
  isStandby = false
  const link = await server.inside.portal.linkFor()
  const portal = 'url' in link ? link.url : undefined
  // A log has no link to the portal: that lets in who follows it.
  if (isLog) say(servesAt(server.ready))
  else process.stdout.write(greeting(server.ready, said, { configFile: config?.file, portal }))
  await tellSystemd()
  const { lacks } = await server.inside.machine()
  for (const words of lacks) say(words)
  setTimeout(() => flushCompileCache(), CACHED_AFTER_MS).unref()
}

async function configuration(named: unknown) {
  const file = typeof named === 'string' && named !== '' ? named : undefined
  const { readConfig } = await import('#library/config-file.ts')
  return await readConfig(file)
}

/** A path as one word of a shell. */
const word = (path: string): string =>
  /^[\w/.:@%+,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`

const servesAt = ({ arm }: Ready): string => `Lazuli serves Azure at ${arm}`

/** What a newcomer needs, and nothing else. */
export function greeting(
  ready: Ready,
  options: LazuliOptions,
  {
    configFile,
    portal,
  }: { readonly configFile?: string | undefined; readonly portal?: string | undefined } = {},
): string {
  // In full, for the other shell may be in another directory.
  const reach = options.readyFile
    ? ` ${flagOf('readyFile')} ${word(resolve(options.readyFile))}`
    : options.data
      ? ` ${flagOf('data')} ${word(resolve(options.data))}`
      : options.ephemeral
        ? ` ${flagOf('readyFile')} ${word(ready.readyFile)}`
        : ''
  // A user who ran npm's script has no `lazuli` of their own.
  const command =
    process.env.npm_lifecycle_event === 'start' ? 'npm run -s lazuli --' : 'npx lazuli'
  return [
    servesAt(ready),
    ...(portal === undefined ? [] : [`Open the portal at ${portal}`]),
    ...(configFile === undefined ? [] : [`Options are taken from ${configFile}`]),
    '',
    'In another shell, point your tools here:',
    `  eval "$(${command} env${reach})"`,
    '',
    `Stop with Ctrl-C. ${options.ephemeral ? 'Nothing is kept.' : `Kept in ${ready.dataDirectory}`}`,
    '',
  ].join('\n')
}

/** From the first moment: a user who starts a server may change their mind before it serves. */
function stopOnSignal(
  starting: Promise<Lazuli>,
  say: (words: string) => void,
  withParent: boolean,
  hasBegun: () => boolean,
): void {
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    // One that stands by has nothing to finish.
    if (!hasBegun()) process.exit(0)
    // One that does not come to serve says so by itself.
    const server = await starting.catch(() => undefined)
    if (!server) return
    try {
      const running = await server.inside.batch.runsOn()
      if (running > 0) say(runOn(running))
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
  // To close the terminal is to ask for the same.
  process.on('SIGHUP', onSignal)
  whenNpmShellEnds(() => void stop())
  if (withParent) whenParentEnds(() => void stop())
}

const runOn = (running: number): string =>
  running === 1
    ? `1 task runs on; the next start takes it up. ${flagOf('stopTasks')} would end it.`
    : `${running} tasks run on; the next start takes them up. ${flagOf('stopTasks')} would end them.`

/**
 * Nothing that this server does is saved any more, so it does nothing more: what started it, systemd
 * say, starts it again, to stand by.
 */
function endLost(): void {
  process.stderr.write(
    'lazuli: another server has taken over the database, for this one did not answer for ' +
      'seconds. Start it again, and it stands by.\n',
  )
  process.exit(1)
}

/** Under systemd: what waits for the service may start. Its tool is there wherever it is. */
async function tellSystemd(): Promise<void> {
  if (!process.env.NOTIFY_SOCKET) return
  const { execFile } = await import('node:child_process')
  await new Promise<void>((resolve) => {
    execFile('systemd-notify', ['--ready', `--pid=${process.pid}`], (error) => {
      if (error) process.stderr.write(`lazuli: cannot tell systemd: ${error.message}\n`)
      resolve()
    })
  })
}
