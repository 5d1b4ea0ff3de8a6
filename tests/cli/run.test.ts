// `lazuli run` as its user has it: what the program gets, how it ends, and that nothing is left.
import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { spawnLazuli } from '#library/spawn-lazuli.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))

/** A home and a temporary folder of its own: no other server is known there, and what is left shows. */
function place(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'run-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const [home, temporary] = [join(folder, 'home'), join(folder, 'tmp')]
  for (const made of [home, temporary]) mkdirSync(made)
  const env = { PATH: process.env.PATH, HOME: home, TMPDIR: temporary }
  const left = () => readdirSync(temporary).filter((name) => name.startsWith('lazuli-'))
  return { folder, env, left }
}

interface Said {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

function start(env: NodeJS.ProcessEnv, ...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [cli, 'run', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function ended(child: ChildProcess): Promise<Said> {
  let [stdout, stderr] = ['', '']
  child.stdout!.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr!.on('data', (chunk) => {
    stderr += chunk
  })
  const [code, signal] = await once(child, 'close')
  return { code, signal, stdout, stderr }
}

/** Waits until the program says something. One that ends before fails the test with what it said. */
const begun = (child: ChildProcess, all: Promise<Said>): Promise<unknown> =>
  Promise.race([
    once(child.stdout!, 'data'),
    all.then((said) => assert.fail(`it ended before it began: ${JSON.stringify(said)}`)),
  ])

const run = (env: NodeJS.ProcessEnv, ...words: readonly string[]): Promise<Said> =>
  ended(start(env, ...words))

const SUBSCRIPTIONS = 'https://management.azure.com/subscriptions?api-version=2022-12-01'
/** A program that names nothing but Azure. Its output is the id of the subscription. */
const PROGRAM = `
  const { AZURE_TENANT_ID, AZURE_CLIENT_ID: client_id, AZURE_CLIENT_SECRET: client_secret } = process.env
  const form = new URLSearchParams({
    client_id, client_secret, grant_type: 'client_credentials', scope: 'https://management.azure.com/.default',
  })
  const at = 'https://login.microsoftonline.com/' + AZURE_TENANT_ID + '/oauth2/v2.0/token'
  const { access_token } = await (await fetch(at, { method: 'POST', body: form })).json()
  const headers = { authorization: 'Bearer ' + access_token }
  const { value } = await (await fetch('${SUBSCRIPTIONS}', { headers })).json()
  console.log(value[0].subscriptionId)
`
const node = [process.execPath, '--input-type=module', '--eval'] as const

test('a program finds Azure where no server runs, and leaves nothing of it behind', async (t) => {
  const { env, left } = place(t)
  const { code, stdout, stderr } = await run(env, '--', ...node, PROGRAM)
  assert.equal(code, 0, stderr)
  assert.match(stdout, /^[0-9a-f-]{36}\n$/)
  assert.deepEqual(left(), [])
})

test('a running server is the one that a program is led to, by default and by name', async (t) => {
  const { env, folder } = place(t)
  const data = join(folder, 'home', '.lazuli')
  await using stack = new AsyncDisposableStack()
  const server = await spawnLazuli({ data })
  stack.defer(() => server.stop())
  const { subscriptionId } = server.ready
  for (const words of [[], ['--data', data], ['--ready-file', server.ready.readyFile]]) {
    const { stdout, stderr } = await run(env, ...words, '--', ...node, PROGRAM)
    assert.equal(stdout.trim(), subscriptionId, stderr)
  }
  const fresh = await run(env, '--fresh', '--', ...node, PROGRAM)
  assert.notEqual(fresh.stdout.trim(), subscriptionId)
  assert.equal(fresh.code, 0, fresh.stderr)
  const own = await run(env, '--time-scale', '60', '--', process.execPath, cli, 'status')
  assert.match(own.stdout, /60/, own.stderr)
})

test('a server that is named and does not run is told of, and not replaced', async (t) => {
  const { env, folder } = place(t)
  const missing = await run(env, '--data', join(folder, 'none'), '--', 'true')
  assert.equal(missing.code, 1)
  assert.match(missing.stderr, /^lazuli: no server is known here/m)
  const both = await run(env, '--data', folder, '--fresh', '--', 'true')
  assert.match(both.stderr, /^lazuli: .*takes no options/m)
})

test('exit codes and signals are the program’s', async (t) => {
  const { env, left } = place(t)
  assert.equal((await run(env, '--', 'sh', '-c', 'exit 7')).code, 7)
  assert.equal((await run(env, 'sh', '-c', 'exit 3')).code, 3)
  assert.equal((await run(env, '--', 'sh', '-c', 'kill -9 $$')).signal, 'SIGKILL')
  const missing = await run(env, '--', 'no-such-program-here')
  assert.equal(missing.code, 127)
  assert.match(missing.stderr, /^lazuli: cannot run no-such-program-here/m)
  assert.equal((await run(env, '--', '/etc/passwd')).code, 126)
  assert.deepEqual(left(), [])
})

test('a signal goes to the program, which may take its time, and all ends with it', async (t) => {
  const { env, left } = place(t)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const script = `trap 'sleep 0.3; echo cleaned; exit 5' ${signal.slice(3)}; echo ready; while :; do sleep 0.05; done`
    const child = start(env, '--', 'sh', '-c', script)
    const all = ended(child)
    await begun(child, all)
    child.kill(signal)
    const { code, stdout } = await all
    assert.equal(code, 5, signal)
    assert.match(stdout, /cleaned/)
  }
  assert.deepEqual(left(), [])
})

test('one that ignores no signal ends by it, and so does the run', async (t) => {
  const { env, left } = place(t)
  const child = start(env, '--', 'sh', '-c', 'echo ready; exec sleep 60')
  const all = ended(child)
  await begun(child, all)
  child.kill('SIGTERM')
  assert.equal((await all).signal, 'SIGTERM')
  assert.deepEqual(left(), [])
})

test('a signal while Azure starts ends the run before the program begins', async (t) => {
  const { env, left } = place(t)
  const child = start(env, '--', 'sh', '-c', 'echo began')
  const all = ended(child)
  while (left().length === 0) await new Promise((later) => setTimeout(later, 5))
  child.kill('SIGTERM')
  const { signal, stdout } = await all
  assert.equal(signal, 'SIGTERM')
  assert.equal(stdout, '')
  assert.deepEqual(left(), [])
})

test('no process of Lazuli’s outlives a run that served storage', async (t) => {
  const { env, left } = place(t)
  const marked = { ...env, RUN_TEST_MARK: `mark-${process.pid}-${Date.now()}` }
  const { code, stderr } = await run(marked, '--storage', '--', ...node, PROGRAM)
  assert.equal(code, 0, stderr)
  const marks = readdirSync('/proc').filter((name) => {
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(marked.RUN_TEST_MARK)
    } catch {
      return false
    }
  })
  assert.deepEqual(marks, [])
  assert.deepEqual(left(), [])
})

test('what a killed run left is removed by the next', async (t) => {
  const { env, left } = place(t)
  const child = start(env, '--', 'sh', '-c', 'echo ready; exec sleep 2')
  const all = ended(child)
  await begun(child, all)
  child.kill('SIGKILL')
  await all
  assert.ok(left().length > 0)
  assert.equal((await run(env, '--', 'true')).code, 0)
  assert.deepEqual(left(), [])
})

test('other hosts are refused with a sentence, once each, and --allow lets them through', async (t) => {
  const { env } = place(t)
  const twice = `for (const _ of [1, 2]) await fetch('https://nowhere.example/').catch(() => {})`
  const refused = await run(env, '--', ...node, twice)
  const words = 'lazuli run: nowhere.example is no name of Azure'
  assert.equal(refused.stderr.split(words).length - 1, 1, refused.stderr)
  const through = `await fetch('https://nowhere.example/').catch((e) => console.log(String(e.cause)))`
  const allowed = await run(env, '--allow', 'nowhere.example', '--', ...node, through)
  assert.doesNotMatch(allowed.stderr, /no name of Azure/)
  const wrong = await run(env, '--allow', 'https://x', '--', 'true')
  assert.match(wrong.stderr, /^lazuli: --allow takes hosts/m)
  assert.equal(wrong.code, 1)
})

test('servers of the program’s own are reached without the proxy', async (t) => {
  const { env } = place(t)
  const own = `
    const { createServer } = await import('node:http')
    const server = createServer((_, response) => response.end('own')).listen(0, '127.0.0.1')
    await new Promise((later) => server.on('listening', later))
    console.log(await (await fetch('http://127.0.0.1:' + server.address().port)).text())
    server.close()
  `
  const { stdout, stderr } = await run(env, '--', ...node, own)
  assert.equal(stdout, 'own\n', stderr)
})

test('what led to the real Azure, or around the proxy, is taken away', async (t) => {
  const { env, folder } = place(t)
  const before = {
    ...env,
    AZURE_AUTHORITY_HOST: 'https://127.0.0.1:1',
    AZURE_FEDERATED_TOKEN_FILE: '/real',
    AZURE_CONFIG_DIR: join(folder, 'real-az'),
    AZURE_CLIENT_SECRET: 'real',
    NO_PROXY: '*',
    ALL_PROXY: 'http://127.0.0.1:1',
    ARM_METADATA_HOSTNAME: '127.0.0.1:1',
  }
  const { stdout } = await run(before, '--', 'env')
  const got = new Map(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/=(.*)/s) as [string, string]),
  )
  for (const name of [
    'AZURE_AUTHORITY_HOST',
    'AZURE_FEDERATED_TOKEN_FILE',
    'ALL_PROXY',
    'ARM_METADATA_HOSTNAME',
  ]) {
    assert.equal(got.get(name), undefined, name)
  }
  assert.notEqual(got.get('AZURE_CONFIG_DIR'), before.AZURE_CONFIG_DIR)
  assert.equal(got.get('AZURE_EXTENSION_DIR'), join(folder, 'real-az', 'cliextensions'))
  assert.notEqual(got.get('AZURE_CLIENT_SECRET'), 'real')
  assert.doesNotMatch(got.get('NO_PROXY')!, /\*/)
  // What a JVM prints has no secret.
  const secret = /lazuli:([\w-]+)@/.exec(got.get('HTTPS_PROXY')!)![1]!
  assert.ok(!got.get('JAVA_TOOL_OPTIONS')!.includes(secret))
})

