// What a call to Azurite says that Azurite does not hand on to where it keeps things.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { SOURCE_HEADER } from './port.ts'

export interface Caller {
  readonly account: string
  /** Where the source of a copy is, as its caller named it. */
  readonly source: string | undefined
}

const callers = new AsyncLocalStorage<Caller>()

/** Of the call that is being answered. */
export const caller = (): Caller | undefined => callers.getStore()

/** From now on its calls have a `caller`. */
export function rememberCallers(server: Server): void {
  const listeners = server.listeners('request') as ((...of: unknown[]) => void)[]
  server.removeAllListeners('request')
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const account = /^\/([^/?]*)/.exec(request.url ?? '')?.[1] ?? ''
    const source = request.headers[SOURCE_HEADER]
    callers.run({ account, source: typeof source === 'string' ? source : undefined }, () => {
      for (const listener of listeners) listener.call(server, request, response)
    })
  })
}
