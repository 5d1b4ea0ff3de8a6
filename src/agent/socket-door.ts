import { openSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { socketPath } from '#drivers/nodes/channel.ts'
import type { Door } from './agent.ts'

/** Drivers of this machine come by a socket in the agent's directory, which no other user may enter. */
export const socketDoor =
  (directory: string): Door =>
  async (welcome) => {
    const server = createServer(welcome)
    rmSync(`${directory}/agent.sock`, { force: true })
    const directoryFd = openSync(directory, 'r')
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(socketPath(directoryFd), resolve)
    })
  }
