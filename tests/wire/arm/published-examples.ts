// Runs the examples of Microsoft's published documents against a server and compares the status. The
// documents are no part of this project: LAZULI_SPECS says where they are, else ../shared/specs
// beside the checkout, or one folder further out. A service says in its test what an example needs to be there, and which
// examples cannot be answered as they are published.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the documents are, if they are at hand. */
export const specs = [
  process.env.LAZULI_SPECS,
  ...['../../../../shared/specs', '../../../../../shared/specs'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  ),
].find((path): path is string => path !== undefined && existsSync(path))

/** What a test of examples says instead of running over none. */
export const isThere = {
  skip: specs === undefined && 'the published documents are not at hand',
}

export interface Example {
  /** `2024-05-01/AgentPoolsCreate_Spot`. */
  readonly name: string
  readonly operationId: string
  readonly method: string
  /** The path of the document, with its parameters in braces. */
  readonly template: string
  /** By the names that the document has. */
  readonly parameters: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, string>>
  readonly body: unknown
  /** The statuses that the document shows. */
  readonly statuses: readonly number[]
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly $ref?: string
}
interface Operation {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly 'x-ms-examples'?: Readonly<Record<string, { readonly $ref: string }>>
}
interface SpecDocument {
  readonly parameters?: Readonly<Record<string, Parameter>>
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** The published examples are not all strict JSON. */
const readJson = <T>(file: string): T =>
  JSON.parse(
    readFileSync(file, 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/,(?=\s*[}\]])/g, ''),
  ) as T

/** All examples of a service, in every version whose document is there. */
export function publishedExamples(service: string): Example[] {
  const root = `${specs}/${service}`
  return readdirSync(root).flatMap((version) => {
    const files = readdirSync(`${root}/${version}`).filter((file) => file.endsWith('.json'))
    return files.flatMap((file) => examplesOf(`${root}/${version}`, file, version))
  })
}

function examplesOf(folder: string, file: string, version: string): Example[] {
  const document = readJson<SpecDocument>(`${folder}/${file}`)
  return Object.entries(document.paths).flatMap(([template, item]) =>
    Object.entries(item).flatMap(([method, value]) => {
      const operation = value as Operation
      return Object.values(operation['x-ms-examples'] ?? {}).map(({ $ref }) =>
        readExample(document, folder, version, { template, method, operation, $ref }),
      )
    }),
  )
}

function readExample(
  document: SpecDocument,
  folder: string,
  version: string,
  at: { template: string; method: string; operation: Operation; $ref: string },
): Example {
  const { parameters, responses } = readJson<{
    parameters: Readonly<Record<string, unknown>>
    responses: Readonly<Record<string, unknown>>
  }>(`${folder}/${at.$ref}`)
  const declared = (at.operation.parameters ?? []).map((parameter) =>
    parameter.$ref ? resolved(document, folder, parameter.$ref) : parameter,
  )
  const bodyName = declared.find((parameter) => parameter.in === 'body')?.name
  const query = declared
    .filter((parameter) => parameter.in === 'query' && parameters[parameter.name] !== undefined)
    .map(({ name }) => [name, String(parameters[name])] as const)
  return {
    name: `${version}/${at.$ref.replace(/^.*\//, '').replace(/\.json$/, '')}`,
    operationId: at.operation.operationId,
    method: at.method.toUpperCase(),
    template: at.template,
    parameters,
    query: Object.fromEntries([
      ['api-version', String(parameters['api-version'] ?? version)],
      ...query,
    ]),
    body: bodyName === undefined ? undefined : parameters[bodyName],
    statuses: Object.keys(responses).map(Number),
  }
}

/** A parameter of this document or of a common one; of a file that is not there only its name. */
function resolved(document: SpecDocument, folder: string, ref: string): Parameter {
  const [file = '', pointer = ''] = ref.split('#')
  const name = pointer.split('/').at(-1)!
  const from = file === '' ? document : undefined
  const known = from?.parameters?.[name]
  if (known) return known
  const path = `${folder}/${file}`
  if (file !== '' && existsSync(path)) {
    const found = readJson<SpecDocument>(path).parameters?.[name]
    if (found) return found
  }
  return { name, in: 'path' }
}

type Names = Readonly<Record<string, string>>

/** What an example means by a placeholder, and why it cannot be sent as it stands. */
export interface Placeholder {
  readonly pattern: RegExp
  /** Known beforehand, or from the names that the preparation found. */
  readonly value: string | ((found: Names, text: string) => string)
  readonly why: string
}

export interface Call {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly body?: unknown
}
type Send = (call: Call) => Promise<{ readonly status: number; readonly text: string }>

export interface Suite {
  readonly examples: readonly Example[]
  readonly send: Send
  /** The values of path parameters, and what is put in the place of placeholders. */
  place(
    example: Example,
    index: number,
  ): {
    readonly parameters: Readonly<Record<string, string>>
    readonly placeholders: readonly Placeholder[]
  }
  /** Makes what the example takes for granted; answers names that are known only then. */
  prepare(
    example: Example,
    path: string,
    index: number,
  ): Promise<Readonly<Record<string, string>> | undefined>
  /** By the example's name: why the documented status is not what is answered. */
  readonly explained: Readonly<Record<string, string>>
}

const fill = (text: string, placeholders: readonly Placeholder[], found: Names): string =>
  placeholders.reduce(
    (all, { pattern, value }) =>
      typeof value === 'string'
        ? all.replace(pattern, value)
        : all.replace(pattern, (meant) => value(found, meant)),
    text,
  )

export interface Outcome {
  readonly name: string
  readonly status: number
  readonly documented: readonly number[]
  readonly text: string
}

const pathOf = (
  { template, parameters: own }: Example,
  parameters: Readonly<Record<string, string>>,
): string =>
  template.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = parameters[name] ?? String(own[name] ?? name)
    return name === 'resourceUri' ? value.replace(/^\//, '') : encodeURIComponent(value)
  })

/** Runs all; answers those whose status is not a documented one. */
export async function runExamples(suite: Suite): Promise<Outcome[]> {
  const wrong: Outcome[] = []
  for (const [index, example] of suite.examples.entries()) {
    const { parameters, placeholders } = suite.place(example, index)
    const found = await suite.prepare(example, pathOf(example, parameters), index)
    const path = pathOf(example, { ...parameters, ...found })
    const query = new URLSearchParams(example.query)
    const body =
      example.body === undefined
        ? undefined
        : (JSON.parse(fill(JSON.stringify(example.body), placeholders, found ?? {})) as unknown)
    const answer = await suite.send({ method: example.method, path: `${path}?${query}`, body })
    if (!example.statuses.includes(answer.status)) {
      const { status, text } = answer
      wrong.push({ name: example.name, status, documented: example.statuses, text })
    }
  }
  return wrong
}

/** Every example is answered as documented or explained, and nothing is explained in vain. */
export function checkExplained(
  suite: Pick<Suite, 'examples' | 'explained'>,
  wrong: Outcome[],
): void {
  assert.ok(suite.examples.length > 0, 'no example was run')
  const unexplained = wrong.filter(({ name }) => !(name in suite.explained))
  assert.deepEqual(
    unexplained.map(({ name, status, text }) => `${name}: ${status} ${text.slice(0, 300)}`),
    [],
  )
  const names = wrong.map(({ name }) => name)
  const inVain = Object.keys(suite.explained).filter((name) => !names.includes(name))
  assert.deepEqual(inVain, [], 'explained, but answered as documented')
}
