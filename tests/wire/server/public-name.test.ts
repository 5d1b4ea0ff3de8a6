// A server for others: by a name and a certificate of their own.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { createLazuli } from '#library/lazuli.ts'

function certificate(t: TestContext, name: string) {
  const path = mkdtempSync(join(tmpdir(), 'lazuli-public-'))
  t.after(() => rmSync(path, { recursive: true, force: true }))
  const files = { tlsCert: join(path, 'cert.pem'), tlsKey: join(path, 'key.pem') }
  makeCertificate(files, name)
  return files
}

/** In place of the one that the files hold. */
function makeCertificate(files: { tlsCert: string; tlsKey: string }, name: string): void {
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30']
  const named = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`]
  const out = ['-keyout', files.tlsKey, '-out', files.tlsCert]
  execFileSync('openssl', ['req', '-x509', ...made, ...named, ...out], { stdio: 'ignore' })
}

/** A call as from another machine, which finds the name in its DNS. */
const call = (
  port: number,
  host: string,
  ca: string,
  servername = host,
  path = '/metadata/endpoints?api-version=2022-09-01',
  agent: Agent | false = false,
): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    const headers = { host: `${host}:${port}` }
    const at = { host: '127.0.0.1', port, servername, ca, headers, path, agent }
    get(at, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => {
        text += part
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
    }).on('error', reject)
  })

test('others reach the server by its public name, which its own certificate proves', async (t) => {
  const files = certificate(t, 'azure.example.org')
  await using server = await createLazuli({ publicName: 'azure.example.org', ...files })
  const { ready } = server
  const { hostname, port } = new URL(ready.arm)
  assert.equal(hostname, 'azure.example.org')
  assert.equal(new URL(ready.batch!.endpoint).hostname, 'azure.example.org')
  const own = readFileSync(files.tlsCert, 'utf8')
  const seen = await call(Number(port), 'azure.example.org', own)
  assert.equal(seen.status, 200)
  assert.match(seen.text, /https:\/\/azure\.example\.org:/)
  const trusted = readFileSync(ready.caFile, 'utf8')
  assert.equal((await call(Number(port), 'azure.example.org', trusted)).status, 200)
  // By its other names the server is still proved by its own authority.
  assert.equal((await call(Number(port), 'localhost', trusted)).status, 200)
  await assert.rejects(call(Number(port), 'localhost', own), /certificate/)
})

test('a certificate is renewed while connections go on, and clients that trust the bundle do not notice', async (t) => {
  const name = 'azure.example.org'
  const files = certificate(t, name)
  await using server = await createLazuli({ publicName: name, ...files })
  const { caFile, arm } = server.ready
  const port = Number(new URL(arm).port)
  const before = readFileSync(files.tlsCert, 'utf8')
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: before, servername: name })
  t.after(() => agent.destroy())
  const byAgent = () => call(port, name, before, name, undefined, agent)
  assert.equal((await byAgent()).status, 200)
  makeCertificate(files, name)
  const renewed = readFileSync(files.tlsCert, 'utf8')
  const isRenewed = () =>
    call(port, name, renewed).then(
      ({ status }) => status === 200,
      () => false,
    )
  // The files are looked at by the clock of the system.
  while (!(await isRenewed())) await wait(50)
  assert.equal((await byAgent()).status, 200, 'a connection that was open goes on')
  await assert.rejects(call(port, name, before), /certificate/)
  assert.equal((await call(port, name, readFileSync(caFile, 'utf8'))).status, 200)
})

test('another name is still none of the server’s', async (t) => {
  const files = certificate(t, 'azure.example.org')
  await using server = await createLazuli({ publicName: 'azure.example.org', ...files })
  const { ready } = server
  const trusted = readFileSync(ready.caFile, 'utf8')
  const port = Number(new URL(ready.arm).port)
  const answer = await call(port, 'other.example.org', trusted, 'localhost')
  assert.equal(answer.status, 400)
  assert.match(answer.text, /This server is not other\.example\.org/)
})

const refused: readonly [string, object, RegExp][] = [
  [
    'a certificate without its key',
    { tlsCert: '/nowhere.pem' },
    /--tls-cert and --tls-key go together/,
  ],
  [
    'a file that is not there',
    { tlsCert: '/nowhere.pem', tlsKey: '/nowhere.pem' },
    /cannot read the certificate \/nowhere\.pem/,
  ],
  ['a name with a scheme', { publicName: 'https://azure.example' }, /takes a name such as/],
]
for (const [what, options, words] of refused) {
  test(`${what} is refused before anything starts`, () =>
    assert.rejects(createLazuli(options), words))
}

test('all Batch accounts are reached at one port, by names below the public one', async () => {
  await using server = await createLazuli({ publicName: 'azure.example.org', batchNames: true })
  const { arm, batch, caFile } = server.ready
  const port = Number(new URL(arm).port)
  const { hostname, port: of } = new URL(batch!.endpoint)
  assert.match(hostname, /^lazuli\.[a-z0-9]+\.batch\.azure\.example\.org$/)
  assert.equal(Number(of), port)
  const ca = readFileSync(caFile, 'utf8')
  const path = '/pools?api-version=2024-07-01.20.0'
  // The data plane answers: it asks who calls.
  assert.match((await call(port, hostname, ca, hostname, path)).text, /MissingRequiredHeader/)
  const foreign = 'lazuli.westeurope.batch.evil.example'
  assert.equal((await call(port, foreign, ca, hostname, path)).status, 400)
  await assert.rejects(createLazuli({ batchNames: true }), /needs --public-name/)
  await assert.rejects(createLazuli({ batchPorts: '9-1' }), /is no range of ports/)
})
