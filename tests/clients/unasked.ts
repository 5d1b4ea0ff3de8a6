// What of Lazuli's own API the tests of a helper never asked for, of all that is for tests: calls, their
// parameters and the members of their bodies, as the contract has them.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { here } from './environments.ts'

/** What people, portals and monitors ask for, and tests have another way to. */
const NOT_FOR_TESTS = new Set([
  ...[
    'Drain_Begin',
    'Drain_End',
    'Drain_Get',
    'Portal_CreateLink',
    'Server_GetStatus',
    'Search_Find',
  ],
  ...['Scheduler_Explain', 'Console_Show', 'Pools_ListResizes', 'Pools_ListAutoScaleRuns'],
  ...[
    'Tasks_List',
    'Tasks_ListAttempts',
    'Tasks_ListDependencies',
    'Tasks_GetThroughput',
    'Tasks_GetActivity',
  ],
  ...['Journal_Get', 'Journal_Clear', 'Journal_GetHar', 'Operations_Get', 'Snapshots_List'],
  ...['Pacing_Get', 'Pacing_Set', 'Faults_Clear'],
  // A server gives a length its id.
  'Pacing_Add id',
])

interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, unknown>>
  readonly allOf?: readonly Schema[]
}
interface Asked {
  readonly operationId: string
  readonly parameters?: readonly {
    readonly $ref?: string
    readonly in: string
    readonly name: string
  }[]
  readonly requestBody?: {
    readonly content: { readonly 'application/json': { readonly schema: Schema } }
  }
}
interface Contract {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Asked>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const file = join(here, '../../contract/generated/lazuli/2026-11-01.json')

/** Each by the operation's id, and by its parameter or member where it has these. */
async function wanted() {
  const { paths, components } = JSON.parse(await readFile(file, 'utf8')) as Contract
  const membersOf = ({ $ref, properties = {}, allOf = [] }: Schema): readonly string[] => [
    ...($ref ? membersOf(components.schemas[$ref.split('/').at(-1)!]!) : []),
    ...Object.keys(properties),
    ...allOf.flatMap(membersOf),
  ]
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
      operationId,
      method: method.toUpperCase(),
      path: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      parts: [
        ...parameters.filter((each) => each.in === 'query').map(({ name }) => name),
        ...membersOf(requestBody?.content['application/json'].schema ?? {}),
      ].filter((name) => name !== 'api-version'),
    })),
  )
}

/** `notes`: what record-calls.ts wrote. Throws where the list of what is not for tests is wrong. */
export async function unasked(notes: string): Promise<readonly string[]> {
  const all = await wanted()
  const known = new Set(all.flatMap(({ operationId, parts }) => namesOf(operationId, parts)))
  const unknown = [...NOT_FOR_TESTS].filter((name) => !known.has(name))
  if (unknown.length > 0) throw new Error(`the contract has no ${unknown.join(', ')}`)
  const asked = new Set<string>()
  for (const line of notes.trim().split('\n')) {
    const [method, target, text] = JSON.parse(line) as [string, string, string]
    const { pathname, searchParams } = new URL(target, 'https://localhost')
    const found = all.find((each) => each.method === method && each.path.test(pathname))
    if (!found) continue
    const members = text === '' ? [] : Object.keys(JSON.parse(text) as object)
    for (const name of namesOf(found.operationId, [...searchParams.keys(), ...members])) {
      asked.add(name)
    }
  }
  return all
    .filter(({ operationId }) => !NOT_FOR_TESTS.has(operationId))
    .flatMap(({ operationId, parts }) => namesOf(operationId, parts))
    .filter((name) => !asked.has(name) && !NOT_FOR_TESTS.has(name))
}

const namesOf = (operationId: string, parts: readonly string[]): readonly string[] => [
  operationId,
  ...parts.map((part) => `${operationId} ${part}`),
]
