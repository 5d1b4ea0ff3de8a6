import type { Reach } from '#blobs/exchange.ts'
import { type AgentBootstrap, agentHeaders, STORAGE_PROTOCOL } from '#drivers/nodes/dialled/port.ts'
import { dial } from './dial.ts'

/** Names and addresses that mean the server's machine when the server gives them out, and not this one. */
const LOOPBACK = /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i

/** Storage on the server's loopback is reached through the server. */
export const reachStorage =
  (bootstrap: AgentBootstrap, credential: string): Reach =>
  (host, port) => {
    if (!LOOPBACK.test(host)) return undefined
    return dial(bootstrap, credential, STORAGE_PROTOCOL, {
      [agentHeaders.storagePort]: String(port),
    }).then(({ socket, head }) => {
      if (head.length > 0) socket.unshift(head)
      return socket
    })
  }
