import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { aNode, anAttempt } from '#drivers/nodes/conformance/conformance.ts'
import type { NodeCertificate } from '#drivers/nodes/port.ts'
import { scene } from '#testing/agent-scene.ts'

const text = (words: string): string => Buffer.from(words).toString('base64')
const pfx: NodeCertificate = {
  thumbprint: 'aa',
  format: 'pfx',
  base64: text('private key'),
  password: 'hush',
  visibleTo: ['startTask', 'task'],
}
const others: NodeCertificate[] = [
  { thumbprint: 'bb', format: 'cer', base64: text('public'), visibleTo: ['task'] },
  { thumbprint: 'cc', format: 'pfx', base64: text('open'), visibleTo: ['startTask'] },
]
const withCertificates = { ...aNode(), certificates: [pfx, ...others] }

scene(
  'a task finds its certificates and no other task does',
  async ({ driver, root, run, read }) => {
    await driver.setUp(withCertificates)
    const attempt = anAttempt('a', {
      commandLine: `/bin/sh -c 'cd "$AZ_BATCH_CERTIFICATES_DIR" && pwd && head -c 99 *'`,
    })
    assert.equal((await run(attempt)).exitCode, 0)
    const certs = `${root}/workitems/job/job-1/task-a/certs`
    assert.deepEqual(readdirSync(certs).sort(), ['sha1-aa.pfx', 'sha1-aa.pfx.pw', 'sha1-bb.cer'])
    const said = read(attempt, 'stdout.txt')
    assert.match(said, new RegExp(`^${certs}\n`))
    for (const words of ['private key', 'hush', 'public']) assert.ok(said.includes(words), words)
    assert.equal(statSync(certs).mode & 0o777, 0o700)
    for (const name of readdirSync(certs)) {
      assert.equal(statSync(`${certs}/${name}`).mode & 0o777, 0o600, name)
    }
  },
)

scene('a start task finds what is for start tasks', async ({ driver, run, read }) => {
  await driver.setUp(withCertificates)
  const attempt = anAttempt('s', {
    work: { kind: 'startTask' },
    commandLine: `/bin/sh -c 'ls "$AZ_BATCH_CERTIFICATES_DIR"; wc -l <"$AZ_BATCH_CERTIFICATES_DIR/sha1-cc.pfx.pw"'`,
  })
  assert.equal((await run(attempt)).exitCode, 0)
  assert.equal(
    read(attempt, 'stdout.txt'),
    'sha1-aa.pfx\nsha1-aa.pfx.pw\nsha1-cc.pfx\nsha1-cc.pfx.pw\n1\n',
  )
})

scene('without certificates the directory is empty, on other systems absent', async (s) => {
  const asks = (id: string) =>
    anAttempt(id, { commandLine: `/bin/sh -c 'echo "$AZ_BATCH_CERTIFICATES_DIR"; ls -a ..'` })
  await s.driver.setUp({ ...aNode(), certificates: [] })
  await s.run(asks('linux'))
  assert.match(s.read(asks('linux'), 'stdout.txt'), /\/task-linux\/certs\n(.*\n)*certs\n/)
  await s.driver.setUp(aNode())
  await s.run(asks('other'))
  assert.doesNotMatch(s.read(asks('other'), 'stdout.txt'), /certs/)
})

scene('the certificates outlive the agent, and are not in its journal', async (s) => {
  await s.driver.setUp(withCertificates)
  const journal = readFileSync(`${s.machine.directory}/journal.ndjson`, 'utf8')
  for (const words of [pfx.base64, 'hush']) assert.ok(!journal.includes(words), words)
  await s.machine.killAgent(s.driver)
  const attempt = anAttempt('after', {
    commandLine: `/bin/sh -c 'cat "$AZ_BATCH_CERTIFICATES_DIR/sha1-aa.pfx.pw"'`,
  })
  assert.equal((await s.run(attempt)).exitCode, 0)
  assert.equal(s.read(attempt, 'stdout.txt'), 'hush')
  await s.driver.remove('node-1')
  assert.deepEqual(readdirSync(`${s.machine.directory}/certificates`), [])
})
