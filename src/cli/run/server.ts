// Which server a run talks to: one that is there, or one of its own, which ends with it.

import { fromEnvironment, type Layer, merged } from '#library/layers.ts'
import type { LazuliOptions } from '#library/options.ts'
import { type Reaching, type Ready, reachingByVariables, readReady } from '#library/ready/ready.ts'
import { connectToSocket } from '#proxy/names-socket.ts'
import { tellIfSlow } from '../progress.ts'

export interface RunServer {
  readonly ready: Ready & { readonly namesSocket: string }
  stop(): Promise<void>
}

/** Where a server listens and keeps things is for those that stay: these say nothing to a run's own. */
const FOR_STAYING = [
  'data',
  'ephemeral',
  'readyFile',
  'port',
  'batchPort',
  'storagePort',
  'host',
  'expose',
  'behindProxy',
]

const has = (ready: Ready): ready is RunServer['ready'] => ready.namesSocket !== undefined

/** `said`: options for a server of its own. Saying any asks for one. */
export async function serverFor(
  reaching: Reaching,
  said: Layer,
  isFresh: boolean,
): Promise<RunServer> {
  const isNamed = reaching.readyFile !== undefined || reaching.data !== undefined
  const wantsOwn = isFresh || Object.keys(said).length > 0
  if (wantsOwn && isNamed) {
    throw new Error(
      'a server that is there already takes no options: name it, or say how one is to be.',
    )
  }
  if (!wantsOwn) {
    const found = await runningServer(reaching, isNamed)
    if (found) return found
  }
  return await ownServer(said)
}

/** Undefined where none runs. Throws when one was named that does not. */
async function runningServer(reaching: Reaching, isNamed: boolean): Promise<RunServer | undefined> {
  const { readyFile, data } = reachingByVariables()
  const isMeant = isNamed || Boolean(readyFile || data)
  const ready = await readReady(reaching).catch((error: unknown) => {
    if (isMeant) throw error
    return undefined
  })
  if (!ready) return undefined
  if (!has(ready)) {
    throw new Error(
      `the server at ${ready.arm} is too old for this. Start it anew, or use --fresh.`,
    )
  }
  try {
    ;(await connectToSocket(ready.namesSocket)).destroy()
  } catch (cause) {
    if (!isMeant) return undefined
    throw new Error(`the server at ${ready.arm} does not answer. Is it still running?`, { cause })
  }
  return { ready, stop: async () => undefined }
}

async function ownServer(said: Layer): Promise<RunServer> {
  const { readConfig } = await import('#library/config-file.ts')
  const config = (await readConfig(undefined))?.options ?? {}
  const elsewhere = [fromEnvironment(process.env), config].map(withoutPlaces)
  // What a program hands to tasks has Azure's names too: blobs to fetch, and where to put others.
  const options = merged([said, ...elsewhere, { tasksSeeAzure: true }]) as LazuliOptions
  const { createLazuli } = await import('#library/lazuli.ts')
  const server = await tellIfSlow('Starting ...', createLazuli(options))
  const { ready } = server
  if (!has(ready)) throw new Error('the server told of no socket: this is a bug of Lazuli.')
  return { ready, stop: () => server.stop() }
}

const withoutPlaces = (layer: Layer): Layer =>
  Object.fromEntries(Object.entries(layer).filter(([name]) => !FOR_STAYING.includes(name)))
