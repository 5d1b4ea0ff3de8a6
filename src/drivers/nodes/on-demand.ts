// A driver that is made when there is something for it to do: a server without pools loads none,
// starts no agent and holds no connection.
import { lazy } from '#kernel/caching/lazy.ts'
import type { NodeAgent, NodeFiles } from './port.ts'
import type { NodeDriver, NodeProvider } from './provider.ts'

interface RenewableDriver extends NodeDriver {
  /** Ends the present driver for good; the next call is for a new one. */
  renew(): Promise<void>
  /** Files are asked for once this is over: until then their nodes are not there yet. */
  keepFilesUntil(over: Promise<unknown>): void
}

export function onDemand(make: () => Promise<NodeDriver>): RenewableDriver {
  let made: NodeDriver | undefined
  let first = Promise.withResolvers<NodeDriver>()
  const begin = () =>
    lazy(async () => {
      made = await make()
      first.resolve(made)
      return made
    })
  let driver = begin()
  const agent = async (): Promise<NodeAgent> => (await driver()).agent
  const provider = async (): Promise<NodeProvider> => (await driver()).provider
  let nodesThere: Promise<unknown> = Promise.resolve()
  const present = async (): Promise<NodeFiles> => {
    await nodesThere
    return (await agent()).files
  }
  const files: NodeFiles = {
    page: async (...args) => (await present()).page(...args),
    stat: async (...args) => (await present()).stat(...args),
    read: async (...args) => (await present()).read(...args),
    remove: async (...args) => (await present()).remove(...args),
  }
  const close: NodeDriver['close'] = async (how) => await made?.close(how)
  return {
    provider: {
      request: async (...args) => (await provider()).request(...args),
      release: async (...args) => (await provider()).release(...args),
      observe: (signal) => observeFirst(first.promise, signal, (made) => made.provider),
    },
    agent: {
      files,
      setUp: async (...args) => (await agent()).setUp(...args),
      reboot: async (...args) => (await agent()).reboot(...args),
      wipe: async (...args) => (await agent()).wipe(...args),
      start: async (...args) => (await agent()).start(...args),
      proceed: async (...args) => (await agent()).proceed(...args),
      stop: async (...args) => (await agent()).stop(...args),
      observe: (signal) => observeFirst(first.promise, signal, (made) => made.agent),
      // What was not made runs nothing.
      usage: async (...args) => (await made?.agent.usage(...args)) ?? [],
      uploadLogs: async (...args) => (await agent()).uploadLogs(...args),
      close,
    },
    close,
    async renew() {
      await close({ forGood: true })
      made = undefined
      first = Promise.withResolvers()
      driver = begin()
    },
    keepFilesUntil(over) {
      nodesThere = over
    },
  }
}

interface Observed<Report> {
  observe(signal: AbortSignal): AsyncIterable<readonly Report[]>
}

/** Nothing happens until there is a driver, so there is nothing to observe before. */
async function* observeFirst<Report>(
  first: Promise<NodeDriver>,
  signal: AbortSignal,
  port: (driver: NodeDriver) => Observed<Report>,
): AsyncIterable<readonly Report[]> {
  const ended = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  const driver = await Promise.race([first, ended])
  if (driver) yield* port(driver).observe(signal)
}
