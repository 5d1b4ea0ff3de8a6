// The command line as its user has it: a process of its own, what it prints and how it ends.
import assert from 'node:assert/strict'
import { execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { optionGroups } from '#library/options.ts'
import type { Ready } from '#library/ready/ready.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { openDataDirectory } from '#store/data-directory.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command to its end. One that does not end is killed, which is no exit code we expect. */
const lazuli = (...args: readonly string[]): Promise<Ended> => run(process.env, ...args)

const run = (env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { timeout: 30_000, killSignal: 'SIGKILL', env } as const
    execFile(process.execPath, [cli, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr })
    })
  })

/** Ends with 1 and one sentence for a person: no stack, nothing left running. */
async function refused(args: readonly string[], words: RegExp): Promise<void> {
  const { code, stdout, stderr } = await lazuli(...args)
  assert.equal(code, 1, stderr)
  assert.match(stderr, words)
  assert.doesNotMatch(stderr, /\n\s+at /)
  assert.equal(stdout, '')
}

function temporaryFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'cli-test-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function takenPort(t: TestContext): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  return String(address.port)
}

const free = ['start', '--ephemeral', '--port', '0'] as const

test('what cannot be started says why and ends, with nothing left running', async (t) => {
  const taken = await takenPort(t)
  const folder = temporaryFolder(t)
  await refused(['start', '--ephemeral', '--port', taken], /port \d+ is taken.*--port/)
  await refused([...free, '--batch-port', taken], /port \d+ is taken.*--batch-port/)
  await refused([...free, '--portal-port', taken], /port \d+ is taken.*--portal-port/)
  const data = join(folder, 'new')
  await refused(['start', '--data', data, '--port', taken], /port \d+ is taken.*--port/)
  await refused(
    ['start', '--data', data, '--port', '0', '--batch-port', taken],
    /port \d+ is taken.*--batch-port/,
  )
  assert.ok(!existsSync(data), 'no data directory is made for a server that cannot be')
  await refused(
    [...free, '--ready-file', join(folder, 'no', 'r.json')],
    /cannot write the ready file/,
  )
  await refused([...free, '--host', '192.0.2.1', '--expose'], /no address of this machine.*--host/)
  await refused(['start', '--port', '0', '--data', cli], /cannot use .*lazuli\.js: it is not a dir/)
  await refused(
    ['start', '--port', '0', '--data', '/proc/lazuli'],
    /no directory can be made there/,
  )
  await refused([...free, '--client-certificate', cli], /lazuli\.js holds no certificate in PEM/)
  const broken = join(folder, 'broken.pem')
  writeFileSync(broken, '-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n')
  await refused(
    [...free, '--client-certificate', broken],
    /broken\.pem holds no certificate in PEM/,
  )
  await refused([...free, '--inventory', folder], /cannot read the inventory .*: it is a directory/)
})

test('a start whose port is taken leaves the data that is there as it is', async (t) => {
  const data = temporaryFolder(t)
  await (await openDataDirectory(data)).close()
  const seen = () =>
    readdirSync(data).map((name) => [name, statSync(join(data, name), { bigint: true }).mtimeNs])
  const before = seen()
  const taken = await takenPort(t)
  const start = ['start', '--data', data]
  await refused([...start, '--port', taken], /port \d+ is taken.*--port/)
  await refused([...start, '--port', '0', '--portal-port', taken], /is taken.*--portal-port/)
  assert.deepEqual(seen(), before)
})

test('beside the last port there is none, so Batch takes a free one', async (t) => {
  const file = join(temporaryFolder(t), 'r.json')
  const args = [cli, 'start', '--ephemeral', '--port', '65535', '--ready-file', file]
  const child = spawn(process.execPath, args)
  t.after(() => child.kill('SIGKILL'))
  // A start that takes a while says so first.
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => {
      said += text
    })
  const isSaid = () => /serves Azure at .*:65535|port 65535 is taken/.test(said)
  while (!isSaid() && child.exitCode === null) await setTimeout(20)
  assert.ok(isSaid(), said)
})

test('an address that others can reach takes a flag', async () => {
  await refused([...free, '--host', '0.0.0.0'], /can be reached by others. Say --expose/)
})

test('an address of loopback is one in whatever way it is written', async (t) => {
  for (const host of ['[::1]', '0:0:0:0:0:0:0:1', '127.0.0.2']) {
    const { ready, stop } = await spawnLazuli({ host })
    t.after(stop)
    const { code, stderr } = await lazuli('status', '--ready-file', ready.readyFile)
    assert.equal(code, 0, stderr)
  }
})

