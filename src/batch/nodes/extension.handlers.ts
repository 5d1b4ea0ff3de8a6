// The extensions of a node's machine. A node is a process of the machine that its provider has, and
// no handler of an extension is installed there: each says so itself, as one does in Azure that failed.
import type { components, operations } from '#contract/batch/types.ts'
import type { Handler } from '#kernel/handler.ts'
import { toNetIso } from '#kernel/instant.ts'
import { batchError } from '../errors.ts'
import type { Handlers } from '../handler.ts'
import type { Pool } from '../pools/pool.ts'
import { type VMExtension, withoutProtected } from '../pools/settings/extension.rules.ts'
import type { BatchPorts } from '../ports.ts'
import { pageOf } from '../wire/page.ts'
import { found } from '../wire/replies.ts'
import { nodeOf } from './node.handlers.ts'
import type { Node } from './node.ts'

type Schemas = components['schemas']

/** Those of the pool, once the machine is there: while it has nodes, they do not change. */
const extensionsOf = (pool: Pool, node: Node): readonly VMExtension[] =>
  node.lastBootTime === undefined
    ? []
    : (pool.settings.virtualMachineConfiguration?.extensions ?? [])

function present({ lastBootTime }: Node, extension: VMExtension): Schemas['NodeVMExtension'] {
  const { name, publisher, type } = extension
  return {
    provisioningState: 'Failed',
    vmExtension: withoutProtected(extension),
    instanceView: {
      name,
      statuses: [
        {
          code: 'ProvisioningState/failed/VMExtensionHandlerNotSupported',
          level: 'Error',
          displayStatus: 'Provisioning failed',
          message: `The extension '${publisher}.${type}' is not installed: nodes here have no virtual machine of their own.`,
          ...(lastBootTime !== undefined && { time: toNetIso(lastBootTime) }),
        },
      ],
    },
  }
}

const ComputeNodeExtension_List: Handler<
  operations['ComputeNodeExtension_List'],
  BatchPorts
> = async (request, { store }) => {
  const { pool, node } = await nodeOf(store, request)
  const all = [...extensionsOf(pool, node)].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const page = await pageOf(
    request,
    async ({ after = '', limit }) => all.filter((each) => keyOf(each) > after).slice(0, limit),
    keyOf,
    (each) => present(node, each),
  )
  return found(page)
}

const keyOf = ({ name }: VMExtension): string => name.toLowerCase()

const ComputeNodeExtension_Get: Handler<
  operations['ComputeNodeExtension_Get'],
  BatchPorts
> = async (request, { store }) => {
  const { pool, node } = await nodeOf(store, request)
  const wanted = request.params.extensionName.toLowerCase()
  const extension = extensionsOf(pool, node).find((each) => keyOf(each) === wanted)
  if (!extension) throw batchError('ResourceNotFound')
  return found(present(node, extension))
}

export const extensionHandlers = {
  ComputeNodeExtension_Get,
  ComputeNodeExtension_List,
} satisfies Handlers
