import type { Handler } from '#kernel/handler.ts'
import type { Operations } from '../answers/wire.ts'
import type { Handlers } from '../handler.ts'
import { NAMESPACE } from '../ids.ts'
import type { ServicePorts } from '../service-ports.ts'

const VERBS = { read: 'Reads', write: 'Creates or changes', delete: 'Deletes' } as const
type Verb = keyof typeof VERBS

const ALL: readonly Verb[] = ['read', 'write', 'delete']

const TYPES: Readonly<Record<string, readonly Verb[]>> = {
  vmmServers: ALL,
  'vmmServers/inventoryItems': ALL,
  clouds: ALL,
  virtualNetworks: ALL,
  virtualMachineTemplates: ALL,
  availabilitySets: ALL,
  virtualMachineInstances: ALL,
  'virtualMachineInstances/guestAgents': ALL,
  'virtualMachineInstances/hybridIdentityMetadata': ['read'],
  'locations/operationStatuses': ['read'],
  operations: ['read'],
}

const ACTIONS = [
  'start',
  'stop',
  'restart',
  'createCheckpoint',
  'deleteCheckpoint',
  'restoreCheckpoint',
] as const

const entry = (name: string, resource: string, operation: string) => ({
  name: `${NAMESPACE}/${name}`,
  isDataAction: false,
  display: { provider: NAMESPACE, resource, operation, description: `${operation}.` },
  origin: 'user,system',
})

const value = [
  ...Object.entries(TYPES).flatMap(([type, verbs]) =>
    verbs.map((verb) => entry(`${type}/${verb}`, type, `${VERBS[verb]} ${type}`)),
  ),
  ...ACTIONS.map((action) =>
    entry(
      `virtualMachineInstances/${action}/action`,
      'virtualMachineInstances',
      `Calls ${action} on virtualMachineInstances`,
    ),
  ),
]

/** What roles can allow of this provider. */
const Operations_List: Handler<Operations['Operations_List'], ServicePorts> = async () => ({
  status: 200,
  body: { value },
})

export const providerOperationHandlers = {
  Operations_List,
} satisfies Handlers