test('options that make no sense are refused with those that do', async () => {
  await refused([...free, '--time-scale', '0'], /^lazuli: .*number from 0\.001.*\n$/)
  await refused(['start', '--port', '70000'], /from 0 to 65535/)
  await refused([...free, '--data', 'x'], /cannot be used with/)
  await refused(['start', '--port', '0', '--data', ''], /It takes a path, and got nothing/)
  await refused(['env', '--shell', 'tcsh'], /bash, fish, powershell, json/)
  await refused(['strat'], /Did you mean start/)
  await refused(
    ['start', '--prot', '1'],
    /^lazuli: unknown option '--prot' \(Did you mean --port\?\)\n$/,
  )
  await refused(['start', '--help', 'bach'], /no options are called bach. There are: .*batch/)
})

const isRoot = process.getuid?.() === 0

test('only root may ask for tasks with users of their own', { skip: isRoot }, async () => {
  await refused([...free, '--separation', 'uid'], /Only root can .*--separation bwrap/)
})

const commands = [
  ['start'],
  ...[...optionGroups.map(({ name }) => name), 'all'].map((name) => ['start', '--help', name]),
  ['env'],
  ['token'],
  ['journal'],
  ['status'],
  ['explain'],
  ['explain', 'task'],
  ['explain', 'job'],
  ['vm'],
  ['vm', 'console'],
  ['provoke'],
  ['provoke', 'fail'],
  ['clock'],
  ['clock', 'step'],
]

test('a command that is not there is an error, whether or not its help is asked for', async () => {
  for (const words of [['foo'], ['foo', '--help'], ['provoke', 'foo', '-h'], ['help', 'foo']]) {
    await refused(words, /^lazuli: unknown command 'foo'\n$/)
  }
})

test('options come from flags, variables and a file, in that order', async (t) => {
  const folder = temporaryFolder(t)
  const config = join(folder, 'lazuli.yaml')
  writeFileSync(config, 'port: 0\ndata: kept\ntime-scale: 5\nfrozen: false\n')
  const scaleOf = async (env: NodeJS.ProcessEnv, ...args: readonly string[]) => {
    const child = spawn(process.execPath, [cli, 'start', ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
    })
    const [greeting] = await once(child.stdout, 'data')
    assert.match(String(greeting), /Options are taken from .*lazuli\.yaml/)
    // Commands find it where the file says, as the server did.
    const said = await run({ ...process.env, LAZULI_DATA: join(folder, 'kept') }, 'status')
    child.kill('SIGTERM')
    await once(child, 'close')
    return /^Pace +(\d+)/m.exec(said.stdout)?.[1]
  }
  assert.equal(await scaleOf({}), '5')
  assert.equal(await scaleOf({ LAZULI_TIME_SCALE: '6' }), '6')
  assert.equal(await scaleOf({ LAZULI_TIME_SCALE: '6' }, '--time-scale', '7'), '7')
  writeFileSync(config, 'port: 0\n\ntime-sacle: 5\n')
  await refused(['start', '--config', config], /lazuli\.yaml:3: there is no option 'time-sacle'/)
  const { code, stderr } = await run({ ...process.env, LAZULI_PORT: 'x' }, 'start')
  assert.equal(code, 1)
  assert.match(stderr, /the variable LAZULI_PORT is 'x'. It takes a number/)
})

test('help fits a terminal of 80 columns', async () => {
  for (const command of [[], ...commands]) {
    const asks = command.includes('--help') ? command : [...command, '--help']
    const { code, stdout } = await lazuli(...asks)
    assert.equal(code, 0)
    const wide = stdout.split('\n').filter((line) => line.length > 80)
    assert.deepEqual(wide, [])
  }
})

test('a command without a server says how to start one', async (t) => {
  const data = temporaryFolder(t)
  for (const command of ['env', 'token', 'journal', 'status']) {
    await refused(
      [command, '--data', data],
      /no server is known here: .* it does not exist\.\nStart one with `npm start`/,
    )
  }
  await refused(['status', '--ready-file', cli], /it is no ready file/)
})

test('a data directory in use is refused, and its server goes on', async (t) => {
  const data = join(temporaryFolder(t), 'data')
  const server = await spawnLazuli({ data })
  t.after(server.stop)
  await refused(['start', '--port', '0', '--data', data], /in use by another server. Stop that one/)
  const { code, stdout } = await lazuli('status', '--data', data)
  assert.equal(code, 0)
  assert.match(stdout, new RegExp(`process ${server.pid}`))
})

