// `lazuli mcp` as a program that speaks MCP uses it, by the protocol's own client.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
let server: Lazuli
let client: Client

before(async () => {
  server = await createLazuli({ frozen: true, nodes: 'simulated' })
  client = new Client({ name: 'test', version: '1' })
  const args = [cli, 'mcp', '--ready-file', server.ready.readyFile]
  await client.connect(new StdioClientTransport({ command: process.execPath, args }))
})
after(async () => {
  await client.close()
  await server.stop()
})

async function use(name: string, given: Record<string, unknown> = {}) {
  const { content, isError } = (await client.callTool({ name, arguments: given })) as {
    content: { text: string }[]
    isError?: boolean
  }
  return { text: content[0]!.text, isError: isError ?? false }
}

const answer = async (name: string, given?: Record<string, unknown>) => {
  const { text, isError } = await use(name, given)
  assert.equal(isError, false, text)
  return JSON.parse(text)
}

test('it offers what no API of Azure has, and pages', async () => {
  const { tools } = await client.listTools()
  assert.deepEqual(
    tools.map(({ name }) => name),
    [
      'explain_task',
      'search_journal',
      'hold',
      'release',
      'fail_next',
      'step_clock',
      'snapshot',
      'restore',
    ],
  )
  const { resources } = await client.listResources()
  assert.deepEqual(
    resources.map(({ uri }) => uri),
    ['lazuli://coverage', 'lazuli://errors'],
  )
  for (const { uri } of resources) {
    const { contents } = await client.readResource({ uri })
    assert.match(String((contents[0] as { text: string }).text), /^# (Coverage|Errors)/)
  }
  await assert.rejects(client.readResource({ uri: 'lazuli://none' }), /There is no resource/)
})

test('clients begin it by the settings that docs/testing.md has', async () => {
  const page = await readFile(new URL('../../docs/testing.md', import.meta.url), 'utf8')
  const settings = JSON.parse(/^```json\n(.*?)^```$/ms.exec(page)![1]!) as {
    mcpServers: { lazuli: { command: string; args: string[] } }
  }
  const { command, args } = settings.mcpServers.lazuli
  const [program, ...words] = args
  assert.deepEqual([command, program], ['npx', 'lazuli'])
  const another = new Client({ name: 'by settings', version: '1' })
  const which = ['--ready-file', server.ready.readyFile]
  assert.ok(page.includes('"args": ["lazuli", "mcp", "--ready-file", "FILE"]'))
  await another.connect(
    new StdioClientTransport({ command: process.execPath, args: [cli, ...words, ...which] }),
  )
  assert.equal((await another.listTools()).tools.length, 8)
  await another.close()
})

test('it explains a task, and finds what was called', async () => {
  await seeded()
  const why = await answer('explain_task', { job: 'job', task: 'one' })
  assert.equal(why.state, 'active')
  assert.match(why.reasons.join(' '), /There is no pool none/)
  assert.deepEqual(why.attempts, [])
  assert.match((await use('explain_task', { job: 'other' })).text, /There is no job other/)
  await fetch(`${server.ready.arm.replace('https:', 'http:')}/subscriptions?api-version=2022-12-01`)
  const [line] = await answer('search_journal', { text: '/SUBSCRIPTIONS?', status: 401 })
  assert.equal(line.status, 401)
  assert.equal((await answer('search_journal', { id: line.id })).id, line.id)
  assert.deepEqual(await answer('search_journal', { text: 'nowhere' }), [])
})

test('it holds, releases and fails, steps the time, and goes back', async () => {
  await answer('hold', { kind: 'ManagedClusters_Create' })
  assert.match((await use('hold', { kind: 'Dance' })).text, /There is no operation of the kind/)
  assert.deepEqual(await answer('release', { kind: 'ManagedClusters_Create' }), { released: [] })
  const error = { code: 'Busy', message: 'Later.' }
  const fault = await answer('fail_next', { operationId: 'Pool_Add', status: 503, ...error })
  assert.deepEqual([fault.times, fault.error], [1, error])
  await answer('snapshot', { name: 'before' })
  const { now } = await answer('step_clock', { ms: 60_000 })
  const { now: later } = await answer('step_clock', { ms: 1_000 })
  assert.equal(Date.parse(later) - Date.parse(now), 1_000)
  await answer('restore', { name: 'before' })
  const { now: back } = await answer('step_clock', { ms: 60_000 })
  assert.equal(back, now)
})

test('what is wrong is told, and nothing happens', async () => {
  for (const [name, given, words] of [
    ['hold', {}, /must have required property 'kind'/],
    ['step_clock', { ms: -1 }, /ms must be >= 0/],
    ['snapshot', { name: 'x', files: true }, /must NOT have additional properties/],
    ['restore', { name: 'none' }, /There is no snapshot none/],
    ['dance', {}, /There is no tool dance/],
  ] as const) {
    const { text, isError } = await use(name, given)
    assert.ok(isError)
    assert.match(text, words)
  }
})

/** A job whose pool there is not. */
async function seeded(): Promise<void> {
  const { accessToken, call } = await import('#cli/client.ts')
  const token = await accessToken(server.ready, 'https://management.azure.com/')
  const text =
    'jobs: [{ id: job, poolInfo: { poolId: none }, tasks: [{ id: one, commandLine: /bin/true }] }]'
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ text })
  const { status, body: said } = await call(server.ready, 'POST', '/lazuli/seed', { headers, body })
  assert.equal(status, 200, said)
}
