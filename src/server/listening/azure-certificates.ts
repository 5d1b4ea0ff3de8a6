// Certificates for Azure's own names, made by the local authority as they are asked for. There is one
// for each kind of name and each region, so that what clients ask for makes no more of them than that.
import { createSecureContext, type SecureContext } from 'node:tls'
import { findLocation } from '#arm/locations.ts'
import { type Cache, registerCache } from '#kernel/caching/caches.ts'
import type { Instant } from '#kernel/instant.ts'
import { azureNameOf } from '#kernel/names/azure-names.ts'
import { type Pair, serverPair } from './tls.ts'

/** Long before a certificate ends, the next one is made. */
const RENEW_MS = 30 * 24 * 3_600_000

interface Issued {
  readonly context: SecureContext
  readonly at: Instant
}

/** By what name a certificate covers this one; undefined where there is none to be had. */
function certificateNameOf(servername: string): string | undefined {
  const name = servername.toLowerCase()
  const known = azureNameOf(name)
  switch (known?.kind) {
    case undefined:
    // It speaks plain HTTP.
    case 'metadata':
      return undefined
    case 'batch':
      return findLocation(known.region) && `*.${known.region}.batch.azure.com`
    case 'storage':
      return name.replace(/^[^.]+/, '*')
    default:
      return name
  }
}

export class AzureCertificates implements Cache {
  readonly name = "certificates of Azure's names"
  readonly #authority: Pair
  readonly #now: () => Instant
  readonly #issued = new Map<string, Issued>()

  constructor(authority: Pair, now: () => Instant) {
    this.#authority = authority
    this.#now = now
    registerCache(this)
  }

  drop(): void {
    this.#issued.clear()
  }

  /** What shows a client that it reached this name; undefined for one that is not answered. */
  contextFor(servername: string): SecureContext | undefined {
    const name = certificateNameOf(servername)
    if (name === undefined) return undefined
    const now = this.#now()
    const before = this.#issued.get(name)
    if (before && now - before.at < RENEW_MS) return before.context
    const context = createSecureContext(serverPair(this.#authority, now, [name], name))
    this.#issued.set(name, { context, at: now })
    return context
  }
}
