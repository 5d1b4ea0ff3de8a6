// A driver that is made when there is something for it to do: a server without pools starts no
// agent and holds no connection.
import type { ComputeDriver, ComputeReport, NodeFiles } from './port.ts'

export function onDemand(make: () => ComputeDriver): ComputeDriver {
  let made: ComputeDriver | undefined
  const first = Promise.withResolvers<ComputeDriver>()
  const driver = (): ComputeDriver => {
    if (!made) {
      made = make()
      first.resolve(made)
    }
    return made
  }
  const files: NodeFiles = {
    list: (...args) => driver().files.list(...args),
    stat: (...args) => driver().files.stat(...args),
    read: (...args) => driver().files.read(...args),
    remove: (...args) => driver().files.remove(...args),
  }
  return {
    files,
    ensureNode: (...args) => driver().ensureNode(...args),
    rebootNode: (...args) => driver().rebootNode(...args),
    wipeNode: (...args) => driver().wipeNode(...args),
    deallocateNode: (...args) => driver().deallocateNode(...args),
    startNode: (...args) => driver().startNode(...args),
    removeNode: (...args) => driver().removeNode(...args),
    start: (...args) => driver().start(...args),
    proceed: (...args) => driver().proceed(...args),
    stop: (...args) => driver().stop(...args),
    observe: (signal) => observeFirst(first.promise, signal),
    close: async () => await made?.close(),
  }
}

/** Nothing happens until there is a driver, so there is nothing to observe before. */
async function* observeFirst(
  first: Promise<ComputeDriver>,
  signal: AbortSignal,
): AsyncIterable<readonly ComputeReport[]> {
  const ended = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
  const driver = await Promise.race([first, ended])
  if (driver) yield* driver.observe(signal)
}
