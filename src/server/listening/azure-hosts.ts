// The hosts of the one listener that is reached by Azure's own names: those names and no other. What
// leads a client there is the proxy of `lazuli run`; no port of this machine does.
import { ARM_AUDIENCES } from '#identity/audiences.ts'
import { type AzureName, azureNameOf, bareName } from '#kernel/names/azure-names.ts'
import type { Arrival, Misdirected, ServedHosts } from './hosts.ts'

/** What Azure answers without TLS: machines ask for their tokens so, and accounts may allow it. */
const PLAIN: readonly AzureName['kind'][] = ['metadata', 'storage']
const DEFAULT_PORT = { http: '80', https: '443' }

export class AzureHosts implements ServedHosts {
  readonly isBehindProxy = false

  refuse(host: string, { secure, servername }: Arrival): Misdirected | undefined {
    const name = bareName(host)
    const known = azureNameOf(name)
    const port = /:(\d*)$/.exec(host)?.[1] || undefined
    const usual = DEFAULT_PORT[secure ? 'https' : 'http']
    if (!known || (port !== undefined && port !== usual)) {
      return { status: 421, problem: `${host} is not answered here.` }
    }
    if (!secure && !PLAIN.includes(known.kind)) {
      return { status: 403, problem: `${name} is answered over HTTPS alone.` }
    }
    // The certificate was shown for one name: a call for another was meant for somewhere else.
    if (secure && servername?.toLowerCase() !== name) {
      return { status: 421, problem: `The connection is not one to ${name}.` }
    }
    return undefined
  }

  inLinks(host: string): string {
    return bareName(host)
  }

  isOwn(host: string): boolean {
    return azureNameOf(bareName(host)) !== undefined
  }

  /** The fixed ones: no address of ours is one of Azure's. */
  audiencesAt(): readonly string[] {
    return ARM_AUDIENCES
  }

  azureNameOf(host: string): AzureName | undefined {
    return azureNameOf(bareName(host))
  }
}
