// By which hosts the server may be called, and which audiences a token for ARM may have there. Both
// are fixed when a listener opens: what a client writes into `Host` decides where links lead, and
// nothing else.

import { ARM_AUDIENCES, isKnownResource } from '#identity/audiences.ts'
import { memoized } from '#kernel/caching/memo.ts'
import type { AzureName } from '#kernel/names/azure-names.ts'
import { flagOf } from '#kernel/options.ts'

/** A client uses one name, or a few. */
const REMEMBERED = 100

/** A call that is refused before any service gets it, with what its sender should know. */
export interface Misdirected {
  readonly status: number
  readonly problem: string
}

/** How a call came, as far as its connection tells. */
export interface Arrival {
  readonly secure: boolean
  /** The name that the client asked for when it made the connection secure. */
  readonly servername?: string | undefined
}

/** By which hosts a listener may be called. */
export interface ServedHosts {
  readonly isBehindProxy: boolean
  /** Why a call to this host is not answered; undefined where it is. */
  refuse(host: string, arrival: Arrival): Misdirected | undefined
  /** The host as links bear it. */
  inLinks(host: string): string
  /** Whether a host, with its port or without, is one of this server's own. */
  isOwn(host: string): boolean
  /** The audiences of ARM for a call to this origin. */
  audiencesAt(origin: string): readonly string[]
  /** Which service of Azure's the host is: on the listener of Azure's names alone. */
  azureNameOf(host: string): AzureName | undefined
}

export interface HostOptions {
  /** By which names and addresses clients reach this machine, besides those of every loopback. */
  readonly names?: readonly string[]
  /** Accounts of Batch have names below this one. */
  readonly batchBelow?: string | undefined
  /** Other names count too, as a proxy passes them on. */
  readonly isBehindProxy?: boolean
}

const LOOPBACK = ['localhost', 'management.localhost', '127.0.0.1', '::1']
/** Names below `localhost`, and the block of addresses, lead to the very machine that asks. */
const BELOW_LOOPBACK = /^(([\w-]+\.)+localhost|127(\.\d{1,3}){3})$/

/** Begins like the name of an account of Batch. */
const ACCOUNT = /^[a-z0-9]{3,24}\.[a-z0-9]+\.batch\./

/** A host as it is compared: lower case, without port, brackets and the final dot of a full name. */
const nameOf = (host: string): string =>
  host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')

const inUrl = (name: string): string => (name.includes(':') ? `[${name}]` : name)

/** Those of an ordinary listener: Azure's own names are foreign to it. */
export class Hosts implements ServedHosts {
  readonly isBehindProxy: boolean
  readonly #names: ReadonlySet<string>
  readonly #isOwn: (host: string) => 'own' | 'other'
  #audiences: readonly string[] = ARM_AUDIENCES

  constructor({ names = [], batchBelow, isBehindProxy = false }: HostOptions = {}) {
    const below = batchBelow === undefined ? undefined : `.batch.${batchBelow.toLowerCase()}`
    this.isBehindProxy = isBehindProxy
    this.#names = new Set([...LOOPBACK, ...names.map((name) => name.toLowerCase())])
    this.#isOwn = memoized('hosts of this server', REMEMBERED, (host) => {
      const name = nameOf(host)
      const isAccount = below !== undefined && name.endsWith(below) && ACCOUNT.test(name)
      return this.#names.has(name) || BELOW_LOOPBACK.test(name) || isAccount ? 'own' : 'other'
    })
  }

  /** ARM listens on this port: its own addresses are audiences from now on. */
  openedArm(port: number): void {
    const own = [...this.#names].flatMap((name) =>
      ['https', 'http'].map((scheme) => `${scheme}://${inUrl(name)}:${port}`),
    )
    this.#audiences = [...ARM_AUDIENCES, ...own.flatMap((origin) => [origin, `${origin}/`])]
  }

  isOwn(host: string): boolean {
    return this.#isOwn(host) === 'own'
  }

  refuse(host: string): Misdirected | undefined {
    if (this.isBehindProxy || this.isOwn(host)) return undefined
    return {
      status: 400,
      problem:
        `This server is not ${host}. Call it by its own address, or start it with ` +
        `${flagOf('host')} or ${flagOf('behindProxy')} so that it knows the name.`,
    }
  }

  inLinks(host: string): string {
    return host
  }

  azureNameOf(): undefined {
    return undefined
  }

  audiencesAt(origin: string): readonly string[] {
    if (!this.isBehindProxy) return this.#audiences
    const host = origin.replace(/^https?:\/\//, '')
    // The address that a proxy has is ARM's too: unless it is the name of another service of Azure.
    if (this.isOwn(host) || isKnownResource(origin, '')) {
      return this.#audiences
    }
    return [...this.#audiences, origin, `${origin}/`]
  }
}
