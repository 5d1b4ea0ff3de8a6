// A driver that is made when there is something for it to do: a server without pools loads none,
// starts no agent and holds no connection.
import { lazy } from '#kernel/lazy.ts'
import type { AgentReport, ComputeDriver, NodeFiles } from './port.ts'

export function onDemand(make: () => Promise<ComputeDriver>): ComputeDriver {
  let made: ComputeDriver | undefined
  const first = Promise.withResolvers<ComputeDriver>()
  const driver = lazy(async () => {
    made = await make()
    first.resolve(made)
    return made
  })
  const files: NodeFiles = {
    list: async (...args) => (await driver()).files.list(...args),
    stat: async (...args) => (await driver()).files.stat(...args),
    read: async (...args) => (await driver()).files.read(...args),
    remove: async (...args) => (await driver()).files.remove(...args),
  }
  return {
    files,
    ensureNode: async (...args) => (await driver()).ensureNode(...args),
    rebootNode: async (...args) => (await driver()).rebootNode(...args),
    wipeNode: async (...args) => (await driver()).wipeNode(...args),
    deallocateNode: async (...args) => (await driver()).deallocateNode(...args),
    startNode: async (...args) => (await driver()).startNode(...args),
    removeNode: async (...args) => (await driver()).removeNode(...args),
    start: async (...args) => (await driver()).start(...args),
    proceed: async (...args) => (await driver()).proceed(...args),
    stop: async (...args) => (await driver()).stop(...args),
    observe: (signal) => observeFirst(first.promise, signal),
    close: async () => await made?.close(),
  }
}

/** Nothing happens until there is a driver, so there is nothing to observe before. */
async function* observeFirst(
  first: Promise<ComputeDriver>,
  signal: AbortSignal,
): AsyncIterable<readonly AgentReport[]> {
  const ended = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  const driver = await Promise.race([first, ended])
  if (driver) yield* driver.observe(signal)
}
