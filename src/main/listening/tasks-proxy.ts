// The proxy by which tasks of Batch reach this server under Azure's own names. It goes on at the same
// port with the same secret after each start, since tasks outlive a server.
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { allowedIn } from '#proxy/hosts.rules.ts'
import { connectToSocket } from '#proxy/names-socket.ts'
import { hasSecret } from '#proxy/peer.ts'
import { proxyVariables, type TaskPrograms, taskPrograms } from '#proxy/programs.ts'
import { startProxy } from '#proxy/proxy.ts'
import { writeTrustFiles } from '#proxy/trust-files.ts'
import { dial } from '#proxy/upstream.ts'
import type { TlsMaterial } from '#server/listening/tls.ts'
import { findSetting, saveSetting } from '#store/setting.queries.ts'
import type { Parts } from '../parts.ts'

const SECRET_BYTES = 24
const PORT = 'tasks-proxy-port'
const SECRET = 'tasks-proxy-secret'
const knowsProcesses = process.platform === 'linux'

export interface TasksProxy {
  readonly programs: TaskPrograms
  /** For the agent, which fetches and uploads what tasks name. */
  readonly agentEnvironment: Readonly<Record<string, string>>
  close(): Promise<void>
}

export async function openTasksProxy(
  { directory, store }: Pick<Parts, 'directory' | 'store'>,
  tls: Pick<TlsMaterial, 'caPath' | 'bundlePath'>,
  namesSocket: string,
): Promise<TasksProxy> {
  const before = await findSetting(store, PORT)
  const kept = await findSetting(store, SECRET)
  const secret = kept ?? randomBytes(SECRET_BYTES).toString('base64url')
  const proxy = await startProxy({
    secret,
    port: Number(before ?? 0),
    // Tasks reach the network as the host does; only Azure's names lead elsewhere.
    allowed: allowedIn('*'),
    hidesMetadata: true,
    connectToNames: () => connectToSocket(namesSocket),
    connectOutside: (host, port) => dial(host, port, process.env),
    ...(knowsProcesses ? { isTrusted: (from, to) => hasSecret(from, to, secret) } : {}),
  })
  const { port } = proxy
  await store.write(async (tx) => {
    await saveSetting(tx, PORT, String(port))
    await saveSetting(tx, SECRET, secret)
  })
  const folder = join(directory.path, 'tasks-see-azure')
  await mkdir(folder, { recursive: true })
  const files = await writeTrustFiles(folder, { caFile: tls.caPath, bundleFile: tls.bundlePath })
  const facts = { port, secret, files, knowsProcesses }
  return {
    programs: taskPrograms(facts),
    agentEnvironment: proxyVariables(facts),
    close: () => proxy.close(),
  }
}
