// Prints the page of Lazuli's own API from its OpenAPI document.
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

interface Parameter {
  readonly $ref?: string
  readonly name?: string
  readonly in?: string
  readonly required?: boolean
  readonly description?: string
}
interface Operation {
  readonly operationId: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: { readonly $ref?: string } }>>
  }
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly tags?: readonly { readonly name: string; readonly description?: string }[]
}

const DOCUMENT = 'contract/generated/lazuli/2026-11-01.json'
const line = (text = ''): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim()
const isOwn = ({ name, $ref }: Parameter): boolean =>
  name !== undefined && name !== 'api-version' && $ref === undefined

export async function adminPage(): Promise<string> {
  const file = fileURLToPath(new URL(`../${DOCUMENT}`, import.meta.url))
  const { paths } = JSON.parse(await readFile(file, 'utf8')) as Document
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const tags = [...new Set(calls.map(({ operation }) => operation.tags?.[0] ?? 'Server'))].sort()
  const sections = tags.map((tag) => {
    const own = calls.filter(({ operation }) => (operation.tags?.[0] ?? 'Server') === tag)
    return `## ${tag}\n\n${own.map(sectionOf).join('\n\n')}`
  })
  return `# Lazuli's own API

What the real services have no call for, for owners of the subscription, with a token for Resource Manager.
\`${DOCUMENT}\` is the OpenAPI document from which this page is printed.

${sections.join('\n\n')}
`
}

interface Call {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

function sectionOf({ path, method, operation }: Call): string {
  const { operationId, description, parameters = [], requestBody } = operation
  const body = Object.values(requestBody?.content ?? {})[0]
    ?.schema?.$ref?.split('/')
    .at(-1)
  const rows = parameters
    .filter(isOwn)
    .map(
      (each) =>
        `| \`${each.name}\` | ${each.in}${each.required ? ', required' : ''} | ${line(each.description)} |`,
    )
  return [
    `### \`${method.toUpperCase()} ${path}\``,
    `\`${operationId}\`: ${line(description)}${body ? ` Takes \`${body}\`.` : ''}`,
    ...(rows.length > 0
      ? [`| parameter | where | |\n| --- | --- | --- |\n${rows.join('\n')}`]
      : []),
  ].join('\n\n')
}
