// Speaks MCP on stdin and stdout. Its SDK is loaded here alone, and installed by those who use it.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Ajv } from 'ajv'
import { type Reaching, readReady } from '#library/ready/ready.ts'
import { admin } from '../client.ts'
import { type CallAdmin, schemaOf, type Tool, tools } from './tools.ts'

const SDK = '@modelcontextprotocol/sdk'

/** Beside the sources in a clone, one folder higher in the package. */
const pages = ['../../../docs/generated/', '../../../../docs/generated/'].map(
  (path) => new URL(path, import.meta.url),
)

const RESOURCES = [
  {
    uri: 'lazuli://coverage',
    name: 'coverage',
    description: 'Every operation of every contract, and whether it is served.',
    page: 'coverage.md',
  },
  {
    uri: 'lazuli://errors',
    name: 'errors',
    description: 'Every error that a service answers, and how it is known.',
    page: 'errors.md',
  },
] as const

async function loadSdk() {
  try {
    const [server, stdio, types] = await Promise.all([
      import('@modelcontextprotocol/sdk/server/index.js'),
      import('@modelcontextprotocol/sdk/server/stdio.js'),
      import('@modelcontextprotocol/sdk/types.js'),
    ])
    return { ...server, ...stdio, ...types }
  } catch (cause) {
    throw new Error(`\`lazuli mcp\` needs a package more: npm install ${SDK}`, { cause })
  }
}

/** Serves until the program that started it goes. */
export async function serveMcp(reaching: Reaching, version: string): Promise<void> {
  const sdk = await loadSdk()
  const ready = await readReady(reaching)
  const call: CallAdmin = async (method, path, body) =>
    JSON.parse(await admin(ready, path, { method, ...(body && { body: JSON.stringify(body) }) }))
  const server = new sdk.Server(
    { name: 'lazuli', version },
    { capabilities: { tools: {}, resources: {} } },
  )
  server.setRequestHandler(sdk.ListToolsRequestSchema, () => ({
    tools: tools.map((tool) => ({
      name: tool.name,
      description: tool.description,
      inputSchema: schemaOf(tool),
    })),
  }))
  const runners = new Map(tools.map((tool) => [tool.name, runnerOf(tool)]))
  server.setRequestHandler(sdk.CallToolRequestSchema, async ({ params }) => {
    const run = runners.get(params.name)
    return run ? await run(call, params.arguments ?? {}) : said(`There is no tool ${params.name}.`)
  })
  server.setRequestHandler(sdk.ListResourcesRequestSchema, () => ({
    resources: RESOURCES.map(({ page: _page, ...resource }) => ({
      ...resource,
      mimeType: 'text/markdown',
    })),
  }))
  server.setRequestHandler(sdk.ReadResourceRequestSchema, async ({ params: { uri } }) => {
    const found = RESOURCES.find((resource) => resource.uri === uri)
    if (!found) throw new Error(`There is no resource ${uri}.`)
    return { contents: [{ uri, mimeType: 'text/markdown', text: await pageOf(found.page) }] }
  })
  await server.connect(new sdk.StdioServerTransport())
}

function pageOf(name: string): Promise<string> {
  const folder = pages.find((each) => existsSync(new URL(name, each)))
  if (!folder) throw new Error(`${name} is not in this package.`)
  return readFile(new URL(name, folder), 'utf8')
}

interface Result {
  [name: string]: unknown
  content: { type: 'text'; text: string }[]
  isError?: true
}

const said = (text: string): Result => ({ content: [{ type: 'text', text }], isError: true })

const ajv = new Ajv()

/** Runs the tool, unless its arguments are wrong. What the server refuses, the model is told. */
function runnerOf(tool: Tool): (call: CallAdmin, given: object) => Promise<Result> {
  const isRight = ajv.compile<Parameters<Tool['run']>[1]>(schemaOf(tool))
  return async (call, given) => {
    if (!isRight(given)) return said(`The arguments are wrong: ${ajv.errorsText(isRight.errors)}.`)
    try {
      const answer = await tool.run(call, given)
      return { content: [{ type: 'text', text: JSON.stringify(answer, undefined, 2) }] }
    } catch (error) {
      return said((error as Error).message)
    }
  }
}
