// A hypervisor that is opened when the first machine needs it: looking for QEMU, and starting what
// starts its processes, is no part of a server's start.
import type { HypervisorDriver } from './port.ts'

interface RenewableHypervisor extends HypervisorDriver {
  /** Lets go of the present driver; the next call opens a new one. */
  renew(): Promise<void>
}

export function onDemand(open: () => Promise<HypervisorDriver>): RenewableHypervisor {
  let opened: Promise<HypervisorDriver> | undefined
  const driver = (): Promise<HypervisorDriver> => {
    opened ??= open().catch((error: unknown) => {
      // The next call may find what this one lacked.
      opened = undefined
      throw error
    })
    return opened
  }
  return {
    define: async (...args) => (await driver()).define(...args),
    start: async (...args) => (await driver()).start(...args),
    stop: async (...args) => (await driver()).stop(...args),
    restart: async (...args) => (await driver()).restart(...args),
    createCheckpoint: async (...args) => (await driver()).createCheckpoint(...args),
    deleteCheckpoint: async (...args) => (await driver()).deleteCheckpoint(...args),
    restoreCheckpoint: async (...args) => (await driver()).restoreCheckpoint(...args),
    destroy: async (...args) => (await driver()).destroy(...args),
    observe: async (...args) => (await driver()).observe(...args),
    list: async (...args) => (await driver()).list(...args),
    console: async (...args) => (await driver()).console(...args),
    capacity: async (...args) => (await driver()).capacity(...args),
    close: async () => await (await opened)?.close(),
    async renew() {
      await (await opened)?.close()
      opened = undefined
    },
  }
}
