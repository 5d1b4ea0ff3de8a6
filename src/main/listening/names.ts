// The listener that is reached by Azure's own names. It has no port: a socket in the data directory,
// which only its owner may enter, leads there, and the proxy of `lazuli run` leads to that.
import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { withShortPath } from '#files/short-path.ts'
import type { AzureCertificates } from '#server/listening/azure-certificates.ts'
import { AzureHosts } from '#server/listening/azure-hosts.ts'
import {
  type DirectCall,
  type Listener,
  type ListenerOptions,
  listen,
} from '#server/listening/listener.ts'

/** Blobs come slowly over some lines, and who calls here is known. */
const CALL_MS = 3_600_000

export interface NamesListener extends Listener {
  readonly socket: string
}

export async function listenAtNames(
  common: Pick<ListenerOptions, 'bodies' | 'clock' | 'pipeline'>,
  directory: string,
  certificates: AzureCertificates,
  storage: (call: DirectCall) => Promise<void>,
): Promise<NamesListener> {
  const socket = join(directory, 'names.sock')
  // Of a server that was killed: this one holds the directory now.
  await rm(socket, { force: true })
  const listener = await withShortPath(socket, (path) =>
    listen({
      ...common,
      endpoint: { path },
      hosts: new AzureHosts(),
      requestTimeout: CALL_MS,
      direct: (call) => (isStorage(call.host) ? storage(call) : undefined),
      tls: {},
      contextFor: (name) => certificates.contextFor(name),
    }),
  )
  await chmod(socket, 0o600)
  return { ...listener, socket }
}

const isStorage = (host: string): boolean => host.endsWith('.core.windows.net')
