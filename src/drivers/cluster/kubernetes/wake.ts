// Waits at the port of a cluster that does not run, and starts it for the first who comes.
import { connect, createServer, type Socket } from 'node:net'

export interface Sleeper {
  /** Returns when the port is free again. */
  close(): Promise<void>
}

/** `wake` returns when an API server listens at the port. Undefined: another program has the port. */
export async function sleepAt(
  port: number,
  wake: () => Promise<void>,
): Promise<Sleeper | undefined> {
  let isAwake = false
  const server = createServer({ pauseOnConnect: true }, (caller) => {
    caller.on('error', () => caller.destroy())
    if (isAwake) return void caller.destroy()
    isAwake = true
    // From now on the API server is to have the port; this caller is led to it.
    server.close()
    wake().then(
      () => join(caller, port),
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

function join(caller: Socket, port: number): void {
  const server = connect({ port, host: '127.0.0.1' })
  server.on('error', () => caller.destroy())
  server.on('close', () => caller.destroy())
  caller.on('close', () => server.destroy())
  caller.pipe(server).pipe(caller)
}
