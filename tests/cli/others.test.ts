// A server for others, and the commands of its own machine: what they print leads where others reach it, and
// they themselves connect where the machine does.
import assert from 'node:assert/strict'
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Ready } from '#library/ready/ready.ts'
import { spawnLazuli } from '#library/spawn-lazuli.ts'
import { startLazuli } from '#library/start-lazuli.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
/** No DNS knows it: names below `invalid` never resolve. */
const NAME = 'azure.invalid'

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

const lazuli = (readyFile: string, ...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { timeout: 30_000, killSignal: 'SIGKILL' } as const
    const words = [cli, ...args, '--ready-file', readyFile]
    execFile(process.execPath, words, options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr })
    })
  })

function certificate(t: TestContext) {
  const path = mkdtempSync(join(tmpdir(), 'lazuli-others-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  const files = { tlsCert: join(path, 'cert.pem'), tlsKey: join(path, 'key.pem') }
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30']
  const named = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`]
  const out = ['-keyout', files.tlsKey, '-out', files.tlsCert]
  execFileSync('openssl', ['req', '-x509', ...made, ...named, ...out], { stdio: 'ignore' })
  return files
}

test('commands need no address for the public name on the server’s own machine', async (t) => {
  const { ready, stop } = await spawnLazuli({ publicName: NAME, ...certificate(t) })
  t.after(stop)
  assert.equal(new URL(ready.arm).hostname, NAME)
  const words = [['status'], ['token'], ['user', 'list'], ['user', 'add', 'kim'], ['journal']]
  for (const command of words) {
    const { code, stderr } = await lazuli(ready.readyFile, ...command)
    assert.equal(code, 0, `${command.join(' ')}: ${stderr}`)
  }
  const again = await spawnLazuli({ readyFile: ready.readyFile }).then(
    (other) => other.stop(),
    (error: Error) => error.message,
  )
  assert.match(String(again), /is that of another server, process \d+, which still runs/)
})

test('a test’s handles need none either', async () => {
  await using server = await startLazuli({ publicName: NAME })
  assert.equal(new URL(server.arm).hostname, NAME)
  assert.equal((await server.journal()).length > -1, true)
})

test('another machine is told which name it has no address for', async (t) => {
  const { ready, stop } = await spawnLazuli({ publicName: NAME })
  t.after(stop)
  const elsewhere: Ready = { ...ready, local: { machine: 'another', host: '127.0.0.1' } }
  const file = `${ready.readyFile}.elsewhere`
  writeFileSync(file, JSON.stringify(elsewhere))
  const { code, stderr } = await lazuli(file, 'status')
  assert.equal(code, 1)
  assert.match(stderr, /finds no address for that name .*a line in \/etc\/hosts/)
  assert.ok(stderr.includes(NAME))
})

test('without a name others are led to an address of the machine, which they can trust', async (t) => {
  const { ready, stop } = await spawnLazuli({ host: '0.0.0.0', expose: true, portal: 'on' })
  t.after(stop)
  const addresses = Object.values(networkInterfaces())
    .flatMap((found) => found ?? [])
    .filter(({ family }) => family === 'IPv4')
  const { hostname, port } = new URL(ready.arm)
  const others = addresses.filter(({ internal }) => !internal).map(({ address }) => address)
  assert.ok(others.length === 0 ? hostname === '127.0.0.1' : others.includes(hostname), hostname)
  for (const url of [ready.authority, ready.batch!.endpoint, ready.portal!]) {
    assert.equal(new URL(url).hostname, hostname)
  }
  const { stdout } = await lazuli(ready.readyFile, 'env', '--shell', 'json')
  const variables = JSON.parse(stdout) as Record<string, string>
  assert.equal(variables.AZURE_RESOURCE_MANAGER_ENDPOINT, ready.arm)
  assert.equal((await lazuli(ready.readyFile, 'status')).code, 0)
  const ca = readFileSync(ready.caFile)
  for (const { address } of addresses) {
    const url = `https://${address}:${port}/metadata/endpoints?api-version=2022-09-01`
    const [answer] = await once(get(url, { ca, agent: false }), 'response')
    let text = ''
    for await (const part of answer) text += part
    assert.equal(answer.statusCode, 200, address)
    assert.ok(text.includes(`https://${address}:${port}`), 'links lead where the call came to')
  }
})
