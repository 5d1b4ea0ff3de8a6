// What commands print fits a terminal of eighty columns, help and lists in errors included.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createLazuli, type Lazuli } from '#library/lazuli.ts'

const cli = fileURLToPath(new URL('../../bin/lazuli.js', import.meta.url))
const COLUMNS = 80
/** Ids, addresses and paths cannot be broken. */
const LONG_WORD = /\S{50,}/

interface Said {
  readonly stdout: string
  readonly stderr: string
}

const lazuli = (words: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Said> =>
  new Promise((resolve) => {
    const options = { env: { ...process.env, ...env } }
    execFile(process.execPath, [cli, ...words], options, (_error, stdout, stderr) =>
      resolve({ stdout, stderr }),
    )
  })

function assertFits(what: string, text: string): void {
  for (const line of text.split('\n')) {
    assert.ok(line.length <= COLUMNS || LONG_WORD.test(line), `${what} prints:\n${line}`)
    assert.doesNotMatch(line, /[^.]\.\.(\s|$)/, `${what}: two full stops`)
  }
}

/** Each command that help tells of, with those below it; and that each has words of its own. */
async function assertHelp(path: readonly string[]): Promise<void> {
  const { stdout } = await lazuli([...path, '--help'])
  const what = `lazuli ${path.join(' ')} --help`
  assertFits(what, stdout)
  const [, listed = ''] = stdout.split('\nCommands:\n')
  for (const [, name, words] of listed.matchAll(
    /^ {2}([\w-]+)(?: [^\n]*?)?(?: {2,}|\n {30,})(\S.*)$/gm,
  )) {
    assert.ok(words, `${what} does not say what ${name} does`)
    if (name !== 'help') await assertHelp([...path, name!])
  }
}

let server: Lazuli
let scratch: string
before(async () => {
  server = await createLazuli({ timeScale: 1000, nodes: 'simulated', portal: 'on' })
  scratch = mkdtempSync(join(tmpdir(), 'cli-width-'))
})
after(async () => {
  await server.stop()
  rmSync(scratch, { recursive: true, force: true })
})

test('help of every command fits, and says what each command does', () => assertHelp([]))

test('what commands print of a server with something of all fits', async () => {
  const seed = join(scratch, 'seed.yaml')
  writeFileSync(
    seed,
    `clusters:
  - name: prod
    group: lazuli
    identity: { type: SystemAssigned }
    properties:
      dnsPrefix: prod
      agentPoolProfiles: [{ name: pool1, mode: System, count: 1, vmSize: Standard_DS2_v2 }]
jobs:
  - id: render
    poolInfo: { poolId: pool }
    tasks: [{ id: frame-1, commandLine: /bin/true }]
`,
  )
  const commands = [
    'fault add ManagedClusters_Create --times 1 --message Full.',
    `seed ${seed}`,
    'operations --all',
    'fault list',
    'explain job render',
    'explain task render frame-1',
    'clock show',
    'clock freeze',
    'clock step 5s',
    'clock resume',
    'user add kim',
    'user add ci --program',
    'user list',
    'journal',
    'snapshot save one',
    'snapshot list',
    'snapshot restore one',
    'hold ManagedClusters_Create',
    'release ManagedClusters_Create',
    'drain',
    'drain --end',
    'portal --print',
    'reset',
    'status',
  ]
  for (const command of commands) {
    const words = [...command.split(' '), '--ready-file', server.ready.readyFile]
    const { stdout, stderr } = await lazuli(words)
    assert.notEqual(stdout, '', `${command}: ${stderr}`)
    assertFits(command, stdout)
    if (command === 'status')
      assert.ok(stdout.includes(`Portal   ${server.ready.portal}\n`), stdout)
  }
})

test('an error that lists what there is lists it in lines that fit', async () => {
  const commands = [
    'hold Dance',
    'fault add Dance',
    'fault add a.dance --delay 1s',
    'fault add --service dance --delay 1s',
    'user add kim --role Dancer',
  ]
  for (const command of commands) {
    const words = [...command.split(' '), '--ready-file', server.ready.readyFile]
    const { stderr } = await lazuli(words)
    const [first = '', ...lines] = stderr.trimEnd().split('\n')
    assert.match(first, /There are:/, stderr)
    assert.ok(lines.length > 0 || first.length < 150, stderr)
    assertFits(command, lines.join('\n'))
  }
})

test('a shell that trusted another file is told that it does not any more', async () => {
  const own = join(scratch, 'company.pem')
  writeFileSync(own, 'a certificate')
  const words = ['env', '--ready-file', server.ready.readyFile]
  const { stdout, stderr } = await lazuli(words, { NODE_EXTRA_CA_CERTS: own, SSL_CERT_FILE: '' })
  assert.match(stdout, /^export NODE_EXTRA_CA_CERTS='.*ca\.pem'$/m)
  assert.ok(stderr.includes(`NODE_EXTRA_CA_CERTS was ${own}`), stderr)
  assert.doesNotMatch(stderr, /SSL_CERT_FILE/)
  const again = await lazuli(words, { NODE_EXTRA_CA_CERTS: server.ready.caFile })
  assert.doesNotMatch(again.stderr, /NODE_EXTRA_CA_CERTS/)
})
