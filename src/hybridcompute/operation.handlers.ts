// What roles can allow of this provider.
import type { Handler } from '#kernel/handler.ts'
import type { Handlers } from './handler.ts'
import type { Operations } from './machine.ts'
import type { HybridComputePorts } from './ports.ts'

const NAMESPACE = 'Microsoft.HybridCompute'

const entry = (name: string, resource: string, operation: string) => ({
  name: `${NAMESPACE}/${name}`,
  isDataAction: false,
  display: { provider: NAMESPACE, resource, operation, description: `${operation}.` },
  origin: 'user,system',
})

const value = [
  entry('register/action', 'Provider', 'Registers the subscription'),
  entry('unregister/action', 'Provider', 'Unregisters the subscription'),
  entry('operations/read', 'Operations', 'Reads the operations'),
  entry('machines/read', 'Machines', 'Reads machines'),
  entry('machines/write', 'Machines', 'Creates or changes machines'),
  entry('machines/delete', 'Machines', 'Deletes machines'),
]

const Operations_List: Handler<Operations['Operations_List'], HybridComputePorts> = async () => ({
  status: 200,
  body: { value },
})

export const operationHandlers = { Operations_List } satisfies Handlers
