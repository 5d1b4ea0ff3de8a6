// `lazuli run`: a program, and all that it starts, for which Azure is here. Nothing outside of it changes.
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Layer } from '#library/layers.ts'
import type { Reaching } from '#library/ready/ready.ts'
import { allowedIn } from '#proxy/hosts.rules.ts'
import { connectToSocket } from '#proxy/names-socket.ts'
import { credentialsAt } from '#proxy/peer.ts'
import { proxyVariables } from '#proxy/programs.ts'
import { type OpenProxy, startProxy } from '#proxy/proxy.ts'
import { writeTrustFiles } from '#proxy/trust-files.ts'
import { dial } from '#proxy/upstream.ts'
import { type Ended, endAs, runChild } from './child.ts'
import { environmentOf } from './environment.ts'
import { type RunServer, serverFor } from './server.ts'

export interface RunOptions extends Reaching {
  readonly allow?: string
  readonly fresh?: boolean
}

const CLIENT = 'lazuli'
const SECRET_BYTES = 24
const knowsProcesses = process.platform === 'linux'

export async function run(
  { allow = '', fresh = false, ...reaching }: RunOptions,
  server: Layer,
  command: readonly string[],
): Promise<void> {
  const allowed = allowedIn(allow)
  // From here on a signal means the program: it ends, and then we do, with nothing left behind.
  const early = holdSignals()
  const ended = await withServer(reaching, server, fresh, async (running) => {
    const secret = randomBytes(SECRET_BYTES).toString('base64url')
    const proxy = await startProxy({
      secretOf: () => secret,
      allowed,
      connectToNames: () => connectToSocket(running.ready.namesSocket),
      connectOutside: (host, port) => dial(host, port, process.env),
      ...(knowsProcesses ? { credentialsAt } : {}),
      onRefused: onceEach((why) => process.stderr.write(`lazuli run: ${why}\n`)),
    })
    try {
      return await inScratch(running, proxy, secret, { command, early })
    } finally {
      await proxy.close()
    }
  })
  endAs(ended)
}

async function withServer(
  reaching: Reaching,
  options: Layer,
  isFresh: boolean,
  use: (server: RunServer) => Promise<Ended>,
): Promise<Ended> {
  const server = await serverFor(reaching, options, isFresh)
  try {
    return await use(server)
  } finally {
    await server.stop()
  }
}

interface Begin {
  readonly command: readonly string[]
  readonly early: ReturnType<typeof holdSignals>
}

/** Runs the command with a directory of its own, which goes with it. */
async function inScratch(
  { ready }: RunServer,
  proxy: OpenProxy,
  secret: string,
  { command, early }: Begin,
): Promise<Ended> {
  const scratch = await mkdtemp(join(tmpdir(), `lazuli-${process.pid}-`))
  try {
    const { env } = process
    const azDirectory = join(scratch, 'az')
    // Certificates are for everyone to read, whatever user the program becomes.
    await chmod(scratch, 0o755)
    await mkdir(azDirectory, { mode: 0o700 })
    const files = await writeTrustFiles(scratch, {
      caFile: ready.caFile,
      bundleFile: ready.caBundleFile,
      bundleBefore: env.SSL_CERT_FILE ?? env.REQUESTS_CA_BUNDLE ?? env.CURL_CA_BUNDLE,
      extraBefore: env.NODE_EXTRA_CA_CERTS,
    })
    const { port } = proxy
    const javaOptions = env.JAVA_TOOL_OPTIONS
    const azHome = env.AZURE_CONFIG_DIR ?? join(homedir(), '.azure')
    const environment = environmentOf(env, ready, {
      proxy: proxyVariables({ port, client: CLIENT, secret, files, knowsProcesses, javaOptions }),
      azDirectory,
      azExtensions: env.AZURE_EXTENSION_DIR ?? join(azHome, 'cliextensions'),
    })
    return await runChild(command, environment, early)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

const MOST_TOLD = 100

/** Each sentence once, and no more of them than a reader can take. */
function onceEach(tell: (words: string) => void): (words: string) => void {
  const told = new Set<string>()
  return (words) => {
    if (told.has(words) || told.size >= MOST_TOLD) return
    told.add(words)
    tell(words)
  }
}

const ENDING: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** While a server starts there is no program yet that a signal could be passed on to. */
function holdSignals() {
  let first: NodeJS.Signals | undefined
  const note = (signal: NodeJS.Signals): void => {
    first ??= signal
  }
  for (const signal of ENDING) process.on(signal, note)
  return {
    /** Ends the holding. What came meanwhile: the run is over then. */
    release(): NodeJS.Signals | undefined {
      for (const signal of ENDING) process.off(signal, note)
      return first
    },
  }
}
