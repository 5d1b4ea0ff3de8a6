// Waits at the port of a cluster that does not run, and starts it for the first who comes.
import { createServer } from 'node:net'
import { admits, lead } from './door/api-doors.ts'

export interface Sleeper {
  /** Returns when the port is free again. */
  close(): Promise<void>
}

/**
 * `wake` returns when an API server listens, and where it does. `callers`: addresses that may wake it; absent:
 * all. Undefined: another program has the port.
 */
export async function sleepAt(
  port: number,
  callers: readonly string[] | undefined,
  wake: () => Promise<number>,
): Promise<Sleeper | undefined> {
  let isAwake = false
  const server = createServer({ pauseOnConnect: true }, (caller) => {
    caller.on('error', () => caller.destroy())
    if (callers && !admits(callers, caller.remoteAddress)) return void caller.resetAndDestroy()
    if (isAwake) return void caller.destroy()
    isAwake = true
    // From now on the API server is to have the port; this caller is led to it.
    server.close()
    wake().then(
      (own) => lead(caller, own),
      () => caller.destroy(),
    )
  })
  const { promise, resolve } = Promise.withResolvers<boolean>()
  server.once('error', () => resolve(false))
  server.listen({ port, host: '127.0.0.1' }, () => resolve(true))
  if (!(await promise)) return undefined
  server.unref()
  return {
    close: () =>
      new Promise((done) => {
        if (server.listening) server.close()
        done()
      }),
  }
}