test('node --test is a whole job', async (t) => {
  const { env, folder, left } = place(t)
  const file = join(folder, 'azure.test.mjs')
  const program = PROGRAM.replace(
    'console.log(value[0].subscriptionId)',
    'assert.equal(value.length, 1)',
  )
  writeFileSync(
    file,
    `import assert from 'node:assert/strict'\nimport { test } from 'node:test'\n` +
      `test('Azure is here', async () => {${program}})\ntest('passes or not', () => assert.ok(!process.env.FAIL))\n`,
  )
  const good = await run(env, '--', process.execPath, '--test', file)
  assert.equal(good.code, 0, good.stdout + good.stderr)
  assert.match(good.stdout, /pass 2/)
  const bad = await run({ ...env, FAIL: '1' }, '--', process.execPath, '--test', file)
  assert.equal(bad.code, 1)
  assert.deepEqual(left(), [])
})

test('a process of the run comes in without the secret, and no other does', async (t) => {
  if (process.platform !== 'linux') return t.skip('processes are known on Linux alone')
  const { env } = place(t)
  const child = start(
    env,
    '--',
    'sh',
    '-c',
    'echo "$HTTPS_PROXY"; curl -sS -o /dev/null -w "%{http_connect}\\n" -x "http://127.0.0.1:${HTTPS_PROXY##*:}" https://management.azure.com/; sleep 3',
  )
  const all = ended(child)
  const [first] = await once(child.stdout!, 'data')
  const port = /:(\d+)\s/.exec(String(first))![1]
  let outcome = ''
  try {
    const args = [
      '-sS',
      '-o',
      '/dev/null',
      '-w',
      '%{http_connect}',
      '-x',
      `http://127.0.0.1:${port}`,
    ]
    execFileSync('curl', [...args, 'https://management.azure.com/'], { stdio: 'pipe' })
  } catch (error) {
    outcome = String((error as { stdout: Buffer }).stdout)
  }
  assert.equal(outcome, '407')
  assert.match((await all).stdout, /\n200\n/)
})

test('a run of its own has no nodes elsewhere: its tasks could not be led there', async (t) => {
  const { env, folder, left } = place(t)
  const nodes = join(folder, 'nodes.yaml')
  writeFileSync(nodes, 'rules:\n  - partition: all\n')
  const said = await run({ ...env, LAZULI_NODES: nodes }, '--', 'echo', 'began')
  assert.equal(said.code, 1)
  assert.equal(said.stdout, '')
  assert.match(
    said.stderr,
    /^lazuli: nodes\.yaml:2: tasks on nodes of slurm cannot see Azure here/m,
  )
  assert.deepEqual(left(), [])
})

test('help tells of it', () => {
  const help = execFileSync(process.execPath, [cli, 'run', '--help']).toString()
  assert.match(help, /--allow/)
  assert.match(help, /--fresh/)
  assert.doesNotMatch(help, /--time-scale </)
})
