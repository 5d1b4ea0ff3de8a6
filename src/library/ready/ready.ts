import { readFile } from 'node:fs/promises'
import { homedir, hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { fileErrorWords } from '#kernel/file-errors.ts'
import { flagOf, variableOf } from '#kernel/options.ts'

/** What the ready file says: how to connect. A stable interface for test harnesses. */
export interface Ready {
  /** The Resource Manager endpoint: scheme, host and port, no final slash. */
  readonly arm: string
  /** Where programs of its own machine reach the server, whatever `arm`'s host leads to there. */
  readonly local?: {
    /** The machine's own name: elsewhere `host` is another machine. */
    readonly machine: string
    readonly host: string
  }
  /** The Entra authority: what SDKs call the authority host. */
  readonly authority: string
  readonly tenantId: string
  readonly subscriptionId: string
  readonly clientId: string
  readonly clientSecret: string
  /** Of the application's service principal: the principal of role assignments. */
  readonly objectId: string
  /** Who signs in with a device code, in a browser, or with a password. */
  readonly user: { readonly name: string; readonly password: string; readonly objectId: string }
  /** Of the machine, in the form of App Service: `secret` is the value of `X-IDENTITY-HEADER`. */
  readonly managedIdentity: {
    readonly clientId: string
    readonly objectId: string
    readonly endpoint: string
    readonly secret: string
  }
  /** A resource group that exists from the start. */
  readonly resourceGroup: string
  readonly location: string
  /** The local authority's certificate alone. */
  readonly caFile: string
  /** That certificate with the system's: for tools that take one file for all. */
  readonly caBundleFile: string
  readonly pid: number
  /** This file, as the server wrote it in its own directory. */
  readonly readyFile: string
  /** Null for an ephemeral server. */
  readonly dataDirectory: string | null
  readonly batch?:
    | { readonly account: string; readonly endpoint: string; readonly key: string }
    | undefined
  /** Its first account, where the data plane of storage is served. Endpoints end with its name. */
  readonly storage?:
    | {
        readonly account: string
        readonly key: string
        readonly blob: string
        readonly queue: string
        readonly table: string
      }
    | undefined
  /** At which socket it answers to Azure's own names: `lazuli run` leads programs there. */
  readonly namesSocket?: string
  /** The portal's address, where it is served. */
  readonly portal?: string
}

/** The host to connect to instead of the one in an address; undefined: that one. */
export const dialledHost = ({ local }: Pick<Ready, 'local'>): string | undefined =>
  local?.machine === hostname() ? local.host : undefined

/** Which server a command talks to. */
export interface Reaching {
  readonly readyFile?: string
  readonly data?: string
}

/** An empty `HOME` means the user's own too, not wherever one happens to be. */
export const defaultDataDirectory = (): string => join(homedir() || userInfo().homedir, '.lazuli')

/** The ready file that a server with this data directory writes by itself. */
export const readyFileIn = (directory: string): string => join(directory, 'ready.json')

/** Where a start with the same flags, variables and configuration file says how to connect. */
async function readyFileOf(reaching: Reaching): Promise<string> {
  for (const said of [reaching, reachingByVariables(), await configured()]) {
    if (said.readyFile) return said.readyFile
    if (said.data) return readyFileIn(said.data)
  }
  return readyFileIn(defaultDataDirectory())
}

/** The data directory of a server that does not run, by the same flags, variables and file. */
export async function dataDirectoryOf({ data }: Reaching): Promise<string> {
  return data || reachingByVariables().data || (await configured()).data || defaultDataDirectory()
}

/** The database that a start with the same variables and configuration file has its store in. */
export const storeSaid = async (): Promise<string | undefined> =>
  process.env[variableOf('store')] || (await configured()).store

/** What the variables say. */
export const reachingByVariables = (): Partial<Record<keyof Reaching, string | undefined>> => ({
  readyFile: process.env[variableOf('readyFile')],
  data: process.env[variableOf('data')],
})

async function configured(): Promise<Reaching & { readonly store?: string }> {
  const { readConfig } = await import('../config-file.ts')
  return (await readConfig(undefined))?.options ?? {}
}

/** In a clone, whose sources run as they are, no command is installed. */
const START = import.meta.url.endsWith('.ts') ? 'npm start' : 'npx lazuli start'

export async function readReady(reaching: Reaching): Promise<Ready> {
  const file = await readyFileOf(reaching)
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Ready
  } catch (cause) {
    const reason =
      cause instanceof SyntaxError ? 'it is no ready file' : fileErrorWords(cause as Error)
    throw new Error(
      `no server is known here: cannot read ${file}: ${reason}.\n` +
        `Start one with \`${START}\`, or name its ready file with ${flagOf('readyFile')}.`,
      { cause },
    )
  }
}
