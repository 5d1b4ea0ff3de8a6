// The server as a whole, to be started and stopped. What it is made of is joined in main/.
import { beginKeyPair } from '#identity/key-pair.ts'
import type { ServerOptions } from './main/options.ts'
import type { Served } from './main/serve.ts'

export interface RunningServer extends Served {
  /** Finishes the calls under way and closes everything. What runs goes on at the next start. */
  stop(): Promise<void>
}

export async function startServer(options: ServerOptions): Promise<RunningServer> {
  // Another thread makes the key, which takes as long as to load the rest: so it begins first.
  const keyPair = beginKeyPair(options.dataDirectory)
  const { serve } = await import('./main/serve.ts')
  // What was opened, to be closed newest first: at the end, or when it never comes to serve.
  const opened = new AsyncDisposableStack()
  try {
    const { ready, services } = await serve(options, opened, keyPair)
    return { ready, services, stop: () => opened.disposeAsync() }
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}
