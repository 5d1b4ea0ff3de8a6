import { compile, formatDiagnostic, NodeHost } from '@typespec/compiler'
import { getOpenAPI3, type OpenAPI3VersionedDocumentRecord } from '@typespec/openapi3'
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { plain, type WireDocument } from './document.ts'
import { routesOf, routesText } from './routes.ts'
import { union } from './union.ts'

const banner = '// Emitted by `npm run contract`: change the TypeSpec source, not this file.\n'

/** The one type that all route tables share; it stands beside them so that they import nothing else. */
export const routeEntryFile = `${banner}
/** One operation of a service and the api-versions that have it. */
export interface RouteEntry {
  readonly operationId: string
  /** In lower case, as in the OpenAPI document. */
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete' | 'head'
  /** As in the OpenAPI document: \`{name}\` stands for a path parameter. */
  readonly path: string
  /** Oldest first. */
  readonly versions: readonly string[]
  /** Whether it goes on after its answer: SDKs poll it then. */
  readonly isLong?: true
  /** Whether it answers one page of a list: SDKs read the others too. */
  readonly isPaged?: true
}
`

/** The emitted files of one service by name: a document per api-version, routes and types. */
export async function emitService(mainFile: string): Promise<Map<string, string>> {
  const documents = await documentsOf(mainFile)
  if (documents.size === 0) throw new Error(`${mainFile} declares no api-version`)
  const files = new Map<string, string>()
  for (const [version, document] of documents) {
    files.set(`${version}.json`, `${JSON.stringify(document, null, 1)}\n`)
  }
  files.set('routes.ts', banner + routesText(routesOf(documents), [...documents.keys()]))
  files.set('types.ts', banner + (await typesOf(union([...documents.values()]))))
  return files
}

/** One OpenAPI document per api-version, in the order in which the source lists them. */
async function documentsOf(mainFile: string): Promise<Map<string, WireDocument>> {
  const program = await compile(NodeHost, mainFile, { noEmit: true })
  const [service, ...others] = await getOpenAPI3(program, { 'omit-unreachable-types': true })
  if (!service?.versioned || others.length > 0) {
    throw new Error(`${mainFile} must declare one service, with @versioned`)
  }
  const problems = [...program.diagnostics, ...service.versions.flatMap((v) => v.diagnostics)]
  if (problems.length > 0) throw new Error(problems.map((p) => formatDiagnostic(p)).join('\n'))
  return new Map(service.versions.map((v) => [v.version, plain(asWire(v))]))
}

function asWire(record: OpenAPI3VersionedDocumentRecord): WireDocument {
  return JSON.parse(JSON.stringify(record.document))
}

/** `operations` and `components` without `paths`: the table of paths is in routes.ts. */
async function typesOf(document: WireDocument): Promise<string> {
  const copy: OpenAPI3 = JSON.parse(JSON.stringify(document))
  const nodes = await openapiTS(copy, { defaultNonNullable: false })
  const unused = ['paths', 'webhooks', '$defs']
  return astToString(nodes.filter((node) => !('name' in node && isNamed(node.name, unused))))
}

function isNamed(name: unknown, names: string[]): boolean {
  return typeof name === 'object' && name !== null && 'text' in name
    ? names.includes(String(name.text))
    : false
}