test('commands find the server by its data directory or its ready file', async (t) => {
  const data = join(temporaryFolder(t), 'data')
  const server = await spawnLazuli({ data, timeScale: 60 })
  t.after(server.stop)
  const env = JSON.parse((await lazuli('env', '--data', data, '--shell', 'json')).stdout)
  assert.equal(env.AZURE_RESOURCE_MANAGER_ENDPOINT, server.ready.arm)
  const token = await lazuli('token', '--ready-file', server.ready.readyFile)
  assert.match(token.stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/)
  await refused(['provoke', 'preempt', 'none', '--data', data], /There is no pool none/)
  await refused(['token', '--data', data, '--resource', 'https://unknown.example'], /AADSTS500011/)
  assert.match((await lazuli('status', '--data', data)).stdout, /^Pace +60 times Azure's$/m)
  // Another program's call: those of the command line are not shown.
  await fetch(`${server.ready.arm.replace('https:', 'http:')}/subscriptions?api-version=2022-12-01`)
  const journal = await lazuli('journal', '--data', data, '--last', '3')
  assert.match(journal.stdout, /401 .*GET .*\/subscriptions/)
  assert.doesNotMatch(journal.stdout, /oauth2/)
  await server.kill()
  await refused(['status', '--data', data], /does not answer: is it running\?/)
})

test('a key that was made anew is in the environment and the ready file at once', async (t) => {
  const data = join(temporaryFolder(t), 'data')
  const { ready, stop } = await spawnLazuli({ data })
  t.after(stop)
  const { subscriptionId, resourceGroup, batch, readyFile } = ready
  const account = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.Batch/batchAccounts/${batch?.account}`
  const token = (await lazuli('token', '--data', data)).stdout.trim()
  const regenerate = async (keyName: string) => {
    const answer = await fetch(
      `${ready.arm.replace('https:', 'http:')}${account}/regenerateKeys?api-version=2024-02-01`,
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ keyName }),
      },
    )
    return (await answer.json()) as { readonly primary: string }
  }
  const { primary } = await regenerate('Primary')
  assert.notEqual(primary, batch?.key)
  const env = JSON.parse((await lazuli('env', '--data', data, '--shell', 'json')).stdout)
  assert.equal(env.AZURE_BATCH_ACCESS_KEY, primary)
  await Promise.all([regenerate('Primary'), regenerate('Primary'), regenerate('Secondary')])
  const last = JSON.parse(readFileSync(readyFile, 'utf8')) as Ready
  assert.equal(last.batch?.key, (await regenerate('Secondary')).primary)
  assert.equal(statSync(readyFile).mode & 0o777, 0o600)
  await stop()
  assert.ok(!existsSync(readyFile))
})

test('what a start prints leads to it from every directory', async (t) => {
  const folder = join(temporaryFolder(t), "it's here")
  mkdirSync(folder)
  const args = [cli, 'start', '--port', '0', '--data', 'my data']
  const child = spawn(process.execPath, args, { cwd: folder })
  t.after(() => child.kill('SIGKILL'))
  const [greeting] = await once(child.stdout, 'data')
  const [line] = /eval "\$\(.*\)"/.exec(String(greeting)) ?? []
  assert.ok(line, String(greeting))
  const script = line.replace(/npx lazuli|npm run -s lazuli --/, `'${process.execPath}' '${cli}'`)
  const said = execFileSync('sh', ['-c', `${script}; echo "$AZURE_CLIENT_ID"`], {
    encoding: 'utf8',
  })
  const { clientId } = JSON.parse(
    readFileSync(join(folder, 'my data', 'ready.json'), 'utf8'),
  ) as Ready
  assert.equal(said, `${clientId}\n`)
})

test('commands and servers do without a reader of what they print', async (t) => {
  const file = join(temporaryFolder(t), 'ready.json')
  const server = spawn(process.execPath, [cli, ...free, '--ready-file', file])
  t.after(() => server.kill('SIGKILL'))
  server.stdout.destroy()
  server.stderr.destroy()
  while (!existsSync(file)) await setTimeout(20)
  const command = spawn(process.execPath, [cli, 'status', '--ready-file', file])
  command.stdout.destroy()
  let said = ''
  command.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  assert.deepEqual(await once(command, 'close'), [0, null])
  assert.equal(said, '')
  const { code, stdout } = await lazuli('status', '--ready-file', file)
  assert.equal(code, 0)
  assert.match(stdout, new RegExp(`process ${server.pid}`))
})

test('a proxy in the environment is none between a command and its server', async (t) => {
  const { ready, stop } = await spawnLazuli()
  t.after(stop)
  const proxy = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: 'http://127.0.0.1:9' }
  const { code, stderr } = await run(
    { ...process.env, ...proxy },
    'status',
    '--ready-file',
    ready.readyFile,
  )
  assert.equal(code, 0, stderr)
})

test('the ready file comes once requests are served, whole and private, and goes with the server', async (t) => {
  const folder = temporaryFolder(t)
  const file = join(folder, 'ready.json')
  const watcher = watch(folder)
  t.after(() => watcher.close())
  let changed = once(watcher, 'change')
  const child = spawn(process.execPath, [cli, ...free, '--ready-file', file])
  t.after(() => child.kill('SIGKILL'))
  while (!existsSync(file)) {
    await changed
    changed = once(watcher, 'change')
  }
  const ready = JSON.parse(readFileSync(file, 'utf8')) as Ready
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(ready.pid, child.pid)
  const answer = await fetch(ready.arm.replace('https:', 'http:'), { method: 'HEAD' })
  assert.ok(answer.status < 500)
  child.kill('SIGTERM')
  assert.deepEqual(await once(child, 'exit'), [0, null])
  assert.deepEqual(readdirSync(folder), [])
})
