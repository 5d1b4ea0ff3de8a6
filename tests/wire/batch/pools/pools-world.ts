// The pool of the wire tests of pools and nodes, and calls on it.
import type { Answer, BatchServer } from '../batch-server.ts'

export const vm = {
  imageReference: {
    publisher: 'Canonical',
    offer: '0001-com-ubuntu-server-focal',
    sku: '20_04-lts',
  },
  nodeAgentSKUId: 'batch.node.ubuntu 20.04',
}

/** The pool that `addPool` adds. */
export const POOL = '/pools/Pool1'

export const addPool = (
  batch: BatchServer,
  change: object = {},
  version?: string,
): Promise<Answer> =>
  batch.call('POST', '/pools', {
    version,
    body: {
      id: 'Pool1',
      vmSize: 'STANDARD_D2s_v3',
      virtualMachineConfiguration: vm,
      targetDedicatedNodes: 0,
      ...change,
    },
  })

export const poolOf = async (batch: BatchServer) => (await batch.call('GET', POOL)).body
