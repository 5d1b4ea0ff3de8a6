// The proxy by which tasks of Batch reach this server under Azure's own names. It goes on at the same
// port with the same secret after each start, since tasks outlive a server.
import { createHmac, randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeIdOf } from '#batch/keys.ts'
import { allowedIn } from '#proxy/hosts.rules.ts'
import { connectToSocket } from '#proxy/names-socket.ts'
import { credentialsAt } from '#proxy/peer.ts'
import { proxyVariables, type TaskPrograms, taskPrograms } from '#proxy/programs.ts'
import { startProxy } from '#proxy/proxy.ts'
import { writeTrustFiles } from '#proxy/trust-files.ts'
import { dial } from '#proxy/upstream.ts'
import type { TlsMaterial } from '#server/listening/tls.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Parts } from '../parts.ts'

const SECRET_BYTES = 24
/** No node is called so. */
const AGENT = 'agent'
const PORT = 'tasks-proxy-port'
const SECRET = 'tasks-proxy-secret'
const knowsProcesses = process.platform === 'linux'

export interface TasksProxy {
  /** For the tasks of one node. */
  programsOf(nodeId: string): TaskPrograms
  /** For the agent, which fetches and uploads what tasks name. */
  readonly agentEnvironment: Readonly<Record<string, string>>
  close(): Promise<void>
}

export async function openTasksProxy(
  { directory, identity, store }: Pick<Parts, 'directory' | 'identity' | 'store'>,
  tls: Pick<TlsMaterial, 'caPath' | 'bundlePath'>,
  namesSocket: string,
): Promise<TasksProxy> {
  const before = await findSetting(store, PORT)
  const kept = await findSetting(store, SECRET)
  const secret = kept ?? randomBytes(SECRET_BYTES).toString('base64url')
  // Each node has one of its own: who it is decides which identities its tasks may use.
  const secretOf = (client: string): string =>
    createHmac('sha256', secret).update(client).digest('base64url')
  const proxy = await startProxy({
    secretOf,
    port: Number(before ?? 0),
    // Tasks reach the network as the host does; only Azure's names lead elsewhere.
    allowed: allowedIn('*'),
    async metadata(client, call) {
      const { identitiesOn } = await import('#batch/files/node-identities.ts')
      return await identity.onNode(call, await identitiesOn(store, nodeIdOf(client)))
    },
    connectToNames: () => connectToSocket(namesSocket),
    connectOutside: (host, port) => dial(host, port, process.env),
    ...(knowsProcesses ? { credentialsAt } : {}),
  })
  const { port } = proxy
  await store.write(async (tx) => {
    await saveSetting(tx, PORT, String(port))
    await saveSetting(tx, SECRET, secret)
  })
  const folder = join(directory.path, 'tasks-see-azure')
  await mkdir(folder, { recursive: true })
  const files = await writeTrustFiles(folder, { caFile: tls.caPath, bundleFile: tls.bundlePath })
  const factsOf = (client: string) => {
    return { port, client, secret: secretOf(client), files, knowsProcesses }
  }
  return {
    programsOf: (nodeId) => taskPrograms(factsOf(nodeId)),
    agentEnvironment: proxyVariables(factsOf(AGENT)),
    close: () => proxy.close(),
  }
}
