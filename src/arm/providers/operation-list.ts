// What roles can allow of the two providers that Resource Manager is made of.
import type { operations } from '#contract/arm/types.ts'
import type { Handler } from '#kernel/handler.ts'
import type { Handlers } from '../handler.ts'
import type { ArmPorts } from '../ports.ts'

const WORDS = { read: 'Get', write: 'Create or update', delete: 'Delete', action: 'Carry out' }
type Verb = keyof typeof WORDS
type Verbs = Readonly<Record<string, readonly Verb[]>>

const ofResources: Verbs = {
  'subscriptions/resourceGroups': ['read', 'write', 'delete'],
  'subscriptions/resourceGroups/exportTemplate': ['action'],
  'subscriptions/resourceGroups/resources': ['read'],
  'subscriptions/resources': ['read'],
  'subscriptions/locations': ['read'],
  'subscriptions/providers': ['read'],
  'subscriptions/tagNames': ['read', 'write', 'delete'],
  'subscriptions/tagNames/tagValues': ['read', 'write', 'delete'],
  'subscriptions/operationresults': ['read'],
  subscriptions: ['read'],
  tags: ['read', 'write', 'delete'],
  providers: ['read'],
  resources: ['read'],
}

/** As far as it is served: Azure has policies, schedules and deny assignments besides. */
const ofAuthorization: Verbs = {
  elevateAccess: ['action'],
  locks: ['read', 'write', 'delete'],
  operations: ['read'],
  permissions: ['read'],
  providerOperations: ['read'],
  roleAssignments: ['read', 'write', 'delete'],
  roleDefinitions: ['read', 'write', 'delete'],
}

const listed = (namespace: string, verbsOf: Verbs) =>
  Object.entries(verbsOf).flatMap(([resource, verbs]) =>
    verbs.map((verb) => ({
      name: `${namespace}/${resource}/${verb}`,
      isDataAction: false,
      display: {
        provider: namespace.replace('.', ' '),
        resource,
        operation: WORDS[verb],
        description: `${WORDS[verb]} ${resource}.`,
      },
      origin: 'user,system',
    })),
  )

const RESOURCES = 'Microsoft.Resources'
const AUTHORIZATION = 'Microsoft.Authorization'

/** Undefined where it is no provider of ARM's own. */
export function ownOperations(namespace: string): ReturnType<typeof listed> | undefined {
  if (namespace === RESOURCES) return listed(RESOURCES, ofResources)
  return namespace === AUTHORIZATION ? listed(AUTHORIZATION, ofAuthorization) : undefined
}

const listOf = (namespace: string) => ({
  status: 200,
  body: { value: ownOperations(namespace) ?? [] },
})

const Operations_List: Handler<operations['Operations_List'], ArmPorts> = async () =>
  listOf(RESOURCES)

const AuthorizationOperations_List: Handler<
  operations['AuthorizationOperations_List'],
  ArmPorts
> = async () => listOf(AUTHORIZATION)

export const operationListHandlers = {
  Operations_List,
  AuthorizationOperations_List,
} satisfies Handlers
