// Ports of this machine for servers that tests start, and start again at the same port.
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:net'

/**
 * Below those that systems give to connections: while its server is away such a one may go to a client,
 * even to one that dials it.
 */
const FIRST = 15_000
const BEHIND_LAST = 32_000

/** So many at once, so that none is given twice: free in this moment. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const servers: Server[] = []
  const ports: number[] = []
  while (ports.length < count) {
    const port = randomInt(FIRST, BEHIND_LAST)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    servers.push(server)
    ports.push(port)
  }
  for (const server of servers) await new Promise((resolve) => server.close(resolve))
  return ports
}

/** One of them. */
export async function freePort(): Promise<number> {
  const [port] = await freePorts(1)
  return port!
}
