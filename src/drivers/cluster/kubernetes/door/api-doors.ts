// Stands before the API servers of clusters that only some addresses may call. Its cluster goes on without
// it when the server dies, and takes no caller until the next one opens it again.
import { once } from 'node:events'
import { BlockList, connect, createServer, isIPv4, type Server, type Socket } from 'node:net'
import { isDeepStrictEqual } from 'node:util'

export interface Door {
  /** Where callers come. */
  readonly port: number
  /** Where the API server listens. */
  readonly inner: number
  /** Addresses and ranges of IPv4; what is neither, a tag of a service say, holds no address of this machine. */
  readonly ranges: readonly string[]
}

interface Opened {
  readonly door: Door
  readonly server: Server
  readonly sockets: Set<Socket>
}

export function admits(ranges: readonly string[], address: string | undefined): boolean {
  const list = new BlockList()
  for (const range of ranges) {
    const [base = '', bits = '32'] = range.split('/')
    if (isIPv4(base)) list.addSubnet(base, Number(bits), 'ipv4')
  }
  return address !== undefined && isIPv4(address) && list.check(address, 'ipv4')
}

export class ApiDoors {
  readonly #opened = new Map<string, Opened>()

  /** False: another program has the port. */
  async open(cluster: string, door: Door): Promise<boolean> {
    if (isDeepStrictEqual(this.#opened.get(cluster)?.door, door)) return true
    await this.close(cluster)
    const sockets = new Set<Socket>()
    const server = createServer((caller) => {
      sockets.add(caller)
      caller.on('close', () => sockets.delete(caller))
      caller.on('error', () => caller.destroy())
      if (admits(door.ranges, caller.remoteAddress)) lead(caller, door.inner)
      else caller.resetAndDestroy()
    })
    try {
      server.listen({ port: door.port, host: '127.0.0.1' })
      await once(server, 'listening')
    } catch {
      return false
    }
    server.unref()
    this.#opened.set(cluster, { door, server, sockets })
    return true
  }

  /** Returns when the port is free; callers that were let in are cut off. */
  async close(cluster: string): Promise<void> {
    const found = this.#opened.get(cluster)
    if (!found) return
    this.#opened.delete(cluster)
    const closed = once(found.server, 'close')
    found.server.close()
    for (const socket of found.sockets) socket.destroy()
    await closed
  }
}

/** Joins a caller to what listens at a port of this machine. */
export function lead(caller: Socket, port: number): void {
  const server = connect({ port, host: '127.0.0.1' })
  server.on('error', () => caller.destroy())
  server.on('close', () => caller.destroy())
  caller.on('close', () => server.destroy())
  caller.pipe(server).pipe(caller)
}
